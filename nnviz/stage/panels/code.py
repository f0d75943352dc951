"""The code: the line of the program that is running, the one before it and the one after it."""

import textwrap

from nnviz.listing.program import Listing, running
from nnviz.picture.builder import FrameBuilder
from nnviz.picture.palette import Palette, with_alpha
from nnviz.picture.regions import Region
from nnviz.picture.typography import extent, metrics
from nnviz.picture.wrapping import shortened
from nnviz.stage.instant import Instant
from nnviz.stage.panels.panel import ALONE, Panel, Place, unasked
from nnviz.stage.setting import Setting
from nnviz.story.moment import Moment
from nnviz.story.storyboard import Telling

ROWS = 3
LARGEST, SMALLEST = 0.0245, 1 / 45  # of the font; the units are those of the regions
PITCH = 0.036  # from row to row, at most
BAR = 0.005  # width of the bar beside what is running
BESIDE = 0.011  # from the bar to the code
ROUNDING = 1e-6  # em: a line that just fits is whole


def _add(builder: FrameBuilder, setting: Setting, instant: Instant, region: Region) -> None:
    if setting.listing is not None:
        add_code(builder, setting.palette, setting.listing, instant.moment, region)


def add_code(
    builder: FrameBuilder, palette: Palette, listing: Listing, moment: Moment, region: Region
) -> None:
    """Add the lines around those that a moment runs; nothing where it runs none.

    Args:
        builder: what it is added to.
        palette: the colours.
        listing: the program.
        moment: what is computed.
        region: where the lines stand, from its top.

    """
    now = running(listing, moment)
    shown = lines_around(listing, now)
    if not shown:
        return
    room = region.width - BAR - BESIDE
    texts = textwrap.dedent("\n".join(listing.code[line].text for line in shown)).split("\n")
    widest = max(extent(text, "mono") for text in texts)
    height = max(min(LARGEST, room / widest), SMALLEST)
    pitch = min(PITCH, region.height / ROWS)
    builder.kept_clear.append(
        Region(region.left, region.top, region.right, region.top + len(shown) * pitch)
    )
    baseline = region.top + (pitch + metrics("mono").cap_height * height) / 2
    left = region.left + BAR + BESIDE
    for row, (line, text) in enumerate(zip(shown, texts, strict=True)):
        if line in now:
            _mark(builder, palette, region, region.top + row * pitch, pitch)
        fitting = shortened(text, "mono", widest=room / height + ROUNDING)
        colour = palette.text if line in now else palette.quiet_text
        at = [left, baseline + row * pitch]
        builder.labels([fitting], at, colour, height=height, font="mono")


def lines_around(listing: Listing, now: range) -> list[int]:
    """Return the indices of at most three lines: some of those that run, and what is around them.

    Empty lines are left out; where three or more lines run, they are the first three of them.
    """
    written = [line for line, code in enumerate(listing.code) if code.text]
    at = [place for place, line in enumerate(written) if line in now]
    if not at:
        return []
    first = at[0] if len(at) >= ROWS else at[0] - 1
    first = max(min(first, len(written) - ROWS), 0)
    return written[first : first + ROWS]


def _mark(
    builder: FrameBuilder, palette: Palette, region: Region, top: float, height: float
) -> None:
    corner = [[region.left, top]]
    tint = with_alpha(palette.accent, 0.16)
    builder.rectangles(corner, [[region.width, height]], tint)
    builder.rectangles(corner, [[BAR, height]], palette.accent)


def needs_experiment(setting: Setting | None, _tell: Telling) -> str:
    """Say that there is no program where nobody knows how the numbers came about."""
    if setting is None or setting.listing is not None:
        return ""
    return "an experiment, which the recording does not hold"


PANEL = Panel(
    name="code",
    menu="&Code",
    place=Place.LOWER_LEFT,
    tellings=ALONE,
    unasked=unasked("initialise", "steps"),
    add=_add,
    missing=needs_experiment,
)
