"""How many frames are in a film, as somebody counts who did not write it."""

from collections import Counter
from collections.abc import Iterator
from mmap import ACCESS_READ, mmap
from pathlib import Path

import imageio.v3 as iio

from nnviz.errors import FilmError
from nnviz.film.formats import PNG, WEBM, Format
from nnviz.film.samples import read_samples
from nnviz.film.stream import CLUSTER, KIND, NUMBER, SEGMENT, SIMPLE_BLOCK, TRACK, TRACKS

_PICTURES = 1  # the kind of a track of Matroska
_BLOCK_GROUP = b"\xa0"
_BLOCKS = {SIMPLE_BLOCK, b"\xa1"}
_HOLDERS = {SEGMENT, TRACKS, TRACK, CLUSTER, _BLOCK_GROUP}
_END_OF_PNG = b"IEND\xaeB`\x82"


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
        with iio.imopen(path, "r", plugin="pillow") as pictures:
            return int(pictures.properties(index=...).n_images or 0)  # type: ignore[arg-type]
    except (OSError, ValueError, IndexError) as error:
        raise FilmError(f"{path}: cannot be read as a film: {error}") from error


def _count_png(folder: Path) -> int:
    """Return how many pictures are there whole."""
    return sum(file.read_bytes().endswith(_END_OF_PNG) for file in folder.glob("*.png"))


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
