"""Subtitles of an MP4 or MOV file that wait until they are asked for.

ffmpeg marks the first track of each kind as one to play, whatever it is told. Where the captions
are in the picture already, many players would show them twice. So that mark is taken off again:
a bit in the file, in the box `tkhd` of the track.

The boxes are those of ISO/IEC 14496-12: 4 bytes of length, 4 letters of kind, then what it holds.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import IO

_OF_SUBTITLES = (b"sbtl", b"text")  # in MP4, in MOV
_ENABLED = 0x000001  # of the 24 bits of flags that follow a byte of version


def let_subtitles_wait(path: Path) -> None:
    """Mark the subtitle tracks of an MP4 or MOV file as not to be shown at once."""
    with path.open("r+b") as file:
        end = file.seek(0, 2)
        for moov in _boxes(file, 0, end, b"moov"):
            for trak in _boxes(file, *moov, b"trak"):
                if _handler(file, trak) in _OF_SUBTITLES:
                    _disable(file, trak)


def _boxes(file: IO[bytes], start: int, end: int, kind: bytes) -> Iterator[tuple[int, int]]:
    """Yield where the boxes of a kind begin and end, without their heads."""
    while start + 8 <= end:
        file.seek(start)
        head, length = file.read(8), 8
        size = int.from_bytes(head[:4])
        if size == 1:  # the length follows in 8 bytes
            size, length = int.from_bytes(file.read(8)), 16
        size = size or end - start
        if head[4:] == kind:
            yield start + length, start + size
        start += size


def _handler(file: IO[bytes], trak: tuple[int, int]) -> bytes:
    for mdia in _boxes(file, *trak, b"mdia"):
        for start, _ in _boxes(file, *mdia, b"hdlr"):
            file.seek(start + 8)
            return file.read(4)
    return b""


def _disable(file: IO[bytes], trak: tuple[int, int]) -> None:
    for start, _ in _boxes(file, *trak, b"tkhd"):
        file.seek(start)
        version_and_flags = int.from_bytes(file.read(4))
        file.seek(start)
        file.write((version_and_flags & ~_ENABLED).to_bytes(4))
