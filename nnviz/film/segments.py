"""Segments: the pieces in which a film is encoded, each by itself.

A segment is a shot, or a piece of some seconds of it. Its key says everything that its pixels
depend on: what is told and when, what draws it, and how it is encoded. So a segment that is there
need not be made again, in whichever film it stands, and one that would look different in the
least has another key.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

from nnviz.film.clip import Clip
from nnviz.film.encoding import Encoding, size_text
from nnviz.film.ffmpeg_arguments import ffmpeg_arguments
from nnviz.film.ffmpeg_inputs import FfmpegInputs
from nnviz.film.frame_rate import FrameRate, frame_seconds
from nnviz.stage.show import Show

LONGEST_SECONDS = 10.0  # of a film, which is the most that is lost where it is stopped


@dataclass(frozen=True, kw_only=True, slots=True)
class Segment:
    """A piece of a film.

    Attributes:
        frames: numbers of its frames, from 0.
        key: 40 hexadecimal digits, the same for the same pixels.

    """

    frames: range
    key: str


def cut_into_segments(
    show: Show | Clip, *, frames: int, encoding: Encoding, software: str
) -> list[Segment]:
    """Return the segments of a film, in order.

    Args:
        show: what is shown.
        frames: how many frames the film has.
        encoding: what it is to be like.
        software: says everything that draws and encodes, by `nnviz.film.rendering_environment`.

    """
    arguments = ffmpeg_arguments(encoding, FfmpegInputs(metadata=Path()), output="")
    made_by = "\0".join([software, size_text(encoding.size), *arguments])
    shots = groupby(
        range(frames), key=lambda index: show.basis_at(frame_seconds(index, encoding.fps))
    )
    return [
        Segment(frames=piece, key=_key(basis, made_by, piece, encoding.fps))
        for basis, run in shots
        for piece in _pieces(list(run), encoding.fps)
    ]


def _pieces(run: list[int], fps: FrameRate) -> Iterator[range]:
    """Yield the frames of a shot in pieces of about the same length."""
    count = -(-len(run) // round(LONGEST_SECONDS * fps))
    ends = (run[0] + len(run) * number // count for number in range(count + 1))
    return (range(start, end) for start, end in pairwise(ends))


def _key(basis: str, made_by: str, frames: range, fps: FrameRate) -> str:
    said = "\0".join([basis, made_by, repr([frame_seconds(index, fps) for index in frames])])
    return hashlib.sha256(said.encode()).hexdigest()[:40]
