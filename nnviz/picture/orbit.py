"""Orbiting: how somebody's hand moves the camera around what it looks at. Pure functions."""

import math
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from nnviz.picture.camera import Doubles, project, unit_at_target, view
from nnviz.picture.frame import Camera

STEEPEST_DEG = 85.0  # short of the poles, where the picture would turn over
NEAREST, FARTHEST = 0.6, 400.0  # from the eye to the target, world units
FOCUS_DISTANCE = 4.0


def orbit(camera: Camera, *, azimuth_deg: float, elevation_deg: float) -> Camera:
    """Return the camera after it went around its target.

    Args:
        camera: where it is.
        azimuth_deg: how far it goes to its right.
        elevation_deg: how far it rises; it stops before the poles.

    """
    arm = np.asarray(camera.eye, np.float64) - camera.target
    distance = float(np.linalg.norm(arm))
    azimuth = math.atan2(arm[0], arm[2]) + math.radians(azimuth_deg)
    rise_deg = math.degrees(math.asin(arm[1] / distance)) + elevation_deg
    elevation = math.radians(min(max(rise_deg, -STEEPEST_DEG), STEEPEST_DEG))
    direction = np.array(
        [
            math.sin(azimuth) * math.cos(elevation),
            math.sin(elevation),
            math.cos(azimuth) * math.cos(elevation),
        ]
    )
    return _at(camera, np.asarray(camera.target, np.float64), direction * distance)


def pan(camera: Camera, *, right: float, down: float) -> Camera:
    """Return the camera moved so that what it looks at goes right and down.

    Args:
        camera: where it is.
        right: how far the target goes, picture units.
        down: likewise.

    """
    arm = np.asarray(camera.eye, np.float64) - camera.target
    unit = 2.0 * float(np.linalg.norm(arm)) * math.tan(math.radians(camera.fov_deg) / 2.0)
    rightward, upward = view(camera)[:2, :3]
    return _at(camera, camera.target + (upward * down - rightward * right) * unit, arm)


def zoom(camera: Camera, factor: float) -> Camera:
    """Return the camera nearer to its target.

    Args:
        camera: where it is.
        factor: by how much larger the target becomes; less than 1: smaller.

    """
    arm = np.asarray(camera.eye, np.float64) - camera.target
    distance = float(np.linalg.norm(arm))
    wanted = min(max(distance / factor, NEAREST), FARTHEST)
    return _at(camera, np.asarray(camera.target, np.float64), arm * (wanted / distance))


def zoom_at(camera: Camera, factor: float, point: ArrayLike, aspect: float) -> Camera:
    """Return the camera nearer to what lies at a point of the picture, which stays there.

    What stays is the point at the depth of the target. The eye comes nearer to it along the line
    of sight through it, so that the direction of the camera is the same.

    Args:
        camera: where it is.
        factor: by how much larger the target becomes; less than 1: smaller.
        point: (2,) picture units.
        aspect: width of the picture divided by its height.

    """
    nearer = zoom(camera, factor)
    right, down = np.asarray(point, np.float64) - project(camera, aspect, camera.target).position[0]
    farther = 1.0 - unit_at_target(nearer) / unit_at_target(camera)  # the point would be, by itself
    return pan(nearer, right=right * farther, down=down * farther)


def focus(camera: Camera, point: ArrayLike) -> Camera:
    """Return the camera looking at a point from nearby, in the direction that it has.

    Args:
        camera: where it is.
        point: (3,) world units.

    """
    arm = np.asarray(camera.eye, np.float64) - camera.target
    distance = float(np.linalg.norm(arm))
    near = arm * (min(distance, FOCUS_DISTANCE) / distance)
    return _at(camera, np.asarray(point, np.float64), near)


def _at(camera: Camera, target: Doubles, arm: Doubles) -> Camera:
    return replace(camera, eye=(target + arm).astype(np.float32), target=target.astype(np.float32))
