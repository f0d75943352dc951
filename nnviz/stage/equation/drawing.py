"""Drawing: an equation on its ground, as far as the calculation has come."""

import numpy as np

from nnviz.picture.builder import Flat, FrameBuilder
from nnviz.picture.frame import Floats
from nnviz.picture.numerals import MINUS
from nnviz.picture.palette import Palette, with_alpha
from nnviz.picture.regions import Region
from nnviz.picture.rounding import float_printed, number_printed
from nnviz.stage.equation.charts import add_bars, slope_line
from nnviz.stage.equation.fitting import PlacedEquation
from nnviz.stage.equation.measuring import PITCH
from nnviz.stage.equation.typeset import PlacedText, TypesetEquation
from nnviz.stage.panels.calculation import lines_written
from nnviz.stage.setting import Setting

TOWARDS_TEXT = 0.34  # how far the colour of a body steps towards that of text: to be read
VEIL = 0.87  # how far bodies step back under the ground
RIM = 0.02  # picture units over which the ground fades out
BAR_WIDTH = 0.14  # em, of the mark of the current line


def current_line(placed: PlacedEquation, progress: float) -> int:
    """Return which line is being calculated; −1: none is yet. A line without a number never is."""
    told = [index for index, line in enumerate(placed.equation.worked.lines) if line.right]
    return [-1, *told][lines_written(len(told), progress)]


def equation_flat(setting: Setting, placed: PlacedEquation, now: int) -> Flat:
    """Return an equation whose current line is `now`; −1: none is yet.

    Args:
        setting: the show's.
        placed: the equation, and where it stands.
        now: index of the line that is being calculated.

    """
    builder, palette = FrameBuilder(), setting.palette
    builder.kept_clear.append(placed.region)
    _add_ground(builder, palette, placed.region)
    equation, corner = placed.equation, np.array(placed.lines, dtype=np.float32)
    _add_mark(builder, palette, equation, corner, now)
    _add_texts(builder, palette, equation, corner, now)
    for rule in equation.rules:
        ends = np.array([[equation.left, rule], [equation.right, rule]], dtype=np.float32) + corner
        builder.strokes(ends[:1], ends[1:], palette.quiet_text, width=0.0018)
    add_bars(builder, palette, equation, corner, now)
    if placed.chart is not None and placed.drawing is not None:
        shown_at = len(equation.worked.lines) - 1
        if placed.chart.slope is not None:
            shown_at = slope_line(equation.worked) or 0
        reached = now >= shown_at
        placed.chart.draw(builder, setting, placed.drawing, equation.em, reached=reached)
    return builder.flat()


def _add_ground(builder: FrameBuilder, palette: Palette, region: Region) -> None:
    """Add a soft ground, under which bodies step back: the further in, the more."""
    corner, size = [[region.left, region.top]], [[region.width, region.height]]
    veil = with_alpha(palette.background, VEIL)
    builder.rectangles(corner, size, veil, rounding=RIM, softness=RIM)


def _add_mark(
    builder: FrameBuilder, palette: Palette, equation: TypesetEquation, corner: Floats, now: int
) -> None:
    """Add the mark of the current line, which is the only thing that has its colour."""
    if not 0 <= now < len(equation.middles):
        return
    em, top = equation.em, float(corner[1]) + equation.middles[now] - PITCH * equation.em / 2
    left, high = float(corner[0]), (PITCH - 0.1) * em
    wide = equation.right + 0.25 * em
    builder.rectangles(
        [[left, top + 0.05 * em]], [[wide, high]], with_alpha(palette.accent, 0.12), rounding=0.004
    )
    builder.rectangles([[left, top + 0.05 * em]], [[BAR_WIDTH * em, high]], palette.accent)


def _add_texts(
    builder: FrameBuilder, palette: Palette, equation: TypesetEquation, corner: Floats, now: int
) -> None:
    texts, later = equation.texts, equation.worked.lines[now + 1 :]
    if not any(line.right for line in later):  # of others than are told, nothing is to come
        now = len(equation.worked.lines)
    places = np.array([[text.x, text.base] for text in texts], dtype=np.float32) + corner
    builder.labels(
        [text.text for text in texts],
        places,
        np.array([text_colour(palette, text, now) for text in texts]),
        height=[text.height for text in texts],
    )


def text_colour(palette: Palette, text: PlacedText, now: int) -> Floats:
    """Return (4,) the colour of a piece of text: of its body, fainter while it is to come."""
    if text.role.has_body:
        colour = number_colour(palette, text.text)
    elif text.role.is_number:
        colour = palette.text
    else:
        colour = palette.quiet_text
    return palette.step_back(colour, TO_COME_TEXT) if text.line > now else colour


def number_colour(palette: Palette, text: str) -> Floats:
    """Return (4,) the colour of a written number: that of its body's sign, of zero a quiet one."""
    plain = text.replace(" ", "")
    if number_printed(plain) is None:
        return palette.strange
    value = float_printed(plain)
    if value == 0.0:
        return palette.quiet_text
    body = palette.negative if plain.startswith(MINUS) else palette.positive
    return palette.step_back(body, TOWARDS_TEXT, palette.text)


TO_COME_TEXT = 0.25  # less than bars: it has to be read
