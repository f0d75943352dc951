"""Where a file goes, so that its name never holds a broken file in place of a whole one."""

import contextlib
import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from nnviz.errors import TraceError


def refuse_existing(path: Path, *, overwrite: bool) -> None:
    """Raise an error if `path` may not be written.

    Raises:
        TraceError: something is there and `overwrite` is false, or it is no file, or there is no
            such folder.

    """
    if not path.parent.is_dir():
        raise TraceError(f"{path}: there is no folder {path.parent}; make it first")
    if path.exists() and not path.is_file():
        raise TraceError(f"{path}: this is not a file; choose another name")
    if path.exists() and not overwrite:
        raise TraceError(f"{path}: this file exists; choose another name, or ask to overwrite it")


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what the system says while `path` is written into a `TraceError`."""
    try:
        yield
    except OSError as error:
        raise TraceError(
            f"{path}: cannot be written: {error.strerror or error}; check that the folder may be"
            " written and that the disk has room, or choose another place"
        ) from error


def create(path: Path) -> None:
    """Make a new, empty file.

    Raises:
        FileExistsError: something is there already.

    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))


def create_beside(path: Path) -> Path:
    """Make a new, empty file beside `path` and return its name, `name.partial-1.suffix`.

    Raises:
        OSError: the folder may not be written.

    """
    for number in count(1):
        partial = path.with_name(f"{path.stem}.partial-{number}{path.suffix}")
        with contextlib.suppress(FileExistsError):
            create(partial)
            break
    return partial


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give the name of a new file that takes the name `path` when it is whole.

    If it does not become whole, it is deleted, and what was at `path` stays.

    Raises:
        TraceError: the folder may not be written, or the disk is full.

    """
    with explained(path):
        partial = create_beside(path)
        try:
            yield partial
            partial.replace(path)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
