"""Label bars: shares of 1, each as a bar below the number that says it; one may be ringed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.camera import Doubles
from nnviz.picture.frame import Floats
from nnviz.picture.palette import Palette

LONG, HIGH = 0.09, 0.007  # picture units: a bar of 1, and how high it is
ABOVE = 0.004  # from the number to its bar
RING = 0.0026  # around the bar of 1
ROOM = ABOVE + HIGH + RING  # below a number


@dataclass(frozen=True, eq=False, slots=True)
class LabelBar:
    """A bar below a number.

    Attributes:
        share: how long it is, 0 to 1; what is not finite has no length.
        colour: (4,).
        ring: (4,) around all that it could be; None: it has none.

    """

    share: float
    colour: Floats
    ring: Floats | None = None


def add_label_bars(
    builder: FrameBuilder,
    palette: Palette,
    bars: Sequence[LabelBar],
    ends: Doubles,
    scale: float,
) -> None:
    """Add bars.

    Args:
        builder: what they are added to.
        palette: the colours.
        bars: those of some labels.
        ends: (n, 2) the lower left corners of the boxes of these, picture units.
        scale: of all sizes.

    """
    if not bars:
        return
    size = scale * np.array([LONG, HIGH])
    corners = ends - scale * np.array([0.0, HIGH + RING])
    for bar, corner in zip(bars, corners, strict=True):
        if bar.ring is not None:
            ring = scale * RING
            builder.rectangles([corner - ring], [size + 2 * ring], bar.ring)
    shares = np.nan_to_num([bar.share for bar in bars], posinf=0.0, neginf=0.0).clip(0.0, 1.0)
    full = np.tile(size, (len(bars), 1))
    builder.rectangles(corners, full, palette.rule)
    own = full * np.column_stack([shares, np.ones(len(bars))])
    builder.rectangles(corners, own, np.stack([bar.colour for bar in bars]))
