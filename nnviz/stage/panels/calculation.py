"""The calculation panel: the worked calculation, written line by line as the moment goes on.

Where it is too long for its panel its lines move together; where that is not enough, terms in the
middle of a sum are left out, and one line says how many they are and what they add up to.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nnviz.picture.builder import LEFT, RIGHT, FrameBuilder
from nnviz.picture.palette import Palette
from nnviz.picture.regions import Region
from nnviz.picture.typography import extent
from nnviz.picture.wrapping import SMALLEST
from nnviz.stage.instant import Instant
from nnviz.stage.panels.ground import PADDING, TITLE_LINE, add_panel
from nnviz.stage.panels.panel import Panel, Place, unasked
from nnviz.stage.setting import Setting
from nnviz.stage.wording import Wording
from nnviz.stage.worked.lines import Calculation, CalculationLine, without_unwritten
from nnviz.story.easing import part_progress

FONT_HEIGHT = 0.024  # of the picture
LINE_PITCH, BAR_PITCH = 0.0385, 0.011
CLOSEST = 0.75  # of these pitches: how near to each other lines come
FOOT = 0.016  # below the last line
BAR_WIDTH, BAR_BELOW = 0.006, 0.0115  # the latter from the baseline
GAP = 0.5  # em between what is at the left of a line and what is at the right
FIRST_AT, LAST_AT = 0.06, 0.62  # progress at which the first line is written, and the last


def fit_calculation(worked: Calculation, region: Region, words: Wording) -> Calculation:
    """Return a calculation without the terms for which a panel has no room, but counted."""
    lines = list(worked.lines)
    while _height(lines, region) * CLOSEST > _room(region):
        terms = [index for index, line in enumerate(lines) if line.terms]
        if len(terms) < 3:
            break
        first = next((i for i in terms if lines[i].terms > 1), terms[len(terms) // 2]) - 1
        one, other = lines[first : first + 2]
        rest = (one.exact or 0.0) + (other.exact or 0.0)
        bars = one.value is not None
        lines[first : first + 2] = [
            without_unwritten(words, one.terms + other.terms, rest, bars=bars)
        ]
    return replace(worked, lines=tuple(lines))


def add_calculation(
    builder: FrameBuilder,
    palette: Palette,
    worked: Calculation | None,
    region: Region,
    *,
    lines: int,
) -> None:
    """Add the panel of a calculation.

    Args:
        builder: what it is added to.
        palette: the colours.
        worked: the calculation; None leaves the panel out.
        region: where it stands.
        lines: how many of its lines are written.

    """
    if worked is None:
        return
    add_panel(builder, palette, region, worked.title)
    board = _Board(builder, palette, region)
    values = [line.value for line in worked.lines if line.value is not None]
    largest = max((abs(value) for value in values if math.isfinite(value)), default=0.0)
    closer = min(1.0, _room(region) / max(_height(worked.lines, region), 1e-9))
    base = region.top + TITLE_LINE + LINE_PITCH / 8
    for line in worked.lines[:lines]:
        base += LINE_PITCH * closer
        base = board.write(line, base, LINE_PITCH * closer)
        if line.value is not None:
            if largest > 0 or not math.isfinite(line.value):
                board.draw_bar(line.value, largest, base)
            base += BAR_PITCH * closer


def _room(region: Region) -> float:
    """Return how high the lines may stand in a panel, picture units."""
    return region.height - TITLE_LINE - LINE_PITCH / 8 - FOOT


def _height(lines: Sequence[CalculationLine], region: Region) -> float:
    """Return how high lines stand where there is room enough, picture units."""
    rows = sum(1 + _in_two(line, region) for line in lines)
    return rows * LINE_PITCH + sum(line.value is not None for line in lines) * BAR_PITCH


def _in_two(line: CalculationLine, region: Region) -> bool:
    """Return whether the number of a line stands below what leads to it: both are too wide."""
    font = _font(line)
    wide = extent(line.left, font) + GAP + extent(line.right, font)
    return bool(line.right) and wide * SMALLEST > region.width - 2 * PADDING


def _font(line: CalculationLine) -> str:
    return "bold" if line.result else "sans"


def lines_written(lines: int, progress: float) -> int:
    """Return how many of the lines of a calculation have been written."""
    return min(
        int(part_progress(progress, FIRST_AT, LAST_AT) * lines) + (progress > FIRST_AT), lines
    )


@dataclass(frozen=True, eq=False, slots=True)
class _Board:
    """What lines are written upon.

    Attributes:
        builder: what they are added to.
        palette: the colours.
        region: where the panel stands.

    """

    builder: FrameBuilder
    palette: Palette
    region: Region

    def write(self, line: CalculationLine, base: float, pitch: float) -> float:
        """Write a line at a baseline; return the baseline of its last row."""
        palette, region = self.palette, self.region
        colour = palette.text if line.result else palette.quiet_text
        font, room = _font(line), region.width - 2 * PADDING
        two = _in_two(line, region)
        rows = [line.left, line.right] if two else [f"{line.left}{line.right}"]
        wide = max(extent(row, font) for row in rows) + (0 if two else GAP)
        height = min(FONT_HEIGHT, room / wide)
        for text, x, anchor in (
            (line.left, region.left + PADDING, LEFT),
            (line.right, region.right - PADDING, RIGHT),
        ):
            if text:
                at = [x, base + pitch * (two and anchor is RIGHT)]
                self.builder.labels([text], at, colour, height=height, anchor=anchor, font=font)
        return base + pitch * two

    def draw_bar(self, value: float, largest: float, base: float) -> None:
        """Draw a contribution as a bar from the middle of the panel, to the right when positive.

        One that is not finite is as long as the largest, and NaN goes to the right.
        """
        palette, region = self.palette, self.region
        middle, line = (region.left + region.right) / 2, base + BAR_BELOW
        finite = math.isfinite(value)
        share = value / largest if finite else math.copysign(1.0, value if value < 0 else 1.0)
        end = middle + share * (region.width / 2 - PADDING)
        colour = palette.positive if share >= 0 else palette.negative
        if not finite:
            colour = palette.strange
        self.builder.strokes([[middle, line]], [[end, line]], colour, width=BAR_WIDTH)


def _add(builder: FrameBuilder, setting: Setting, instant: Instant, region: Region) -> None:
    add_calculation(builder, setting.palette, instant.worked, region, lines=instant.lines)


PANEL = Panel(
    name="calculation",
    menu="C&alculation",
    place=Place.UPPER_RIGHT,
    tellings=frozenset({"steps"}),
    unasked=unasked("steps"),
    add=_add,
    needs_room=True,
    tells_calculation=True,
)
