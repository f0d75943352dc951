"""The pictures in an MP4 or MOV file, as its tables list them, read without ffmpeg.

The tables are those of ISO/IEC 14496-12, section 8: `stsz` says how long each sample is, `stsc` and
`stco` where it stands, `stts` and `ctts` when it is decoded and shown, `stss` which ones are keys.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import FilmError
from nnviz.film.mp4_boxes import ByteRange, find_boxes, read_range, whole_file
from nnviz.film.mp4_tracks import handler

Integers = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, slots=True)
class Samples:
    """The samples of the pictures of a film, in the order in which they are decoded.

    Attributes:
        descriptions: what decoders and players have to know of all of them.
        sizes: (n,) bytes of each.
        starts: (n,) where each begins in the file, bytes.
        shown: (n,) number of the frame that each of them shows, from 0.
        is_even: whether all frames last equally long.
        keys: (n,) bool, whether each can be decoded without others.

    """

    descriptions: bytes
    sizes: Integers
    starts: Integers
    shown: Integers
    is_even: bool
    keys: NDArray[np.bool_]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.sizes)


def read_samples(path: Path) -> Samples:
    """Return the samples of the pictures of an MP4 or MOV file.

    Raises:
        FilmError: the file cannot be read, or is none.

    """
    try:
        with path.open("rb") as file:
            for track in find_boxes(file, whole_file(file), b"moov", b"trak"):
                if handler(file, track) == b"vide":
                    return _samples(_tables(file, track), within=whole_file(file).end)
    except (OSError, ValueError, IndexError, KeyError) as error:
        raise FilmError(f"{path}: cannot be read as a film: {error}") from error
    raise FilmError(f"{path}: holds no pictures")


def digest(path: Path, samples: Samples, part: slice) -> bytes:
    """Return a digest of the bytes of some samples, wherever in the file they stand.

    Raises:
        FilmError: the file cannot be read.

    """
    found = hashlib.sha256()
    try:
        with path.open("rb") as file:
            for span in _runs(samples.starts[part], samples.sizes[part]):
                found.update(read_range(file, span))
    except OSError as error:
        raise FilmError(f"{path}: cannot be read: {error}") from error
    return found.digest()


def _runs(starts: Integers, sizes: Integers) -> Iterator[ByteRange]:
    """Yield where samples stand, those that follow each other as one."""
    ends = starts + sizes
    breaks = np.flatnonzero(starts[1:] != ends[:-1]) + 1
    firsts = np.concatenate([starts[:1], starts[breaks]])
    lasts = np.concatenate([ends[breaks - 1], ends[-1:]])
    return map(ByteRange, firsts.tolist(), lasts.tolist())


def _tables(file: IO[bytes], track: ByteRange) -> dict[bytes, bytes]:
    """Return the contents of the tables of a track, without their version and flags."""
    kinds = (b"stsd", b"stsz", b"stsc", b"stco", b"co64", b"stts", b"ctts", b"stss")
    return {
        kind: read_range(file, span)[4:]
        for kind in kinds
        for span in find_boxes(file, track, b"mdia", b"minf", b"stbl", kind)
    }


def _samples(tables: dict[bytes, bytes], *, within: int) -> Samples:
    """Return the samples of a track in a file of so many bytes, which bounds their number."""
    sizes = _sizes(tables[b"stsz"], within)
    starts = _starts(tables, sizes)
    if (starts + sizes > within).any():
        raise ValueError("samples beyond the end")
    moments = _moments(tables, len(sizes))
    order = np.argsort(moments, kind="stable")
    shown = np.empty_like(order)
    shown[order] = np.arange(len(order))
    keys = np.ones(len(sizes), bool)
    if b"stss" in tables:
        keys[:] = False
        keys[_numbers(tables[b"stss"], 1)[:, 0] - 1] = True
    return Samples(
        descriptions=tables[b"stsd"],
        sizes=sizes,
        starts=starts,
        shown=shown,
        is_even=len(np.unique(np.diff(moments[order]))) <= 1,
        keys=keys,
    )


def _sizes(table: bytes, within: int) -> Integers:
    size_of_all, count = np.frombuffer(table[:8], ">u4").astype(np.int64)
    if count > within:
        raise ValueError(f"{count} samples in {within} bytes")
    if size_of_all:
        return np.full(count, size_of_all)
    return np.frombuffer(table[8:], ">u4", count).astype(np.int64)


def _moments(tables: dict[bytes, bytes], count: int) -> Integers:
    """Return when each sample is shown, in ticks."""
    lengths = _spread(tables[b"stts"], count)
    moments = np.cumsum(lengths) - lengths
    if b"ctts" in tables:  # negative in files of version 1
        moments = moments + _spread(tables[b"ctts"], count).astype(np.int32)
    return moments


def _starts(tables: dict[bytes, bytes], sizes: Integers) -> Integers:
    """Return where each sample begins: in chunks, whose first ones stand in the table."""
    kind, width = (b"co64", 8) if b"co64" in tables else (b"stco", 4)
    chunks = np.frombuffer(tables[kind][4:], f">u{width}").astype(np.int64)
    runs = _numbers(tables[b"stsc"], 3)
    ends = np.append(runs[1:, 0], len(chunks) + 1)
    in_chunks = _repeated(runs[:, 1], ends - runs[:, 0], len(chunks))
    firsts = np.cumsum(in_chunks) - in_chunks  # the number of each chunk's first sample
    before = np.cumsum(sizes) - sizes
    return _repeated(chunks - before[firsts], in_chunks, len(sizes)) + before


def _spread(table: bytes, count: int) -> Integers:
    """Return the value of each sample in a table of how many have which."""
    counts, values = _numbers(table, 2).T
    return _repeated(values, counts, count)


def _repeated(values: Integers, counts: Integers, total: int) -> Integers:
    """Return each value as often as it counts, if that makes so many in all."""
    if (counts < 0).any() or counts.sum() != total:
        raise ValueError(f"{total} samples, and a table of {counts.sum()}")
    return np.repeat(values, counts)


def _numbers(table: bytes, columns: int) -> Integers:
    """Return (rows, columns) the numbers of a table, which begins with its number of rows."""
    rows = int.from_bytes(table[:4])
    numbers = np.frombuffer(table[4:], ">u4", rows * columns)
    return numbers.reshape(rows, columns).astype(np.int64)
