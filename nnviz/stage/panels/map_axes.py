"""Map axes: the frame of a map, ticks in the units of its data, and what its axes are called."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.picture.builder import RIGHT, FrameBuilder
from nnviz.picture.frame import Floats
from nnviz.picture.palette import Palette
from nnviz.picture.regions import Region
from nnviz.picture.ticks import round_ticks, tick_text
from nnviz.picture.typography import extent
from nnviz.picture.wrapping import shortened

HEIGHT = 0.025  # of the font, picture units
BASELINE = 0.032  # from the lower side of a map to the line of its numbers
NAME_LINE = 0.028  # to the next line
ABOVE = 0.014  # from the name of the upright axis to the map
TICK = 0.007  # length of a tick
APART = 0.014  # between two texts
DOWN = 0.009  # from the middle of a number to its baseline
SMALL, MOST, FEW = 0.22, 6, 4  # side of a map that has fewer ticks, and how many these are
SHORT = 1.4  # em of a name that finds room between numbers
RIGHT_ROOM = 0.012  # right of a map, for half of its last number


@dataclass(frozen=True, eq=False, slots=True)
class MapAxes:
    """The axes of a map.

    Attributes:
        low: (2,) where they begin.
        high: (2,) where they end.
        names: what they are called: the one that lies, and the upright one.
        square: the part of the picture that they span.

    """

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    names: tuple[str, str]
    square: Region

    def places(self, points: NDArray[np.float64]) -> Floats:
        """Return (n, 2) where points lie in the picture."""
        share, square = (points - self.low) / (self.high - self.low), self.square
        x = square.left + share[:, 0] * square.width
        y = square.bottom - share[:, 1] * square.height
        return np.column_stack([x, y]).astype(np.float32)

    def ticks(self, axis: int) -> NDArray[np.float64]:
        """Return the round values at which an axis is read."""
        most = MOST if self.square.width > SMALL else FEW
        return round_ticks(float(self.low[axis]), float(self.high[axis]), most=most)


def widest_tick(low: float, high: float, *, side: float) -> float:
    """Return how wide the widest number of an axis is, picture units."""
    ticks = round_ticks(low, high, most=MOST if side > SMALL else FEW)
    return max(extent(tick_text(float(tick)), "sans") for tick in ticks) * HEIGHT


def map_within(
    region: Region,
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    names: tuple[str, str],
    *,
    is_square: bool = True,
) -> MapAxes:
    """Return the axes of a map that is as large as a region allows with its numbers and names."""
    above = DOWN if is_short(names[1]) else ABOVE + HEIGHT
    below = BASELINE if is_short(names[0]) else BASELINE + NAME_LINE
    high_room = region.height - above - below - 0.3 * HEIGHT
    before = widest_tick(float(low[1]), float(high[1]), side=high_room) + 2 * TICK
    wide_room = region.width - before - RIGHT_ROOM
    side = min(wide_room, high_room)
    wide, high_side = (side, side) if is_square else (wide_room, high_room)
    left = region.left + before + (wide_room - wide) / 2
    top = region.top + above
    return MapAxes(low, high, names, Region(left, top, left + wide, top + high_side))


def add_map_axes(builder: FrameBuilder, palette: Palette, axes: MapAxes, room: Region) -> None:
    """Add frame, ticks and names of a map, within a room around it.

    Short names stand between the numbers; others above the upright axis and below the other one.
    """
    _frame(builder, palette, axes.square)
    gap = _lying(builder, palette, axes)
    base = axes.square.bottom + BASELINE
    at = (gap, base) if is_short(axes.names[0]) else (axes.square.right, base + NAME_LINE)
    _name(builder, palette, axes.names[0], at, room)
    gap = _upright(builder, palette, axes)
    numbers_end = axes.square.left - 1.6 * TICK
    above = axes.square.top - ABOVE
    at = (numbers_end, gap + DOWN if is_short(axes.names[1]) else above)
    _name(builder, palette, axes.names[1], at, room)


def is_short(name: str) -> bool:
    """Return whether the name of an axis finds room between its numbers."""
    return extent(name, "sans") <= SHORT


def _name(
    builder: FrameBuilder, palette: Palette, name: str, at: tuple[float, float], room: Region
) -> None:
    """Add the name of an axis, which ends at a point where there is room left of it."""
    name = shortened(name, "sans", widest=room.width / HEIGHT)
    wide = extent(name, "sans") * HEIGHT
    left = max(room.left, at[0] - wide)
    builder.labels([name], [left, at[1]], palette.quiet_text, height=HEIGHT)


def _frame(builder: FrameBuilder, palette: Palette, square: Region) -> None:
    corners = [(x, y) for x in (square.left, square.right) for y in (square.top, square.bottom)]
    around = np.array([corners[i] for i in (0, 2, 3, 1, 0)], dtype=np.float32)
    builder.curve(around, palette.rule, width=0.0016)


def _lying(builder: FrameBuilder, palette: Palette, axes: MapAxes) -> float:
    """Add ticks below with as many numbers as keep apart; return where a short name ends."""
    square, ink, ticks = axes.square, palette.quiet_text, axes.ticks(0)
    x = axes.places(np.column_stack([ticks, np.full_like(ticks, axes.low[1])]))[:, 0]
    foot = np.full_like(x, square.bottom)
    builder.strokes(
        np.column_stack([x, foot]), np.column_stack([x, foot + TICK]), ink, width=0.0016
    )
    texts = np.array([tick_text(float(tick)) for tick in ticks])
    half = np.array([extent(text, "sans") for text in texts]) * HEIGHT / 2
    for every in range(1, len(x) + 1):
        ends = np.column_stack([x - half, x + half])[::every]
        gap = _widest_gap(ends, square.left, square.right)
        apart = (ends[1:, 0] - ends[:-1, 1] >= APART).all()
        if apart and gap[1] - gap[0] >= SHORT * HEIGHT + APART:
            break
    places = np.column_stack([x, np.full_like(x, square.bottom + BASELINE)])[::every]
    builder.labels(texts[::every].tolist(), places, ink, height=HEIGHT, anchor=(0.5, 0.0))
    return sum(gap) / 2 + 0.6 * HEIGHT


def _upright(builder: FrameBuilder, palette: Palette, axes: MapAxes) -> float:
    """Add ticks at the left with their numbers; return where the middle of a short name is."""
    square, ink, ticks = axes.square, palette.quiet_text, axes.ticks(1)
    y = axes.places(np.column_stack([np.full_like(ticks, axes.low[0]), ticks]))[:, 1]
    side = np.full_like(y, square.left)
    builder.strokes(
        np.column_stack([side - TICK, y]), np.column_stack([side, y]), ink, width=0.0016
    )
    half = HEIGHT / 2
    for every in range(1, len(y) + 1):
        ends = np.column_stack([y - half, y + half])[::-every]
        gap = _widest_gap(ends, square.top, square.bottom)
        if gap[1] - gap[0] >= HEIGHT:
            break
    texts = [tick_text(float(tick)) for tick in ticks]
    places = np.column_stack([side - 1.6 * TICK, y + DOWN])
    builder.labels(texts[::-every], places[::-every], ink, height=HEIGHT, anchor=RIGHT)
    return sum(gap) / 2


def _widest_gap(taken: NDArray[np.floating], low: float, high: float) -> tuple[float, float]:
    """Return the widest part of a side that (n, 2) numbers leave free, from its low end."""
    begins, ends = [low, *taken[:, 1].tolist()], [*taken[:, 0].tolist(), high]
    return max(zip(begins, ends, strict=True), key=lambda gap: gap[1] - gap[0])
