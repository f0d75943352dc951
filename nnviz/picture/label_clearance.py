"""Label clearance: how labels stand clear of what they tell of, and stay tied to it.

The number of a node stands off its body, on the side where it was put. The number of a rod stands
beside it, and a line leads from it to the rod.
"""

import numpy as np

from nnviz.picture.label_placement import Doubles

OFF_BODY, OFF_ROD = 0.004, 0.009  # picture units from a body to its number, from a rod to its own
ALONG_ROD = np.array([0.0, -0.08, 0.08, -0.16, 0.16, -0.26, 0.26, -0.38, 0.38])  # of its length
CORNERS = np.array([[0.08, 0], [0.92, 0], [0.08, 1], [0.92, 1]])  # of a label, not quite round
ENDS = 0.06  # parts of a rod at its ends where nothing is tied to it


def off_body(low: Doubles, size: Doubles, seen: Doubles, row: int) -> Doubles:
    """Return the upper left corner of a label where it stands off a body.

    Args:
        low: (2,) where it would stand.
        size: (2,) its width and height.
        seen: (8, 2) the corners of the body, picture units.
        row: how many lines stand between it and the body.

    """
    first, last = seen.min(axis=0) - OFF_BODY, seen.max(axis=0) + OFF_BODY
    way = low + size / 2 - (first + last) / 2
    axis = int(np.abs(way / (last - first)).argmax())
    moved, further = low.copy(), row * size[axis]
    if way[axis] > 0:
        moved[axis] = max(low[axis], last[axis] + further)
    else:
        moved[axis] = min(low[axis], first[axis] - size[axis] - further)
    return moved


def ways_beside(point: Doubles, size: Doubles, rod: Doubles) -> Doubles:
    """Return (k, 2) by how much a label may be moved to stand beside a rod, the best first.

    Args:
        point: (2,) the place of the rod that it wants to stand at.
        size: (2,) its width and height.
        rod: (2, 2) the rod's ends, picture units.

    """
    length = max(float(np.linalg.norm(rod[1] - rod[0])), 1e-9)
    along = (rod[1] - rod[0]) / length
    across = np.array([along[1], -along[0]]) * (1.0 if along[0] >= 0 else -1.0)  # upwards
    off = float(np.abs(across) @ size) / 2 + OFF_ROD
    shares = float((point - rod[0]) @ along) / length + ALONG_ROD
    steps = ALONG_ROD[(shares > ENDS) & (shares < 1 - ENDS)] * length
    return np.array([step * along + side * off * across for step in steps for side in (1, -1)])


def tie(low: Doubles, size: Doubles, rod: Doubles) -> tuple[Doubles, Doubles]:
    """Return where the line from a rod, (2, 2) its ends, to a label begins and ends, (2,) each."""
    corners, way = low + CORNERS * size, rod[1] - rod[0]
    shares = ((corners - rod[0]) @ way) / max(float(way @ way), 1e-12)
    feet = rod[0] + np.clip(shares, 0, 1)[:, None] * way
    nearest = int(np.linalg.norm(feet - corners, axis=1).argmin())
    return feet[nearest], corners[nearest]
