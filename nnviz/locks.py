"""Locks that one process can hold at a time, and that die with it.

They lie on files of their own. Who holds one is known to every process that reaches the file, also
from another container, where numbers of processes say nothing.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path

_NOT_THROUGH_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)

if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except PermissionError as error:
            raise BlockingIOError from error

    def is_held(path: Path) -> bool:
        """Return whether a lock is there: of one that a killed process left nobody can tell."""
        return path.exists()

    def release(file: int, path: Path) -> None:
        """Give a lock back, and remove its file."""
        os.close(file)  # first, as Windows removes no file that is open
        with suppress(OSError):
            path.unlink()

else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def is_held(path: Path) -> bool:
        """Return whether some process holds a lock."""
        with suppress(FileNotFoundError), path.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def release(file: int, path: Path) -> None:
        """Give a lock back, and remove its file."""
        with suppress(OSError):
            path.unlink()
        os.close(file)


def locked(path: Path) -> int:
    """Return an open file of that name, made if need be, that this process alone has locked.

    Raises:
        BlockingIOError: another one has.
        OSError: the file cannot be made or opened, or its file system has no locks.

    """
    while True:
        file = os.open(path, os.O_CREAT | os.O_RDWR | _NOT_THROUGH_LINKS, 0o666)
        try:
            _lock(file)
            if _is(path, file):
                return file
        except BaseException:
            os.close(file)
            raise
        os.close(file)  # whoever held the lock has removed the file that we waited with


def _is(path: Path, file: int) -> bool:
    """Return whether an open file still has its name."""
    with suppress(OSError):
        return os.path.samestat(path.stat(), os.fstat(file))
    return False
