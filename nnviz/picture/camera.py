"""How a camera maps the world onto the picture.

The stage places labels beside bodies with the same mathematics with which the renderer draws
the bodies, so that both agree to the pixel. The formulas are those of OpenGL: a view space that
looks along −z, and clip coordinates whose w is the distance along the line of sight.
"""

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnviz.picture.frame import Camera

Doubles = NDArray[np.float64]
Place = tuple[float, ...]

NEAR = 0.02  # the clipping planes, in units of the distance from the eye to the target
FAR = 50.0

CAMERAS_KEPT = 8  # whose matrices are at hand again: one frame asks for that of its own many times

UP = np.array([0.0, 1.0, 0.0])
UP_OF_A_PLAN = np.array([0.0, 0.0, -1.0])  # what is up when the camera looks along y


class Projected(NamedTuple):
    """Where points of the world lie in the picture.

    Attributes:
        position: (n, 2) float64, picture units. What lies behind the eye lands far outside.
        depth: (n,) float64, distance from the eye along the line of sight, world units;
            0 and less is behind the eye.
        unit: (n,) float64, what one world unit measures there, picture units; 0 behind the eye.

    """

    position: Doubles
    depth: Doubles
    unit: Doubles


def view(camera: Camera) -> Doubles:
    """Return the (4, 4) matrix from world to view space, for column vectors."""
    eye = np.asarray(camera.eye, dtype=np.float64)
    backward = _direction(eye - camera.target)
    right = _cross(UP, backward)
    if np.linalg.norm(right) < 1e-6:
        right = _cross(UP_OF_A_PLAN * np.sign(backward[1]), backward)
    right = _direction(right)
    axes = np.stack([right, _cross(backward, right), backward])
    matrix = np.eye(4)
    matrix[:3, :3] = axes
    matrix[:3, 3] = -axes @ eye
    return matrix


def view_projection(camera: Camera, aspect: float) -> Doubles:
    """Return the (4, 4) matrix from world to clip coordinates, for column vectors.

    Args:
        camera: eye, target, field of view and shift.
        aspect: width of the picture divided by its height.

    Returns:
        Float64, read-only. Clip w is the depth in world units; clip y points up.

    """
    eye, target, shift = (
        tuple(each.tolist()) for each in (camera.eye, camera.target, camera.shift)
    )
    return _view_projection(eye, target, camera.fov_deg, shift, aspect)


@lru_cache(maxsize=CAMERAS_KEPT)
def _view_projection(
    eye: Place, target: Place, fov_deg: float, shift: Place, aspect: float
) -> Doubles:
    camera = Camera(np.array(eye), np.array(target), fov_deg, np.array(shift))
    distance = float(np.linalg.norm(camera.eye - camera.target))
    near, far = NEAR * distance, FAR * distance
    focal = _focal(camera)
    projection = np.array(
        [
            [focal / aspect, 0.0, -2.0 * shift[0] / aspect, 0.0],
            [0.0, focal, 2.0 * shift[1], 0.0],
            [0.0, 0.0, (near + far) / (near - far), 2.0 * near * far / (near - far)],
            [0.0, 0.0, -1.0, 0.0],
        ]
    )
    matrix = projection @ view(camera)
    matrix.flags.writeable = False  # cached, for everybody
    return matrix


def project(camera: Camera, aspect: float, points: ArrayLike) -> Projected:
    """Return where points of the world lie in the picture.

    Args:
        camera: eye, target, field of view and shift.
        aspect: width of the picture divided by its height.
        points: (n, 3) world units.

    Returns:
        Position, depth and scale of every point.

    """
    world = np.asarray(points, dtype=np.float64).reshape(-1, 3)
    matrix = view_projection(camera, aspect)
    clip = world @ matrix[:, :3].T + matrix[:, 3]
    depth = clip[:, 3]
    seen = np.maximum(depth, 1e-6)
    x = (clip[:, 0] / seen + 1.0) / 2.0 * aspect
    y = (1.0 - clip[:, 1] / seen) / 2.0
    unit = np.where(depth > 0.0, _focal(camera) / 2.0 / seen, 0.0)
    return Projected(np.stack([x, y], axis=1), depth, unit)


def ray_through(camera: Camera, aspect: float, point: ArrayLike) -> tuple[Doubles, Doubles]:
    """Return the eye and the way from it, (3,) each, on which lies all that a point shows.

    Args:
        camera: eye, target, field of view and shift.
        aspect: width of the picture divided by its height.
        point: x and y, picture units.

    Returns:
        The eye, world units, and a direction of no certain length, away from it.

    """
    x, y = np.asarray(point, dtype=np.float64)
    eye = np.asarray(camera.eye, dtype=np.float64)
    seen = np.array([2.0 * x / aspect - 1.0, 1.0 - 2.0 * y, 0.0, 1.0])
    there = np.linalg.solve(view_projection(camera, aspect), seen)
    return eye, there[:3] / there[3] - eye


def unit_at_target(camera: Camera) -> float:
    """Return what a world unit measures where the camera looks at, picture units."""
    distance = math.dist(camera.eye.tolist(), camera.target.tolist())
    return _focal(camera) / 2.0 / distance


def _focal(camera: Camera) -> float:
    """Return the focal length in halves of the picture's height."""
    return 1.0 / math.tan(math.radians(camera.fov_deg) / 2.0)


def _direction(vector: Doubles) -> Doubles:
    return vector / np.linalg.norm(vector)


def _cross(one: Doubles, other: Doubles) -> Doubles:
    """Return the cross product of two vectors, which NumPy's own takes 20 times as long for."""
    (ax, ay, az), (bx, by, bz) = one.tolist(), other.tolist()
    return np.array([ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx])
