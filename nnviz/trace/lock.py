"""A lock that one recorder of a file can hold at a time, and that dies with its process.

It lies on an empty file beside the recording, whose name ends in `-lock`: on the recording itself
SQLite has locks of its own. Such a file that a killed process has left keeps nobody out.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from nnviz.errors import TraceError
from nnviz.files import explained

if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except PermissionError as error:
            raise BlockingIOError from error

    def _is_held(beside: Path) -> bool:
        return beside.exists()  # a killed recorder leaves it, too: nobody can tell

    def _release(file: int, beside: Path) -> None:
        os.close(file)  # first, as Windows removes no file that is open
        with suppress(OSError):
            beside.unlink()

else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _is_held(beside: Path) -> bool:
        with suppress(FileNotFoundError), beside.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def _release(file: int, beside: Path) -> None:
        with suppress(OSError):
            beside.unlink()
        os.close(file)


@contextmanager
def sole_recorder(path: Path) -> Iterator[None]:
    """Let nobody else record to this name during the block.

    Raises:
        TraceError: somebody does so already, or the folder cannot be written.

    """
    beside = path.with_name(f"{path.name}-lock")
    with explained(path, error=TraceError):
        file = _locked(path, beside)
    try:
        yield
    finally:
        _release(file, beside)


def is_recorded(path: Path) -> bool:
    """Return whether some process records to a file just now."""
    return _is_held(path.with_name(f"{path.name}-lock"))


def _locked(path: Path, beside: Path) -> int:
    while True:
        file = os.open(beside, os.O_CREAT | os.O_RDWR, 0o666)
        try:
            _lock(file)
            if _is(beside, file):
                return file
        except BlockingIOError as error:
            os.close(file)
            raise TraceError(
                f"{path}: is being recorded right now by another process; wait until it has ended,"
                " or choose another name"
            ) from error
        os.close(file)  # whoever held the lock has removed the file that we waited with


def _is(path: Path, file: int) -> bool:
    """Return whether an open file still has its name."""
    with suppress(OSError):
        return os.path.samestat(path.stat(), os.fstat(file))
    return False
