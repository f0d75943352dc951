"""The board: the worked calculation, written line by line as the moment goes on."""

import math

from nnviz.stage.lines import Calculation, Line
from nnviz.stage.palette import Palette
from nnviz.stage.panel import PADDING, TITLE_LINE, add_panel
from nnviz.stage.regions import Region
from nnviz.stage.sketch import LEFT, RIGHT, Sketch
from nnviz.story.easing import part

FONT_HEIGHT = 0.024  # of the picture
LINE_PITCH, BAR_PITCH = 0.0385, 0.011
BAR_WIDTH = 0.006
FIRST_AT, LAST_AT = 0.06, 0.62  # progress at which the first line is written, and the last


def add_board(
    sketch: Sketch,
    palette: Palette,
    worked: Calculation | None,
    region: Region,
    *,
    lines: int,
) -> None:
    """Add the panel of a calculation.

    Args:
        sketch: what it is added to.
        palette: the colours.
        worked: the calculation; None leaves the panel out.
        region: where it stands.
        lines: how many of its lines are written.

    """
    if worked is None:
        return
    add_panel(sketch, palette, region, worked.title)
    values = [line.value for line in worked.lines if line.value is not None]
    largest = max((abs(value) for value in values if math.isfinite(value)), default=0.0)
    base = region.top + TITLE_LINE + LINE_PITCH / 8
    for line in worked.lines[:lines]:
        base += LINE_PITCH
        _write(sketch, palette, line, region, base)
        if line.value is not None and (largest > 0 or not math.isfinite(line.value)):
            _bar(sketch, palette, line.value, largest, region, base)
            base += BAR_PITCH


def written(lines: int, progress: float) -> int:
    """Return how many of the lines of a calculation have been written."""
    return min(int(part(progress, FIRST_AT, LAST_AT) * lines) + (progress > FIRST_AT), lines)


def _write(sketch: Sketch, palette: Palette, line: Line, region: Region, base: float) -> None:
    colour, font = (palette.text, "bold") if line.result else (palette.quiet_text, "sans")
    for text, x, anchor in (
        (line.left, region.left + PADDING, LEFT),
        (line.right, region.right - PADDING, RIGHT),
    ):
        if text:
            sketch.labels([text], [x, base], colour, height=FONT_HEIGHT, anchor=anchor, font=font)


def _bar(
    sketch: Sketch, palette: Palette, value: float, largest: float, region: Region, base: float
) -> None:
    """Draw a contribution as a bar from the middle of the panel, to the right when positive.

    One that is not finite is as long as the largest, and NaN goes to the right.
    """
    middle, line = (region.left + region.right) / 2, base + 0.0115
    finite = math.isfinite(value)
    share = value / largest if finite else math.copysign(1.0, value if value < 0 else 1.0)
    end = middle + share * (region.width / 2 - PADDING)
    colour = palette.positive if share >= 0 else palette.negative
    if not finite:
        colour = palette.strange
    sketch.strokes([[middle, line]], [[end, line]], colour, width=BAR_WIDTH)
