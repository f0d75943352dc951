"""Subtitles of an MP4 or MOV file that wait until they are asked for.

ffmpeg marks the first track of each kind as one to play, whatever it is told. Where the captions
are in the picture already, many players would show them twice. So that mark is taken off again:
a bit in the file, in the box `tkhd` of the track.
"""

from pathlib import Path
from typing import IO

from nnviz.film.mp4_boxes import ByteRange, find_boxes, read_range, whole_file

_OF_SUBTITLES = b"sbtl"
_ENABLED = 0x000001  # of the 24 bits of flags that follow a byte of version


def disable_subtitle_tracks(path: Path) -> None:
    """Mark the subtitle tracks of an MP4 or MOV file as not to be shown at once."""
    with path.open("r+b") as file:
        for track in find_boxes(file, whole_file(file), b"moov", b"trak"):
            if handler(file, track) == _OF_SUBTITLES:
                _disable(file, track)


def handler(file: IO[bytes], track: ByteRange) -> bytes:
    """Return the four letters that say what a track is: `vide`, `sbtl`, `text`."""
    for start, _ in find_boxes(file, track, b"mdia", b"hdlr"):
        return read_range(file, ByteRange(start + 8, start + 12))
    return b""


def _disable(file: IO[bytes], track: ByteRange) -> None:
    for start, _ in find_boxes(file, track, b"tkhd"):
        version_and_flags = int.from_bytes(read_range(file, ByteRange(start, start + 4)))
        file.seek(start)
        file.write((version_and_flags & ~_ENABLED).to_bytes(4))
