"""A file is there whole, or it is not there.

What is made is written in a passing folder beside its name and gets its name when it is complete.
So work that is stopped, fails or fills the disk leaves no broken file, and a file that was there
before stays as it was. Every function takes the class of the errors that it is to raise, so that
each room speaks of its own.
"""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from nnviz.errors import NnvizError, UsageError
from nnviz.temporary import TemporaryFolder

HOW_TO_REPLACE = ": on the command line by --force, in Python by overwrite=True"


def check_destination(path: Path, *, overwrite: bool, error: type[NnvizError]) -> None:
    """Raise an error where no file can be written, before any long work is done for it.

    Args:
        path: name of the file that is to be written.
        overwrite: whether a file of that name may be replaced.
        error: what to raise where the folder is missing or not to be written to, or the name is
            taken.

    """
    if not path.parent.is_dir():
        raise error(f"{path}: there is no folder {path.parent}; make it first")
    if not os.access(path.parent, os.W_OK):
        raise error(f"{path}: nothing may be written into {path.parent}; choose another folder")
    if path.is_symlink() and not path.exists():
        raise error(
            f"{path}: is a link to {path.readlink()}, which is not there; remove the link, or"
            " choose another name"
        )
    if not path.exists():
        return
    if not path.is_file():
        raise error(f"{path}: is there and is no ordinary file; choose another name")
    if not overwrite:
        raise error(f"{path}: exists already; choose another name, or replace it{HOW_TO_REPLACE}")


def check_ending(path: Path, ending: str) -> None:
    """Raise an error where a file's name promises another format than it would get.

    Raises:
        UsageError: the name ends otherwise.

    """
    if path.suffix.lower() != ending:
        raise UsageError(f"{path}: is written as {ending}; name it {path.stem or 'it'}{ending}")


def check_apart(written: Iterable[Path], read: Iterable[Path]) -> None:
    """Raise an error where a file that is to be written is one that is read, by whatever name.

    Args:
        written: names of files, which need not be there.
        read: names of files and folders.

    Raises:
        UsageError: two of them are the same file, also through links or in other letters' case.

    """
    sources = {_identity(file): file for path in read for file in _files_in(path)}
    for path in written:
        if path.exists() and (source := sources.get(_identity(path))) is not None:
            raise UsageError(f"{path}: is what is read, {source}; choose another name")


def _files_in(path: Path) -> list[Path]:
    files = path.iterdir() if path.is_dir() else [path]
    return [file for file in files if file.exists()]


def _identity(path: Path) -> tuple[int, int]:
    facts = path.stat()
    return facts.st_dev, facts.st_ino


@contextmanager
def os_errors_explained(path: Path, *, error: type[NnvizError]) -> Iterator[None]:
    """Say what the system refuses in the block as an `error` that names the file."""
    try:
        yield
    except OSError as refusal:
        raise error(
            f"{path}: cannot be written: {refusal.strerror or refusal}; check that the folder may "
            "be written and that the disk has room, or choose another place"
        ) from refusal


@contextmanager
def written_whole(path: Path, *, overwrite: bool, error: type[NnvizError]) -> Iterator[Path]:
    """Give a file to write into, which becomes `path` when the block ends without an exception.

    Args:
        path: name that the file gets at the end.
        overwrite: whether a file of that name may be replaced.
        error: what to raise where the file cannot be made, written or renamed, or its name is
            taken, at first or meanwhile.

    Yields:
        The name to write to: an empty file on the same file system, so that it can be renamed.

    """
    check_destination(path, overwrite=overwrite, error=error)
    with folder_beside(path, error=error) as folder:
        part = folder / path.name
        with os_errors_explained(path, error=error):
            create(part)
        yield part
        with os_errors_explained(path, error=error):
            _flush(part)
        give_name(part, path, overwrite=overwrite, error=error)


def folder_beside(path: Path, *, error: type[NnvizError]) -> TemporaryFolder:
    """Return a passing folder beside a file, for what is to get its name.

    Args:
        path: name of the file.
        error: what to raise where nothing can be written there.

    """
    with os_errors_explained(path, error=error):
        return TemporaryFolder(path.parent)


def create(path: Path) -> None:
    """Make a new, empty file.

    Raises:
        FileExistsError: something is there already.

    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))


def rename_to_new(part: Path, path: Path) -> None:
    """Give a file a name that no file has.

    Raises:
        FileExistsError: something is there already.

    """
    try:
        path.hardlink_to(part)
    except FileExistsError:
        raise
    except OSError:  # a file system without links, as on many memory sticks
        if path.exists():
            raise FileExistsError(path) from None
        part.rename(path)
    else:
        part.unlink()


def name_beside(part: Path, path: Path) -> Path:
    """Give a file a name beside `path`, `name.partial-1.suffix`, and return it.

    For what is to be kept where the work is not completed, under a name that can be found.

    Raises:
        OSError: the folder may not be written.

    """
    for number in count(1):
        partial = path.with_name(f"{path.stem}.partial-{number}{path.suffix}")
        with suppress(FileExistsError):
            rename_to_new(part, partial)
            break
    return partial


def give_name(part: Path, path: Path, *, overwrite: bool, error: type[NnvizError]) -> None:
    """Give a file that is whole its name.

    Args:
        part: the file.
        path: its name from now on.
        overwrite: whether it may replace a file of that name.
        error: what to raise where something has that name meanwhile, or the system refuses it.

    """
    with os_errors_explained(path, error=error):
        if overwrite:
            part.replace(path)
            return
        try:
            rename_to_new(part, path)
        except FileExistsError:
            raise error(
                f"{path}: exists already, made by another meanwhile; choose another name, or "
                f"replace it{HOW_TO_REPLACE}"
            ) from None


def partials_of(path: Path) -> list[Path]:
    """Return what has a name beside `path` that `name_beside` gave it."""
    named = re.compile(rf"{re.escape(path.stem)}\.partial-[0-9]+{re.escape(path.suffix)}")
    return sorted(each for each in path.parent.iterdir() if named.fullmatch(each.name))


def _flush(part: Path) -> None:
    # After a power failure a renamed file that was never flushed is empty.
    with part.open("rb+") as file:
        os.fsync(file.fileno())
