"""The boxes of which MP4 and MOV files are made, by ISO/IEC 14496-12.

A box is 4 bytes of length, 4 letters of kind, then what it holds: data, or boxes again.
"""

from collections.abc import Iterator
from typing import IO, NamedTuple


class ByteRange(NamedTuple):
    """Where something stands in a file: its first byte, and the first one after it."""

    start: int
    end: int


def whole_file(file: IO[bytes]) -> ByteRange:
    """Return where everything stands."""
    return ByteRange(0, file.seek(0, 2))


def find_boxes(file: IO[bytes], within: ByteRange, *path: bytes) -> Iterator[ByteRange]:
    """Yield where the contents of boxes stand, in the file's order.

    Args:
        file: what is read.
        within: where the outermost of them are.
        path: their kinds, from the outermost inwards.

    """
    kind, *rest = path
    for found in _find_boxes(file, within, kind):
        if rest:
            yield from find_boxes(file, found, *rest)
        else:
            yield found


def read_range(file: IO[bytes], span: ByteRange) -> bytes:
    """Return what stands there."""
    file.seek(span.start)
    return file.read(span.end - span.start)


def _find_boxes(file: IO[bytes], within: ByteRange, kind: bytes) -> Iterator[ByteRange]:
    start = within.start
    while start + 8 <= within.end:
        head, length = read_range(file, ByteRange(start, start + 8)), 8
        size = int.from_bytes(head[:4])
        if size == 1:  # the length follows in 8 bytes
            size, length = int.from_bytes(file.read(8)), 16
        size = size or within.end - start
        if not length <= size <= within.end - start:
            return  # is no box, or was cut off
        if head[4:] == kind:
            yield ByteRange(start + length, start + size)
        start += size
