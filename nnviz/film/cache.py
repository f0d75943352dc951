"""Where finished segments are kept: a folder of the user's, bounded in bytes.

It holds what can be made again and nothing else. Where the system gives no room for it, a folder
that is gone at the end stands in: then a film is made as ever, but not continued.
"""

import os
import re
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import time_ns
from typing import NamedTuple

from nnviz.errors import FilmError
from nnviz.temporary import remove, remove_leftovers, scratch_folder, temporary_place

MOST_BYTES = 4_000_000_000  # many hours of full HD
_TICK_NS = 1_000_000  # between two uses while the clock is behind
_SEGMENT = re.compile(r"[0-9a-f]{40}\.mp4")


def cache_folder() -> Path:
    """Return where segments are kept, by the custom of the system."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or "~/AppData/Local"
    elif sys.platform == "darwin":
        base = "~/Library/Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME", "")
        base = base if Path(base).is_absolute() else "~/.cache"  # as its specification wants it
    return Path(base).expanduser() / "nnviz" / "segments"


class SegmentCache:
    """Finished segments in a folder, each a file named by its key, whole or not there.

    Attributes:
        folder: where they are.
        lasts: whether they are there when this process has ended.

    """

    def __init__(self, folder: Path, *, lasts: bool = True) -> None:
        self.folder = folder
        self.lasts = lasts
        self._last_use_ns: int | None = None

    def file(self, key: str) -> Path:
        """Return the name of a segment's file."""
        return self.folder / f"{key}.mp4"

    def has(self, key: str) -> bool:
        """Return whether a segment is there, and count it as used now."""
        with suppress(FileNotFoundError):
            os.utime(self.file(key), ns=(use := self._next_use_ns(), use))
            return True
        return False

    def _next_use_ns(self) -> int:
        """Return a time after that of every use before, also where the clock was set back since."""
        if self._last_use_ns is None:
            self._last_use_ns = max((stat.st_mtime_ns for _, stat in self._found()), default=0)
        self._last_use_ns = max(time_ns(), self._last_use_ns + _TICK_NS)
        return self._last_use_ns

    def trim(self, *, keep: Collection[str], most_bytes: int = MOST_BYTES) -> None:
        """Remove what was not used for the longest time, until no more than the bound is left.

        Args:
            keep: keys of segments that stay, whatever they take.
            most_bytes: the bound, of all segments together.

        """
        kept = {self.file(key) for key in keep if self.has(key)}
        found = sorted(self._found(), key=lambda each: each[1].st_mtime_ns)
        excess = sum(stat.st_size for _, stat in found) - most_bytes
        for file, stat in found:
            if excess > 0 and file not in kept:
                remove(file)
                excess -= stat.st_size

    def _found(self) -> Iterator[tuple[Path, os.stat_result]]:
        """Yield the segments that are there; what is being made beside them has other names."""
        for file in self.folder.iterdir():
            with suppress(FileNotFoundError):
                if _SEGMENT.fullmatch(file.name):
                    yield file, file.stat()


@contextmanager
def open_cache() -> Iterator[SegmentCache]:
    """Give the folder of finished segments, or where there can be none a passing one."""
    folder = cache_folder()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    if folder.is_dir() and os.access(folder, os.W_OK):
        remove_leftovers(folder)
        yield SegmentCache(folder)
        return
    with scratch_folder() as passing:
        yield SegmentCache(passing, lasts=False)


class RemovedFiles(NamedTuple):
    """What was removed.

    Attributes:
        segments: how many finished segments.
        unfinished: how many folders of unfinished files, left by processes that were killed.
        size_bytes: how much all of it took.

    """

    segments: int
    unfinished: int
    size_bytes: int


def clean_cache(folders: Collection[Path], *, keep_segments: bool = False) -> RemovedFiles:
    """Remove all finished segments, and what killed processes have left unfinished.

    Args:
        folders: where to look for unfinished files besides the cache and the system's own folder
            for passing files.
        keep_segments: whether the finished segments stay.

    Raises:
        FilmError: one of `folders` is no folder, or where the cache belongs there is none; nothing
            was removed.

    """
    cache = cache_folder()
    _check_folders(folders, cache)
    places = {place.resolve() for place in (cache, temporary_place(), *folders)}
    left = [size for place in places for size in remove_leftovers(place)]
    if keep_segments:
        return RemovedFiles(0, len(left), sum(left))
    segments = [file for file in cache.glob("*") if _SEGMENT.fullmatch(file.name)]
    size = sum(left) + sum(map(remove, segments))
    return RemovedFiles(sum(not file.exists() for file in segments), len(left), size)


def _check_folders(folders: Collection[Path], cache: Path) -> None:
    for folder in folders:
        if not folder.is_dir():
            raise FilmError(
                f"{folder}: there is no such folder, and nothing was removed; name one that films "
                "are in"
            )
    if in_the_way := next((each for each in (cache, *cache.parents) if each.is_file()), None):
        raise FilmError(
            f"{in_the_way}: is a file where the folder of kept segments belongs, {cache}; "
            "remove it, or let XDG_CACHE_HOME name a folder"
        )
