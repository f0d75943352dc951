"""Segments as they are joined: each is sound when it is used, and the film is held against them.

Whatever happens to a segment between its check and the joining, and whatever ffmpeg makes of it,
the film holds the very bytes that were checked, in their order, or it is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from nnviz.errors import FilmError
from nnviz.film.mp4_samples import Samples, digest, read_samples
from nnviz.film.segment_checksum import verify_checksum

_REMEDY = "render it again"


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckedSegment:
    """A segment that is sound.

    Attributes:
        file: where it is.
        samples: its pictures.
        digest: of their bytes.

    """

    file: Path
    samples: Samples
    digest: bytes


def checked_segment(file: Path, *, key: str, frames: int) -> CheckedSegment:
    """Return a segment that is to be joined with others.

    Args:
        file: where it is.
        key: that its checksum is made with.
        frames: how many it has to have.

    Raises:
        FilmError: it is gone, changed, another one or too short.

    """
    try:
        samples = read_samples(file)
        piece = CheckedSegment(
            file=file, samples=samples, digest=digest(file, samples, slice(None))
        )
        verify_checksum(file, key)  # at last, so that what was read is what was written
    except FilmError as error:
        raise FilmError(
            f"{file}: was removed or changed while the film was made; {_REMEDY}"
        ) from error
    if len(samples) != frames:
        raise FilmError(f"{file}: has {len(samples)} frames and not {frames}; {_REMEDY}")
    return piece


def check_joined(part: Path, path: Path, pieces: Sequence[CheckedSegment]) -> None:
    """Raise an error where a film is not what it was joined of.

    Args:
        part: the film, before it has its name.
        path: its name.
        pieces: the segments, in order.

    Raises:
        FilmError: it lacks some of it, or holds something else.

    """
    film, start = read_samples(part), 0
    for piece in pieces:
        end = start + len(piece.samples)
        if not _holds(part, film, slice(start, end), piece):
            raise FilmError(
                f"{path}: frames {start + 1} to {end} are not those of {piece.file}, which was "
                f"removed or changed while the film was joined; {_REMEDY}"
            )
        start = end
    if len(film) != start or not film.is_even:
        raise FilmError(f"{path}: has {len(film)} frames and not {start} of one length; {_REMEDY}")


def _holds(path: Path, film: Samples, part: slice, piece: CheckedSegment) -> bool:
    """Return whether a part of a film holds exactly what a piece does."""
    own = piece.samples
    return (
        film.descriptions == own.descriptions
        and np.array_equal(film.sizes[part], own.sizes)
        and np.array_equal(film.shown[part] - part.start, own.shown)
        and np.array_equal(film.keys[part], own.keys)
        and digest(path, film, part) == piece.digest
    )
