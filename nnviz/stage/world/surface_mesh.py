"""The surface mesh: a loss surface as a net of wires, and on it trainings on their way as balls."""

import numpy as np
from numpy.typing import NDArray

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.frame import Floats, Shape
from nnviz.picture.labels import Label
from nnviz.picture.numerals import numeral, whole
from nnviz.picture.wrapping import shortened
from nnviz.stage.facts.loss_surface import GRID, LossSurface, SurfacePath, Values
from nnviz.stage.setting import Setting
from nnviz.stage.wording import Wording

HALF_SIDE, HEIGHT = 3.0, 3.6  # world units of the square, and of its greatest loss
WIRE, AXIS, TRACK = 0.009, 0.014, 0.022  # radii, world units
BALL, STONE = 0.13, 0.045  # radii of a ball, and of the places where it was
ABOVE = np.array([0, 0.3, -0.3], dtype=np.float32)  # from a ball to its label
WIDEST_NAME = 10.0  # em of the name of a variant at its ball
FAR_ABOVE = np.array([0, 0.7, -0.7], dtype=np.float32)  # to that of a ball that has left
OUT_IN_FRONT, OUT_AT_RIGHT = np.array([[0, -0.2, 0.3], [0.5, -0.1, 0]], dtype=np.float32)
EVERY = 2  # of the grid's lines is drawn, in steps of the grid


def surface_corners() -> Floats:
    """Return (8, 3) corners of the box that holds the surface and what stands beside it."""
    picks = np.array(list(np.ndindex(2, 2, 2)), dtype=np.float32) * 2 - 1
    half: Floats = np.array([HALF_SIDE + 0.3, HEIGHT / 2 + 0.3, HALF_SIDE + 0.3], dtype=np.float32)
    return picks * half


def add_surface_mesh(
    builder: FrameBuilder, setting: Setting, surface: LossSurface, epoch: int
) -> list[Label]:
    """Add the surface, and the ways of all trainings up to an epoch; return the labels."""
    _add_net(builder, setting, surface)
    labels = _add_axes(builder, setting, surface)
    for way in surface.ways:
        labels += _add_way(builder, setting, surface, way, epoch)
    return labels


def _stand(surface: LossSurface, places: Values, losses: Values) -> Floats:
    """Return (n, 3) world units of places of the plane, as high as their losses."""
    with np.errstate(over="ignore", invalid="ignore"):  # of a training that diverges
        across, back = ((places - surface.centre) / surface.reach * HALF_SIDE).T
        up = (losses / surface.top - 0.5) * HEIGHT
        return np.column_stack([across, up, -back]).astype(np.float32)


def _add_net(builder: FrameBuilder, setting: Setting, surface: LossSurface) -> None:
    """Add the lines along which one parameter stays the same."""
    side = np.linspace(-surface.reach, surface.reach, GRID)
    places = surface.centre + np.stack(np.meshgrid(side, side, indexing="ij"), axis=-1)
    points = _stand(surface, places.reshape(-1, 2), surface.losses.ravel()).reshape(GRID, GRID, 3)
    for lines in (points[::EVERY], points[:, ::EVERY].swapaxes(0, 1)):
        start, end = lines[:, :-1].reshape(-1, 3), lines[:, 1:].reshape(-1, 3)
        seen = np.isfinite(start).all(axis=1) & np.isfinite(end).all(axis=1)
        builder.bars(start[seen], end[seen], WIRE, setting.palette.outline)


def _add_axes(builder: FrameBuilder, setting: Setting, surface: LossSurface) -> list[Label]:
    """Add the two sides on which the parameters are read, and their ends as labels."""
    palette, labels = setting.palette, []
    floor, side = -HEIGHT / 2, HALF_SIDE
    front, right = (-side, floor, side), (side, floor, side)
    far = (side, floor, -side)
    builder.bars([front, right], [right, far], AXIS, palette.quiet_text)
    sides = ((front, right, OUT_IN_FRONT), (right, far, OUT_AT_RIGHT))
    for axis, (begin, end, out) in enumerate(sides):
        ends = np.array([begin, end], dtype=np.float32)
        low, high = surface.centre[axis] + np.array([-1, 1]) * surface.reach
        name = _name(setting.wording, surface.parameters, axis)
        for text, share in ((whole(low), 0.06), (name, 0.5), (whole(high), 0.94)):
            point = ends[0] * (1 - share) + ends[1] * share + out
            labels.append(Label(text, point.astype(np.float32), palette.quiet_text, rank=1.0))
    return labels


def _name(words: Wording, parameters: tuple[str, str], axis: int) -> str:
    kinds = [name.partition("/")[0] for name in parameters]
    text = words.weight_number if kinds[axis] == "weights" else words.bias_number
    return text.format(number=kinds[: axis + 1].count(kinds[axis]))


def _add_way(
    builder: FrameBuilder, setting: Setting, surface: LossSurface, way: SurfacePath, epoch: int
) -> list[Label]:
    """Add what a training has left behind, its ball, and the label that says its loss."""
    palette = setting.palette
    count = max(int(np.searchsorted(way.epochs, epoch, side="right")), 1)
    points = _stand(surface, way.places[:count], way.losses[:count])
    inside = _inside(points)
    steps = inside[:-1] & inside[1:]
    builder.bars(points[:-1][steps], points[1:][steps], TRACK, palette.accent, glow=0.7)
    stones = points[:-1][inside[:-1]]
    builder.solids(
        stones, np.full(len(stones), STONE), palette.accent, shape=Shape.SPHERE, glow=0.7
    )
    words = setting.wording
    said = f"{words.loss} {numeral(way.losses[count - 1])}"
    name = shortened(way.name, "bold", widest=WIDEST_NAME)
    said = f"{name}  ·  {said}" if name else said
    if inside[-1]:
        builder.solids(points[-1:], [BALL], palette.accent, shape=Shape.SPHERE, glow=0.2)
        return [Label(said, points[-1] + ABOVE, palette.text, rank=3.0, height=0.03, font="bold")]
    left = points[inside][-1] if inside.any() else np.zeros(3, np.float32)
    text = f"{said}  ·  {words.beyond}"
    return [Label(text, left + FAR_ABOVE, palette.text, rank=2.0, height=0.03)]


def _inside(points: Floats) -> NDArray[np.bool_]:
    """Return (n,) which points lie within the box of the surface."""
    limit = np.array([HALF_SIDE, HEIGHT / 2, HALF_SIDE]) * 1.001
    return np.asarray((np.abs(points) <= limit).all(axis=1))
