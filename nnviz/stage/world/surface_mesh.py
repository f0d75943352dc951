"""The surface mesh: a loss surface, lit and coloured by its height, and its contour lines.

The lines lie on the surface, and once more on the floor below it.
"""

import numpy as np
from numpy.typing import NDArray

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.contours import contour
from nnviz.picture.frame import Floats
from nnviz.picture.labels import Label
from nnviz.picture.palette import Palette
from nnviz.picture.ticks import round_ticks
from nnviz.stage.facts.loss_surface import GRID, LossSurface
from nnviz.stage.setting import Setting
from nnviz.stage.world.surface_frame import add_frame, on_floor, stand
from nnviz.stage.world.surface_paths import add_path, steepest_of

RIM, ON_SURFACE, ON_FLOOR = 0.014, 0.006, 0.012  # radii of lines, world units
MOST_LEVELS = 12
TO_LAMP = np.array([-0.35, 0.78, 0.52])  # as the shaders have it
DARKEST, BRIGHTEST = 0.5, 1.15  # of what is turned away from the lamp, and to it


def add_surface_mesh(
    builder: FrameBuilder, setting: Setting, surface: LossSurface, epoch: int
) -> list[Label]:
    """Add the surface, and the ways of all trainings up to an epoch; return the labels."""
    side = np.linspace(-surface.reach, surface.reach, GRID)
    places = surface.centre + np.stack(np.meshgrid(side, side, indexing="ij"), axis=-1)
    points = stand(surface, places.reshape(-1, 2), surface.losses.ravel())
    triangles = _triangles(points)
    labels = add_frame(builder, setting, surface)
    _add_contours(builder, setting, surface, points, triangles)
    _add_mesh(builder, setting, surface, points, triangles)
    _add_rim(builder, setting.palette, points.reshape(GRID, GRID, 3))
    steepest = steepest_of(surface)
    for number in range(len(surface.ways)):
        said, arrow = add_path(builder, setting, surface, (number, epoch, steepest))
        labels += said + (arrow if not number else [])  # one of the arrows is explained
    return labels


def _triangles(points: Floats) -> NDArray[np.int64]:
    """Return (n, 3) which of the grid's points are the corners of triangles that are somewhere."""
    number = np.arange(GRID * GRID).reshape(GRID, GRID)
    a, b, c, d = number[:-1, :-1], number[1:, :-1], number[:-1, 1:], number[1:, 1:]
    halves = np.stack([np.stack([a, b, c], axis=-1), np.stack([b, d, c], axis=-1)])
    every = halves.reshape(-1, 3)
    return every[np.isfinite(points[every]).all(axis=(1, 2))]


def _add_mesh(
    builder: FrameBuilder,
    setting: Setting,
    surface: LossSurface,
    points: Floats,
    triangles: NDArray[np.int64],
) -> None:
    """Add the surface, as light as it is turned to the lamp, as its colour says how high it is."""
    colour = setting.palette.of_height(surface.losses.ravel() / surface.top)
    turned = _normals(points) @ (TO_LAMP / np.linalg.norm(TO_LAMP))
    light = DARKEST + (BRIGHTEST - DARKEST) * np.clip(turned, 0.0, 1.0) ** 1.5
    colour[:, :3] = np.clip(colour[:, :3] * light[:, None], 0.0, 1.0)
    builder.triangles(points[triangles], colour[triangles])


def _normals(points: Floats) -> Floats:
    """Return (n, 3) the directions in which the grid's points face upwards."""
    grid = np.nan_to_num(points.reshape(GRID, GRID, 3), posinf=0.0, neginf=0.0)
    along, across = np.gradient(grid, axis=0), np.gradient(grid, axis=1)
    normal = np.cross(along, across).reshape(-1, 3)
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-9)
    return np.asarray(normal * np.sign(normal[:, 1:2] + 1e-12), dtype=np.float32)


def _add_contours(
    builder: FrameBuilder,
    setting: Setting,
    surface: LossSurface,
    points: Floats,
    triangles: NDArray[np.int64],
) -> None:
    palette, corners = setting.palette, points[triangles].astype(np.float64)
    heights = surface.losses.ravel()[triangles]
    for level in round_ticks(0.0, surface.top, most=MOST_LEVELS)[1:]:
        start, end = contour(corners, heights, float(level))
        colour = palette.of_height(np.array([level / surface.top]))[0]
        line = palette.step_back(colour, 0.35, towards=palette.text)
        line[3] = 1.0
        builder.bars(on_floor(start), on_floor(end), ON_FLOOR, line, glow=1.0)
        builder.bars(start, end, ON_SURFACE, line, glow=0.6)


def _add_rim(builder: FrameBuilder, palette: Palette, points: Floats) -> None:
    """Add the sides of the surface, where it ends in the picture and not in itself."""
    for line in (points[0], points[-1], points[:, 0], points[:, -1]):
        seen = np.isfinite(line[:-1]).all(axis=1) & np.isfinite(line[1:]).all(axis=1)
        builder.bars(line[:-1][seen], line[1:][seen], RIM, palette.surface_rim, glow=0.5)
