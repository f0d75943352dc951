"""Viewpoints: where a camera of a given name stands so that the whole network is in the picture."""

import math
from dataclasses import replace

import numpy as np

from nnviz.picture.camera import Doubles, project, unit_at_target
from nnviz.picture.frame import Camera, Floats
from nnviz.picture.regions import Region
from nnviz.picture.remembering import remembers
from nnviz.story.storyboard import Preset

CAMERAS_REMEMBERED = 256  # of the shots of some storyboards
NO_SHIFT = np.zeros(2)
FIELD_OF_VIEW_DEG = 24.0  # a moderate lens: depth can be seen, nothing is distorted

# Where the camera stands as seen from the network: azimuth to the right, elevation, in degrees.
DIRECTIONS_DEG: dict[Preset, tuple[float, float]] = {
    "front": (0.0, 0.0),
    "three_quarter": (-20.0, 11.0),
    "top": (0.0, 62.0),
    "along": (-58.0, 16.0),
    "close": (-12.0, 6.0),
}
# The same of networks with images and grids, which face the viewer and are not to be seen askew.
FLAT_DIRECTIONS_DEG = {**DIRECTIONS_DEG, "top": (0.0, 38.0), "along": (-46.0, 12.0)}
# A surface is seen from above, so that the lines on its floor can be read.
SURFACE_DIRECTIONS_DEG = {
    **DIRECTIONS_DEG,
    "front": (0.0, 22.0),
    "three_quarter": (-32.0, 25.0),
    "close": (-20.0, 22.0),
}


@remembers(CAMERAS_REMEMBERED)
def viewpoint(
    preset: Preset,
    corners: Floats,
    region: Region,
    aspect: float,
    *,
    flat: bool = False,
    surface: bool = False,
    largest_unit: float = np.inf,
) -> Camera:
    """Return the camera of a preset, as near as the corners allow.

    Args:
        preset: name of the viewpoint.
        corners: (n, 3) world units, all to be seen.
        region: the part of the picture that they may fill.
        aspect: width of the picture divided by its height.
        flat: whether some layers are images or grids.
        surface: whether a loss surface is seen, and no network.
        largest_unit: what a world unit may measure in the middle, picture units.

    """
    directions = FLAT_DIRECTIONS_DEG if flat else DIRECTIONS_DEG
    directions = SURFACE_DIRECTIONS_DEG if surface else directions
    azimuth, elevation = np.deg2rad(directions[preset])
    direction = np.array(
        [
            np.sin(azimuth) * np.cos(elevation),
            np.sin(elevation),
            np.cos(azimuth) * np.cos(elevation),
        ]
    )
    middle = (corners.min(axis=0) + corners.max(axis=0)) / 2
    room = np.array([region.width, region.height])
    centre = np.array([region.left + region.right, region.top + region.bottom]) / 2

    def at(distance: float, shift: Doubles) -> Camera:
        return Camera(
            eye=(middle + direction * distance).astype(np.float32),
            target=middle.astype(np.float32),
            fov_deg=FIELD_OF_VIEW_DEG,
            shift=shift.astype(np.float32),
        )

    nearest = unit_at_target(at(1.0, NO_SHIFT)) / largest_unit
    near, far = max(float(np.ptp(corners, axis=0).max()), nearest), 1000.0
    for _ in range(40):
        distance = (near + far) / 2
        points = project(at(distance, NO_SHIFT), aspect, corners).position
        fits = (np.ptp(points, axis=0) <= room).all()
        near, far = (near, distance) if fits else (distance, far)
    points = project(at(far, NO_SHIFT), aspect, corners).position
    return at(far, centre - (points.min(axis=0) + points.max(axis=0)) / 2)


def carried(camera: Camera, before: Camera, after: Camera) -> Camera:
    """Return a camera that was placed by hand as it suits another room.

    Args:
        camera: as it was placed.
        before: of the preset, in the room of that time.
        after: of the same preset in the room of now.

    """
    distances = [math.dist(each.eye.tolist(), each.target.tolist()) for each in (before, after)]
    arm = (camera.eye - camera.target) * np.float32(distances[1] / distances[0])
    return replace(camera, eye=camera.target + arm, shift=camera.shift + after.shift - before.shift)


def between(one: Camera, other: Camera, progress: float) -> Camera:
    """Return the camera on its way from one to the other, on an arc around what it looks at."""
    if progress >= 1.0:
        return other
    target = one.target + (other.target - one.target) * progress
    arm_one, arm_other = one.eye - one.target, other.eye - other.target
    length_one, length_other = np.linalg.norm(arm_one), np.linalg.norm(arm_other)
    arm = arm_one / length_one * (1 - progress) + arm_other / length_other * progress
    length = length_one * (1 - progress) + length_other * progress
    return Camera(
        eye=(target + arm / np.linalg.norm(arm) * length).astype(np.float32),
        target=target.astype(np.float32),
        fov_deg=one.fov_deg + (other.fov_deg - one.fov_deg) * progress,
        shift=(one.shift + (other.shift - one.shift) * np.float32(progress)).astype(np.float32),
    )
