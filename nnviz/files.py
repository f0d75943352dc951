"""A file is there whole, or it is not there.

What is made is written beside its name and gets its name when it is complete. So work that is
stopped, fails or fills the disk leaves no broken file, and a file that was there before stays as
it was. Every function takes the class of the errors that it is to raise, so that each room speaks
of its own.
"""

import os
import re
import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from nnviz.errors import NnvizError

# Nobody gives a file of their own such a name.
_UNFINISHED = re.compile(r"\.nnviz-(\d+)-[0-9a-z_]{8,12}\.part")

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
    if not path.exists():
        return
    if not path.is_file():
        raise error(f"{path}: is there and is no ordinary file; choose another name")
    if not overwrite:
        raise error(f"{path}: exists already; choose another name, or replace it{HOW_TO_REPLACE}")


@contextmanager
def explained(path: Path, *, error: type[NnvizError]) -> Iterator[None]:
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
        The name to write to: an empty file in the same folder, so that it can be renamed.

    """
    check_destination(path, overwrite=overwrite, error=error)
    part = path.with_name(part_name())
    try:
        with explained(path, error=error):
            create(part)
        yield part
        with explained(path, error=error):
            _flush(part)
        give_name(part, path, overwrite=overwrite, error=error)
    finally:
        part.unlink(missing_ok=True)


def part_name() -> str:
    """Return a new name for what is not whole yet; it says which process writes it."""
    return f".nnviz-{os.getpid()}-{secrets.token_hex(6)}.part"


def scratch_folder() -> tempfile.TemporaryDirectory[str]:
    """Return a folder for the time of a block; its name says which process it belongs to."""
    return tempfile.TemporaryDirectory(prefix=f".nnviz-{os.getpid()}-", suffix=".part")


def leftovers(folder: Path) -> list[Path]:
    """Return what processes that were killed have left unfinished in a folder."""
    with suppress(OSError):
        found = [(path, _UNFINISHED.fullmatch(path.name)) for path in sorted(folder.iterdir())]
        return [path for path, left in found if left and not _is_alive(int(left[1]))]
    return []


def remove(path: Path) -> int:
    """Remove a file or a folder with all that is in it, and return the bytes that it took.

    What cannot be removed, because others may not or it is in use, stays.
    """
    is_folder = path.is_dir() and not path.is_symlink()
    files = [*path.rglob("*")] if is_folder else [path]
    before = _bytes_of(files)
    if is_folder:
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()
    return before - _bytes_of(files)


def _bytes_of(files: list[Path]) -> int:
    return sum(file.lstat().st_size for file in files if file.is_file())


def _is_alive(process: int) -> bool:
    """Return whether there is a process of that number.

    Windows has no such question; but there what a process holds open cannot be removed.
    """
    if sys.platform == "win32":
        return False
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass
    return True


def create(path: Path) -> None:
    """Make a new, empty file.

    Raises:
        FileExistsError: something is there already.

    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))


def name_anew(part: Path, path: Path) -> None:
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
            name_anew(part, partial)
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
    with explained(path, error=error):
        if overwrite:
            part.replace(path)
            return
        try:
            name_anew(part, path)
        except FileExistsError:
            raise error(
                f"{path}: exists already, made by another meanwhile; choose another name, or "
                f"replace it{HOW_TO_REPLACE}"
            ) from None


def _flush(part: Path) -> None:
    # After a power failure a renamed file that was never flushed is empty.
    with part.open("rb+") as file:
        os.fsync(file.fileno())
