"""The relief: a loss surface as a net of wires, and on it balls that are trainings on their way."""

import numpy as np
from numpy.typing import NDArray

from nnviz.stage.frame import Floats, Shape
from nnviz.stage.numerals import numeral, whole
from nnviz.stage.setting import Setting
from nnviz.stage.sketch import Sketch
from nnviz.stage.surface import GRID, Surface, Values, Way
from nnviz.stage.tags import Tag
from nnviz.stage.wording import Wording
from nnviz.stage.wrapping import shortened

HALF_SIDE, HEIGHT = 3.0, 3.6  # world units of the square, and of its greatest loss
WIRE, AXIS, TRACK = 0.009, 0.014, 0.022  # radii, world units
BALL, STONE = 0.13, 0.045  # radii of a ball, and of the places where it was
ABOVE = np.array([0, 0.3, -0.3], dtype=np.float32)  # from a ball to its tag
WIDEST_NAME = 10.0  # em of the name of a variant at its ball
FAR_ABOVE = np.array([0, 0.7, -0.7], dtype=np.float32)  # to that of a ball that has left
OUT_IN_FRONT, OUT_AT_RIGHT = np.array([[0, -0.2, 0.3], [0.5, -0.1, 0]], dtype=np.float32)
EVERY = 2  # of the grid's lines is drawn, in steps of the grid


def corners() -> Floats:
    """Return (8, 3) corners of the box that holds the relief and what stands beside it."""
    picks = np.array(list(np.ndindex(2, 2, 2)), dtype=np.float32) * 2 - 1
    half: Floats = np.array([HALF_SIDE + 0.3, HEIGHT / 2 + 0.3, HALF_SIDE + 0.3], dtype=np.float32)
    return picks * half


def add_relief(sketch: Sketch, setting: Setting, surface: Surface, epoch: int) -> list[Tag]:
    """Add the surface, and the ways of all trainings up to an epoch; return the tags."""
    _add_net(sketch, setting, surface)
    tags = _add_axes(sketch, setting, surface)
    for way in surface.ways:
        tags += _add_way(sketch, setting, surface, way, epoch)
    return tags


def _stand(surface: Surface, places: Values, losses: Values) -> Floats:
    """Return (n, 3) world units of places of the plane, as high as their losses."""
    with np.errstate(over="ignore", invalid="ignore"):  # of a training that diverges
        across, back = ((places - surface.centre) / surface.reach * HALF_SIDE).T
        up = (losses / surface.top - 0.5) * HEIGHT
        return np.column_stack([across, up, -back]).astype(np.float32)


def _add_net(sketch: Sketch, setting: Setting, surface: Surface) -> None:
    """Add the lines along which one parameter stays the same."""
    side = np.linspace(-surface.reach, surface.reach, GRID)
    places = surface.centre + np.stack(np.meshgrid(side, side, indexing="ij"), axis=-1)
    points = _stand(surface, places.reshape(-1, 2), surface.losses.ravel()).reshape(GRID, GRID, 3)
    for lines in (points[::EVERY], points[:, ::EVERY].swapaxes(0, 1)):
        start, end = lines[:, :-1].reshape(-1, 3), lines[:, 1:].reshape(-1, 3)
        seen = np.isfinite(start).all(axis=1) & np.isfinite(end).all(axis=1)
        sketch.bars(start[seen], end[seen], WIRE, setting.palette.outline)


def _add_axes(sketch: Sketch, setting: Setting, surface: Surface) -> list[Tag]:
    """Add the two sides on which the parameters are read, and their ends as tags."""
    palette, tags = setting.palette, []
    floor, side = -HEIGHT / 2, HALF_SIDE
    front, right = (-side, floor, side), (side, floor, side)
    far = (side, floor, -side)
    sketch.bars([front, right], [right, far], AXIS, palette.quiet_text)
    sides = ((front, right, OUT_IN_FRONT), (right, far, OUT_AT_RIGHT))
    for axis, (begin, end, out) in enumerate(sides):
        ends = np.array([begin, end], dtype=np.float32)
        low, high = surface.centre[axis] + np.array([-1, 1]) * surface.reach
        name = _name(setting.wording, surface.parameters, axis)
        for text, share in ((whole(low), 0.06), (name, 0.5), (whole(high), 0.94)):
            point = ends[0] * (1 - share) + ends[1] * share + out
            tags.append(Tag(text, point.astype(np.float32), palette.quiet_text, rank=1.0))
    return tags


def _name(words: Wording, parameters: tuple[str, str], axis: int) -> str:
    kinds = [name.partition("/")[0] for name in parameters]
    text = words.weight_number if kinds[axis] == "weights" else words.bias_number
    return text.format(number=kinds[: axis + 1].count(kinds[axis]))


def _add_way(sketch: Sketch, setting: Setting, surface: Surface, way: Way, epoch: int) -> list[Tag]:
    """Add what a training has left behind, its ball, and the tag that says its loss."""
    palette = setting.palette
    count = max(int(np.searchsorted(way.epochs, epoch, side="right")), 1)
    points = _stand(surface, way.places[:count], way.losses[:count])
    inside = _inside(points)
    steps = inside[:-1] & inside[1:]
    sketch.bars(points[:-1][steps], points[1:][steps], TRACK, palette.accent, glow=0.7)
    stones = points[:-1][inside[:-1]]
    sketch.solids(stones, np.full(len(stones), STONE), palette.accent, shape=Shape.SPHERE, glow=0.7)
    words = setting.wording
    said = f"{words.loss} {numeral(way.losses[count - 1])}"
    name = shortened(way.name, "bold", widest=WIDEST_NAME)
    said = f"{name}  ·  {said}" if name else said
    if inside[-1]:
        sketch.solids(points[-1:], [BALL], palette.accent, shape=Shape.SPHERE, glow=0.2)
        return [Tag(said, points[-1] + ABOVE, palette.text, rank=3.0, height=0.03, font="bold")]
    left = points[inside][-1] if inside.any() else np.zeros(3, np.float32)
    text = f"{said}  ·  {words.beyond}"
    return [Tag(text, left + FAR_ABOVE, palette.text, rank=2.0, height=0.03)]


def _inside(points: Floats) -> NDArray[np.bool_]:
    """Return (n,) which points lie within the box of the relief."""
    limit = np.array([HALF_SIDE, HEIGHT / 2, HALF_SIDE]) * 1.001
    return np.asarray((np.abs(points) <= limit).all(axis=1))
