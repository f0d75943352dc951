"""How many frames are in a film, as somebody counts who did not write it."""

import struct
from collections import Counter
from collections.abc import Iterator
from mmap import ACCESS_READ, mmap
from pathlib import Path

import imageio.v3 as iio

from nnviz.errors import FilmError
from nnviz.film.encoding import Encoding
from nnviz.film.formats import PNG, WEBM, WEBP, Format
from nnviz.film.matroska_stream import CLUSTER, KIND, NUMBER, SEGMENT, SIMPLE_BLOCK, TRACK, TRACKS
from nnviz.film.mp4_samples import read_samples

_PICTURES = 1  # the kind of a track of Matroska
_BLOCK_GROUP = b"\xa0"
_BLOCKS = {SIMPLE_BLOCK, b"\xa1"}
_HOLDERS = {SEGMENT, TRACKS, TRACK, CLUSTER, _BLOCK_GROUP}
_END_OF_PNG = b"IEND\xaeB`\x82"


def checked_frames(part: Path, path: Path, *, encoding: Encoding, sent: int) -> int:
    """Return how many frames are in a film's file, which are all that were sent.

    An animated WebP is as long as they are, but may show equal ones as one that lasts.

    Args:
        part: the file, before it has its name.
        path: its name.
        encoding: what the film is to be like.
        sent: how many frames ffmpeg was given, repeated ones included.

    Raises:
        FilmError: some are missing, or the file cannot be read as such a film.

    """
    found = count_frames(part, encoding.format)
    shown = found
    if encoding.format is WEBP and found > 1:
        shown = round(sum(_webp_lengths(part)) * encoding.fps / 1000)
    if shown != sent and not (encoding.format is WEBP and found == 1):
        raise FilmError(
            f"{path}: ffmpeg has put {shown} frames into it and not {sent}; render it again, and "
            "see `nnviz doctor`"
        )
    return found


def count_frames(path: Path, film: Format) -> int:
    """Return how many frames are in a film's file.

    Args:
        path: the file; for a sequence of pictures its pattern, with a counter %d.
        film: its format.

    Raises:
        FilmError: the file cannot be read as such a film.

    """
    if film.has_boxes:
        return len(read_samples(path))
    try:
        if film is PNG:
            return _count_png(Path(str(path.parent).replace("%%", "%")))
        if film is WEBM:
            return _count_webm(path)
        if film is WEBP:
            return max(len(_webp_lengths(path)), 1)
        with iio.imopen(path, "r", plugin="pillow") as pictures:
            return int(pictures.properties(index=...).n_images or 0)  # type: ignore[arg-type]
    except (OSError, ValueError, IndexError, struct.error) as error:
        raise FilmError(f"{path}: cannot be read as a film: {error}") from error


def _count_png(folder: Path) -> int:
    """Return how many pictures are there whole."""
    return sum(_last_bytes(file) == _END_OF_PNG for file in folder.glob("*.png"))


def _last_bytes(picture: Path) -> bytes:
    with picture.open("rb") as file:
        file.seek(max(file.seek(0, 2) - len(_END_OF_PNG), 0))
        return file.read()


def _webp_lengths(path: Path) -> list[int]:
    """Return for how many milliseconds an animated WebP shows each picture, by RFC 9649."""
    found = []
    with path.open("rb") as file:
        kind, size, form = struct.unpack("<4sI4s", file.read(12))
        if (kind, form) != (b"RIFF", b"WEBP") or file.seek(0, 2) < size + 8:
            raise ValueError("is no whole WebP")
        start = 12
        while start < size + 8:
            file.seek(start)
            chunk, length = struct.unpack("<4sI", file.read(8))
            if chunk == b"ANMF":
                found.append(int.from_bytes(file.read(16)[12:15], "little"))
            start += 8 + length + length % 2
    return found


def _count_webm(path: Path) -> int:
    """Return how many blocks the tracks of pictures have, by RFC 8794 and RFC 9559."""
    number, of_pictures, blocks = 0, set(), Counter[int]()
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        for name, start, end in _elements(data, 0, len(data)):
            if name == NUMBER:
                number = int.from_bytes(data[start:end])
            elif name == KIND and int.from_bytes(data[start:end]) == _PICTURES:
                of_pictures.add(number)
            elif name in _BLOCKS:
                blocks[_length(data, start)[0]] += 1
    return sum(blocks[number] for number in of_pictures)


def _elements(data: mmap, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the name of each element that holds no others, and where its contents stand."""
    while start < end:
        after_name = start + _width(data, start)
        name = data[start:after_name]
        size, start = _length(data, after_name)
        if name in _HOLDERS:
            yield from _elements(data, start, start + size)
        else:
            yield name, start, start + size
        start += size


def _width(data: mmap, start: int) -> int:
    """Return how many bytes a name or a number has, which its first bit that is set says."""
    return 9 - data[start].bit_length()


def _length(data: mmap, start: int) -> tuple[int, int]:
    """Return a number without that bit, and where it ends."""
    width = _width(data, start)
    number = int.from_bytes(data[start : start + width])
    return number & ~(1 << 7 * width), start + width
