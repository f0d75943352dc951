"""Presets for films and stills: one word instead of size, frames per second and quality."""

from enum import Enum
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from nnviz.cli.options import Size

if TYPE_CHECKING:
    from nnviz.film.formats import Format


class Preset(NamedTuple):
    """What a quality stands for.

    Attributes:
        size: width and height in pixels.
        fps: frames per second.
        coarser: by how much the constant rate factor is above what is usual for the format.

    """

    size: Size
    fps: int
    coarser: int

    def crf(self, film: "Format") -> int | None:
        """Return the constant rate factor for a format; None where it has none."""
        return None if film.crf is None else film.crf[0] + self.coarser


class Quality(Enum):
    """The words for them."""

    DRAFT = "draft"
    HD = "720p"
    FULL_HD = "1080p"
    UHD = "4k"

    @property
    def preset(self) -> Preset:
        """What the word stands for."""
        return {
            Quality.DRAFT: Preset(Size(854, 480), fps=15, coarser=10),
            Quality.HD: Preset(Size(1280, 720), fps=30, coarser=0),
            Quality.FULL_HD: Preset(Size(1920, 1080), fps=30, coarser=0),
            Quality.UHD: Preset(Size(3840, 2160), fps=30, coarser=0),
        }[self]


PictureQuality = Annotated[
    Quality,
    typer.Option(
        "--quality",
        "-q",
        help="draft is 854x480 at 15 frames per second, coarse; the others have 30.",
    ),
]
