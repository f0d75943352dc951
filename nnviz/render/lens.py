"""The camera as the graphics card needs it, read off VisPy's chain of transforms.

Bodies are drawn by rays from the eye. A perspective matrix M maps the eye to clip (0, 0, z, 0),
hence for a point P seen from the eye (x, y, w) = A·P with A three rows of M, and P = w·A⁻¹·(x/w,
y/w, 1): the ray through a pixel, scaled so that its parameter is the depth w. Clip z is an affine
function of w in every perspective matrix, z = s·w + z₀, so z/w = s + z₀/w.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.floating[Any]]


class Lens(NamedTuple):
    """How rays leave the eye.

    Attributes:
        eye: (3,) world units.
        look: (3, 3) from a point seen from the eye to clip x, y, w.
        unlook: (3, 3) its inverse: from x/w, y/w, 1 to the ray.
        depth: (2,) s and z₀ above.
        focal: pixels that one world unit measures at depth 1.

    """

    eye: Doubles
    look: Doubles
    unlook: Doubles
    depth: Doubles
    focal: float


def lens(matrix: Doubles, height: float) -> Lens:
    """Return the lens of a perspective matrix.

    Args:
        matrix: (4, 4) from world to clip coordinates, for column vectors.
        height: of the viewport, pixels.

    """
    look = matrix[[0, 1, 3], :3]
    unlook = np.linalg.inv(look)
    eye = -unlook @ matrix[[0, 1, 3], 3]
    ahead = look[2] / (look[2] @ look[2])
    slope = matrix[2, :3] @ ahead
    offset = matrix[2, :3] @ eye + matrix[2, 3]
    upright = look[1] - (look[1] @ ahead) * look[2]  # without the part that shifts the picture
    focal = float(np.linalg.norm(upright)) * height / 2.0
    return Lens(eye, look, unlook, np.array([slope, offset]), focal)
