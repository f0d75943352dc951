"""Contour lines: where a height given at the corners of triangles has a certain value."""

import numpy as np
from numpy.typing import NDArray

from nnviz.picture.frame import Floats

Doubles = NDArray[np.float64]
NEXT = np.array([1, 2, 0])  # corner of a triangle after each


def contour(points: Doubles, heights: Doubles, level: float) -> tuple[Floats, Floats]:
    """Return where the pieces of a contour line begin and end, two (k, d) arrays.

    Within a triangle the height is a plane, so that the line is straight there; see "marching
    triangles".

    Args:
        points: (n, 3, d) the corners of triangles, in as many dimensions as wanted.
        heights: (n, 3) how high they are; finite.
        level: of the line.

    """
    above = heights > level
    crossed = above != above[:, NEXT]  # two of three sides, or none
    cut = crossed.any(axis=1)
    points, heights, crossed = points[cut], heights[cut], crossed[cut]
    with np.errstate(all="ignore"):
        share = (level - heights) / (heights[:, NEXT] - heights)
    places = points + (points[:, NEXT] - points) * share[..., None]
    ends = places[crossed].reshape(-1, 2, points.shape[2]).astype(np.float32)
    return ends[:, 0], ends[:, 1]
