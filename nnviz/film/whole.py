"""A file is there whole, or it is not there.

What is made is written beside its name and gets its name when it is complete. So a render that
is stopped, fails or fills the disk leaves no broken file, and a file that was there before stays
as it was.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nnviz.errors import FilmError


def check_destination(path: Path, *, overwrite: bool = False) -> None:
    """Raise `FilmError` where no file can be written, before any long work is done for it.

    Args:
        path: name of the file that is to be written.
        overwrite: whether a file of that name may be replaced.

    Raises:
        FilmError: the folder is missing or not to be written to, or the name is taken.

    """
    if not path.parent.is_dir():
        raise FilmError(f"{path}: there is no folder {path.parent}; make it first")
    if not os.access(path.parent, os.W_OK):
        raise FilmError(f"{path}: nothing may be written into {path.parent}; choose another folder")
    if not path.exists():
        return
    if not path.is_file():
        raise FilmError(f"{path}: is there and is no ordinary file; choose another name")
    if not overwrite:
        raise FilmError(
            f"{path}: is there already; choose another name, or replace it by overwrite=True"
        )


@contextmanager
def written_whole(path: Path, *, overwrite: bool = False) -> Iterator[Path]:
    """Give a file to write into, which becomes `path` when the block ends without an exception.

    Args:
        path: name that the file gets at the end.
        overwrite: whether a file of that name may be replaced.

    Yields:
        The name to write to: an empty file in the same folder, so that it can be renamed.

    Raises:
        FilmError: the file cannot be made, written or renamed, or the name is taken.

    """
    check_destination(path, overwrite=overwrite)
    part = path.with_name(f".nnviz-{secrets.token_hex(6)}.part")
    try:
        with refused_as_film_error(path):
            part.touch(exist_ok=False)
        yield part
        with refused_as_film_error(path):
            _put_in_place(part, path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def refused_as_film_error(path: Path) -> Iterator[None]:
    """Say what the system refuses in the block as a `FilmError` that names the file."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or error
        raise FilmError(
            f"{path}: cannot be written: {reason}; make room there or choose another folder"
        ) from error


def _put_in_place(part: Path, path: Path) -> None:
    # Onto the disk first: after a power failure a renamed file that was never flushed is empty.
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(path)
