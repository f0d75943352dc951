"""Surface paths: trainings on their way over a loss surface, as balls.

Each leaves a stone where it was, and below it lies what the parameters did on the floor, with lines
from there up to the path. An arrow at the ball points downhill, against the gradient: the longer,
the steeper it is there.
"""

import numpy as np
from numpy.typing import NDArray

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.dashes import dashed
from nnviz.picture.frame import Floats, Shape
from nnviz.picture.labels import Label
from nnviz.picture.numerals import numeral
from nnviz.picture.palette import with_alpha
from nnviz.picture.training_lines import TrainingLine, training_line
from nnviz.picture.wrapping import shortened
from nnviz.stage.facts.loss_surface import LossSurface, Values
from nnviz.stage.setting import Setting
from nnviz.stage.world.surface_frame import HALF_SIDE, HEIGHT, on_floor, stand

TRACK, SHADOW, DROP, HAIR = 0.026, 0.014, 0.012, 0.005  # radii, world units
BALL, STONE = 0.15, 0.05  # radii of a ball, and of the places where it was
MARK = 0.07  # radius of what marks the ball's parameters on the floor
ABOVE = np.array([0.2, 0.3, 0], dtype=np.float32)  # from a ball to its label
WIDEST_NAME = 10.0  # em of the name of a variant at its ball
FAR_ABOVE = np.array([0.2, 0.75, 0], dtype=np.float32)  # to that of a ball that has left
LONGEST_ARROW, LEAST_ARROW = 1.9, 0.2  # world units
ARROW, BARB = 0.03, 0.3  # radius of its shaft, and length of a barb
BESIDE_ARROW = np.array([-0.3, -0.3, 0], dtype=np.float32)  # from its middle to its label
LIFTED = np.array([0, 0.5 * BALL, 0], dtype=np.float32)  # above the path that it may lie along
DASHES = 10.0  # world units to one of the picture, as far as dashes are concerned


def steepest_of(surface: LossSurface) -> float:
    """Return how steep the surface is where the steepest of the trainings begins."""
    slopes = [np.linalg.norm(surface.gradient_at(way.places[0])) for way in surface.ways]
    return float(max([slope for slope in slopes if np.isfinite(slope)], default=0.0)) or 1.0


def add_path(
    builder: FrameBuilder, setting: Setting, surface: LossSurface, told: tuple[int, int, float]
) -> tuple[list[Label], list[Label]]:
    """Add what a training has left behind and its ball; return its label and that of its arrow.

    Args:
        builder: what it is added to.
        setting: the show's.
        surface: what it goes over.
        told: which of the ways it is, up to which epoch, and how steep the steepest place is.

    """
    number, epoch, steepest = told
    way, palette = surface.ways[number], setting.palette
    alone = len(surface.ways) == 1
    line = TrainingLine(palette.accent, ()) if alone else training_line(palette, number)
    count = max(int(np.searchsorted(way.epochs, epoch, side="right")), 1)
    points = stand(surface, way.places[:count], way.losses[:count])
    inside = _inside(points)
    _add_track(builder, line, points, inside)
    said = shortened(way.name, "bold", widest=WIDEST_NAME)
    if alone:  # else the list at the upper right says it
        said = f"{setting.wording.loss} {numeral(way.losses[count - 1])}"
    ink = palette.text if alone else line.colour
    if not inside[-1]:
        left = points[inside][-1] if inside.any() else np.zeros(3, np.float32)
        text = f"{said}: {setting.wording.beyond}"
        return [Label(text, left + FAR_ABOVE, ink, 2.0, height=0.03, font="bold", align=0.0)], []
    ball = points[-1]
    builder.solids([ball], [BALL], line.colour, shape=Shape.SPHERE, glow=0.2)
    builder.solids(
        on_floor(ball[None]), [[MARK, 0.02, MARK]], line.colour, shape=Shape.SPHERE, glow=0.8
    )
    arrow = _add_arrow(builder, setting, surface, line, (way.places[count - 1], steepest))
    at = ball + ABOVE
    return [Label(said, at, ink, rank=3.0, height=0.03, font="bold", align=0.0)], arrow


def _add_track(
    builder: FrameBuilder, line: TrainingLine, points: Floats, inside: NDArray[np.bool_]
) -> None:
    """Add stones and the way between them, its shadow on the floor, and the lines between both."""
    steps = inside[:-1] & inside[1:]
    start, end = points[:-1][steps], points[1:][steps]
    for run in np.split(np.arange(len(points)), np.flatnonzero(~steps) + 1):
        begin, finish = dashed(points[run] / DASHES, line.dash)
        builder.bars(begin * DASHES, finish * DASHES, TRACK, line.colour, glow=0.7)
    builder.bars(on_floor(start), on_floor(end), SHADOW, line.colour, glow=0.8)
    stones = points[:-1][inside[:-1]]
    builder.solids(stones, np.full(len(stones), STONE), line.colour, shape=Shape.SPHERE, glow=0.7)
    apart = np.ones(len(stones), bool)
    apart[1:] = np.linalg.norm(np.diff(stones, axis=0), axis=1) > 2 * STONE
    faint = with_alpha(line.colour, 0.45)
    builder.bars(stones[apart], on_floor(stones[apart]), HAIR, faint, glow=0.8)
    if inside[-1]:
        builder.bars(points[-1:], on_floor(points[-1:]), DROP, line.colour, glow=0.8)


def _add_arrow(
    builder: FrameBuilder,
    setting: Setting,
    surface: LossSurface,
    line: TrainingLine,
    at: tuple[Values, float],
) -> list[Label]:
    """Add the arrow that points downhill from a place, and return its label.

    Args:
        builder: what it is added to.
        setting: the show's.
        surface: that it lies upon.
        line: how the training is drawn.
        at: (2,) the place, and how steep the steepest place is.

    """
    place, steepest = at
    slope = surface.gradient_at(place)
    size = float(np.linalg.norm(slope))
    length = LONGEST_ARROW * min(size / steepest, 1.0)
    if not np.isfinite(size) or length < LEAST_ARROW:
        return []
    across, back = -slope / size / surface.reach * HALF_SIDE
    along = np.array([across, -size / surface.top * HEIGHT, -back])
    along = along / np.linalg.norm(along)
    ball = stand(surface, place[None], surface.losses_at(place[None]))[0] + LIFTED
    start, tip = ball + along * BALL, ball + along * (BALL + length)
    aside = np.cross(along, [0.0, 1.0, 0.0])
    aside = aside / max(float(np.linalg.norm(aside)), 1e-9)
    up = np.cross(aside, along)
    reach = min(BARB, 0.5 * length)
    barbs = np.stack([tip - reach * (along - 0.5 * way) for way in (aside, -aside, up, -up)])
    ink = line.colour
    builder.bars([start], [tip], ARROW, ink, glow=0.6)
    builder.bars(np.broadcast_to(tip, barbs.shape), barbs, ARROW * 0.8, ink, glow=0.6)
    point = ((start + tip) / 2 + BESIDE_ARROW).astype(np.float32)
    return [Label(setting.wording.downhill, point, ink, rank=1.2, height=0.0255, align=1.0)]


def _inside(points: Floats) -> NDArray[np.bool_]:
    """Return (n,) which points lie within the box of the surface."""
    limit = np.array([HALF_SIDE, HEIGHT / 2, HALF_SIDE]) * 1.001
    return np.asarray((np.abs(points) <= limit).all(axis=1))
