"""Dashes: lines that are told apart by more than their colour."""

import numpy as np

from nnviz.picture.frame import Floats

SOLID: tuple[float, ...] = ()
STYLES = (SOLID, (0.01, 0.005), (0.001, 0.008), (0.026, 0.007))
"""Solid, dashed, dotted, long dashes: lengths of what is drawn and of the gap, picture units."""


def dashed(points: Floats, style: tuple[float, ...]) -> tuple[Floats, Floats]:
    """Return where the strokes of a line through points begin and end.

    The dashes are counted from the first point, so that they stay where they are while a line
    grows.

    Args:
        points: (n, d) where it goes, in as many dimensions as wanted.
        style: lengths of a dash and of a gap, in the units of the points; empty: it is solid.

    Returns:
        two (k, d) arrays.

    """
    if not style or len(points) < 2:
        return points[:-1], points[1:]
    dash, gap = style
    steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    starts = np.arange(0.0, along[-1], dash + gap)
    cuts = np.unique(np.concatenate([along, starts, np.minimum(starts + dash, along[-1])]))
    middles = (cuts[:-1] + cuts[1:]) / 2
    drawn = middles % (dash + gap) < dash
    bent = np.column_stack(
        [np.interp(cuts, along, points[:, axis]) for axis in range(points.shape[1])]
    )
    bent = bent.astype(np.float32)
    return bent[:-1][drawn], bent[1:][drawn]
