"""A lock that one recorder of a file can hold at a time, and that dies with its process.

It lies on an empty file beside the recording, whose name ends in `-lock`: on the recording itself
SQLite has locks of its own. Such a file that a killed process has left keeps nobody out.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nnviz.errors import TraceError
from nnviz.files import os_errors_explained
from nnviz.locks import is_held, locked, release


@contextmanager
def sole_recorder(path: Path) -> Iterator[None]:
    """Let nobody else record to this name during the block.

    Raises:
        TraceError: somebody does so already, or the folder cannot be written.

    """
    beside = lock_of(path)
    with os_errors_explained(path, error=TraceError):
        try:
            file = locked(beside)
        except BlockingIOError as error:
            raise TraceError(
                f"{path}: is being recorded right now by another process; wait until it has ended,"
                " or choose another name"
            ) from error
    try:
        yield
    finally:
        release(file, beside)


def is_being_recorded(path: Path) -> bool:
    """Return whether some process records to a file just now."""
    return is_held(lock_of(path))


def lock_of(path: Path) -> Path:
    """Return the file that a recorder of a recording locks, beside what is behind its name."""
    real = path.resolve() if path.is_symlink() else path
    return real.with_name(f"{real.name}-lock")
