"""What is not whole yet lies in a folder of its own, which is gone when the work is over.

In it lies a lock, held by the process that works there. What a killed process has left is known by
that nobody holds it any more, and is removed by the next one that works in the same place.
"""

import os
import re
import shutil
import sys
import tempfile
import weakref
from contextlib import suppress
from pathlib import Path

from nnviz.locks import locked, release

_PREFIX, _SUFFIX, _LOCK = ".nnviz-", ".part", "lock"
_LEFT = re.compile(r"\.nnviz-[0-9a-z_]{8}\.part")  # nobody gives a file of their own such a name


class TemporaryFolder:
    """A new, empty folder: a context manager that gives its path and removes it at the end.

    Attributes:
        path: where it is.

    """

    def __init__(self, place: Path) -> None:
        """Make the folder, and remove what killed processes have left beside it.

        Args:
            place: the folder that it is made in.

        Raises:
            OSError: nothing may be made there.

        """
        remove_leftovers(place)
        self.path, lock = _create_locked(place)
        self._end = weakref.finalize(self, _remove_locked, self.path, lock)

    def close(self) -> None:
        """Remove it with all that is in it. Closing twice is harmless."""
        self._end()

    def __enter__(self) -> Path:
        return self.path

    def __exit__(self, *_: object) -> None:
        self.close()


def scratch_folder() -> TemporaryFolder:
    """Return a passing folder in the system's own place for such."""
    return TemporaryFolder(temporary_place())


def temporary_place() -> Path:
    """Return the system's folder for passing files."""
    return Path(tempfile.gettempdir())


def is_temporary(path: Path) -> bool:
    """Return whether a folder is a passing one, with which all is gone at the end."""
    return _LEFT.fullmatch(path.name) is not None


def remove_leftovers(place: Path) -> list[int]:
    """Remove what killed processes have left unfinished in a folder.

    What other users have left stays, and all where the file system has no locks.

    Returns:
        How many bytes each of what was removed took.

    """
    try:
        with os.scandir(place) as entries:
            found = sorted(entry.path for entry in entries if _LEFT.fullmatch(entry.name))
    except OSError:
        return []
    sizes = (_removed_if_left(Path(path)) for path in found)
    return [size for size in sizes if size is not None]


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


def _create_locked(place: Path) -> tuple[Path, int | None]:
    while True:
        path = Path(tempfile.mkdtemp(prefix=_PREFIX, suffix=_SUFFIX, dir=place))
        try:
            return path, locked(path / _LOCK)
        except (BlockingIOError, FileNotFoundError):
            continue  # somebody took it for left behind before it was locked
        except OSError:
            return path, None  # a file system without locks


def _remove_locked(path: Path, lock: int | None) -> int:
    """Remove a folder whose lock we hold, the lock last; return the bytes that it took."""
    size = sum(remove(each) for each in path.glob("*") if each.name != _LOCK)
    if lock is not None:
        release(lock, path / _LOCK)
    shutil.rmtree(path, ignore_errors=True)
    return size


def _removed_if_left(path: Path) -> int | None:
    """Remove a folder in which nobody works any more; return what it took, None: it stays."""
    if not _is_own_folder(path):
        return None
    try:
        lock = locked(path / _LOCK)
    except OSError:  # somebody works in it, or removes it just now
        return None
    size = _remove_locked(path, lock)
    return None if path.exists() else size


def _is_own_folder(path: Path) -> bool:
    """Return whether it is a folder, no link to one, that no other user can have put there."""
    with suppress(OSError):
        owner = path.lstat().st_uid
        mine = sys.platform == "win32" or owner == os.geteuid()
        return mine and path.is_dir() and not path.is_symlink()
    return False
