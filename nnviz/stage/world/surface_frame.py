"""The surface's frame: how the places of a loss surface stand in the world, and what is below it.

Below the surface lies a floor with its two parameters along the sides, and at a corner of it stands
a pole on which the loss is read.
"""

import numpy as np

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.frame import Floats
from nnviz.picture.labels import Label
from nnviz.picture.ticks import round_ticks, tick_text
from nnviz.stage.facts.loss_surface import LossSurface, Values
from nnviz.stage.setting import Setting
from nnviz.stage.wording import Wording

HALF_SIDE, HEIGHT = 3.0, 2.7  # world units of the square, and of its greatest loss
BELOW = 0.6  # world units from a loss of 0 to the floor
FLOOR = -HEIGHT / 2 - BELOW
AXIS, LINE, TICK = 0.012, 0.006, 0.12  # radii of axes and of lines, length of a tick
NUMBER, NAME = 0.0255, 0.03  # of the font, picture units
OUT = np.array([[0, -0.12, 0.42], [0.42, -0.06, 0]], dtype=np.float32)  # from a tick to its number
FURTHER = np.array([[0, -0.2, 0.95], [1.05, -0.1, 0]], dtype=np.float32)  # to an axis's name
BESIDE_POLE = np.array([-0.24, 0, 0], dtype=np.float32)
RANK = 1.0


def surface_corners() -> Floats:
    """Return (8, 3) corners of the box that holds the surface and what stands around it."""
    picks = np.array(list(np.ndindex(2, 2, 2)), dtype=np.float32)
    low = np.array([-HALF_SIDE - 0.3, FLOOR - 0.35, -HALF_SIDE - 0.3], dtype=np.float32)
    high = np.array([HALF_SIDE + 0.9, HEIGHT / 2 + 0.25, HALF_SIDE + 0.7], dtype=np.float32)
    return low + picks * (high - low)


def stand(surface: LossSurface, places: Values, losses: Values) -> Floats:
    """Return (n, 3) world units of places of the plane, as high as their losses."""
    with np.errstate(over="ignore", invalid="ignore"):  # of a training that diverges
        across, back = ((places - surface.centre) / surface.reach * HALF_SIDE).T
        up = (losses / surface.top - 0.5) * HEIGHT
        return np.column_stack([across, up, -back]).astype(np.float32)


def on_floor(points: Floats) -> Floats:
    """Return (n, 3) points of the world as they lie on the floor below."""
    below = points.copy()
    below[:, 1] = FLOOR
    return below


def add_frame(builder: FrameBuilder, setting: Setting, surface: LossSurface) -> list[Label]:
    """Add the floor with the axes of both parameters, and the pole; return the labels."""
    side, palette = HALF_SIDE, setting.palette
    corners = np.array(
        [(-side, FLOOR, side), (side, FLOOR, side), (side, FLOOR, -side), (-side, FLOOR, -side)],
        dtype=np.float32,
    )
    builder.bars(corners[[2, 3]], corners[[3, 0]], AXIS, palette.rule, glow=1.0)
    builder.bars(corners[:2], corners[1:3], AXIS, palette.quiet_text, glow=1.0)
    labels = [label for axis in (0, 1) for label in _add_axis(builder, setting, surface, axis)]
    return labels + _add_pole(builder, setting, surface, corners[3])


def _add_axis(
    builder: FrameBuilder, setting: Setting, surface: LossSurface, axis: int
) -> list[Label]:
    """Add the ticks of a parameter at its side of the floor; return its numbers and its name."""
    palette, centre, reach = setting.palette, float(surface.centre[axis]), surface.reach
    ticks = round_ticks(centre - reach, centre + reach, most=6)
    along = (ticks - centre) / reach * HALF_SIDE
    edge = np.full_like(along, HALF_SIDE)
    x, z = (along, edge) if axis == 0 else (edge, -along)
    points = np.column_stack([x, np.full_like(x, FLOOR), z]).astype(np.float32)
    way = np.array([0, 0, TICK] if axis == 0 else [TICK, 0, 0], dtype=np.float32)
    builder.bars(points, points + way, LINE, palette.quiet_text, glow=1.0)
    texts = [tick_text(float(tick)) for tick in ticks]
    ink = palette.quiet_text
    labels = [
        Label(text, point + OUT[axis], ink, RANK, height=NUMBER)
        for text, point in zip(texts, points, strict=True)
    ]
    middle = np.array([0, FLOOR, HALF_SIDE] if axis == 0 else [HALF_SIDE, FLOOR, 0], np.float32)
    name = _name(setting.wording, surface.parameters, axis)
    return [*labels, Label(name, middle + FURTHER[axis], palette.text, RANK + 0.5, height=NAME)]


def _add_pole(
    builder: FrameBuilder, setting: Setting, surface: LossSurface, foot: Floats
) -> list[Label]:
    """Add the pole on which the loss is read; return its numbers and its name."""
    palette, top = setting.palette, foot + np.array([0, HEIGHT + BELOW, 0], dtype=np.float32)
    builder.bars([foot], [top], AXIS, palette.quiet_text, glow=1.0)
    ticks = round_ticks(0.0, surface.top, most=4)
    heights = (ticks / surface.top - 0.5) * HEIGHT
    points = np.tile(foot, (len(ticks), 1))
    points[:, 1] = heights
    way = np.array([TICK, 0, 0], dtype=np.float32)
    builder.bars(points, points - way, LINE, palette.quiet_text, glow=1.0)
    ink = palette.quiet_text
    labels = [
        Label(tick_text(float(tick)), point + BESIDE_POLE, ink, RANK, height=NUMBER, align=1.0)
        for tick, point in zip(ticks, points, strict=True)
    ]
    above = top + np.array([0, 0.28, 0], dtype=np.float32)
    return [*labels, Label(setting.wording.loss, above, palette.text, RANK + 0.5, height=NAME)]


def _name(words: Wording, parameters: tuple[str, str], axis: int) -> str:
    kinds = [name.partition("/")[0] for name in parameters]
    text = words.weight_number if kinds[axis] == "weights" else words.bias_number
    return text.format(number=kinds[: axis + 1].count(kinds[axis]))
