"""The listing: much of the program of the experiment, the lines that are running marked."""

import math

from nnviz.listing.program import Listing, running
from nnviz.picture.builder import FrameBuilder
from nnviz.picture.palette import Palette, with_alpha
from nnviz.picture.regions import Region
from nnviz.picture.typography import metrics
from nnviz.picture.wrapping import shortened
from nnviz.stage.instant import Instant
from nnviz.stage.panels.code import needs_experiment
from nnviz.stage.panels.ground import PADDING, add_panel
from nnviz.stage.panels.panel import ALONE, Panel, Place, unasked
from nnviz.stage.setting import Setting
from nnviz.story.moment import Moment

CODE_HEIGHT = 0.0225  # of the font, picture units
NARROWEST_PITCH = 0.0285  # from row to row
HEAD, FOOT = 0.05, 0.01  # kept free for the title above the rows, and below them
BAR_WIDTH = 0.005
LEAST_RIGHT = 0.006  # of the longest line


def _add(builder: FrameBuilder, setting: Setting, instant: Instant, region: Region) -> None:
    if setting.listing is None or not setting.listing.code:
        return
    palette, program, title = setting.palette, setting.listing, setting.wording.code
    add_code(builder, palette, program, instant.moment, region, title=title)


def add_code(
    builder: FrameBuilder,
    palette: Palette,
    listing: Listing,
    moment: Moment,
    region: Region,
    *,
    title: str,
) -> None:
    """Add the panel.

    Args:
        builder: what it is added to.
        palette: the colours.
        listing: the program.
        moment: what is computed.
        region: where the panel stands; all of it is taken.
        title: above the code.

    """
    rows = rows_in(region)
    pitch = (region.height - HEAD - FOOT) / rows
    now = running(listing, moment)
    shown = window(listing, now, rows=rows)
    lit = [row for row, line in enumerate(shown) if line in now]
    add_panel(builder, palette, region, title)
    _mark(builder, palette, region, lit, pitch)
    baseline = region.top + HEAD + (pitch + metrics("mono").cap_height * CODE_HEIGHT) / 2
    quiet = [row for row in range(len(shown)) if row not in lit]
    for chosen, colour in ((lit, palette.text), (quiet, palette.quiet_text)):
        widest = (region.width - PADDING - LEAST_RIGHT) / CODE_HEIGHT
        lines = [listing.code[shown[row]].text for row in chosen]
        texts = [shortened(line, "mono", widest=widest) for line in lines]
        positions = [[region.left + PADDING, baseline + row * pitch] for row in chosen]
        builder.labels(texts, positions, colour, height=CODE_HEIGHT, font="mono")


def rows_in(region: Region) -> int:
    """Return how many lines of code a panel shows."""
    return max(math.floor((region.height - HEAD - FOOT) / NARROWEST_PITCH), 1)


def window(listing: Listing, now: range, *, rows: int) -> range:
    """Return the indices of the lines to show.

    The window begins where the section of the running lines does, and stays there as long as they
    are in it; else it moves on by half its height at a time. So it seldom moves, and depends on
    nothing but what runs. Where nothing does, it shows where the training begins.

    Args:
        listing: the program.
        now: indices of the running lines, as `nnviz.listing.program.running` gives them.
        rows: how many lines fit.

    Returns:
        indices into `listing.lines`, at most `rows` of them, the first running one among them.

    """
    code = listing.code
    first = now.start if now else next(i for i, line in enumerate(code) if line.phase)
    section = max((i + 1 for i in range(first) if not code[i].text), default=0)
    stride = max(rows // 2, 1)
    strides = max(math.ceil((now.stop - section - rows) / stride), 0)
    start = min(section + strides * stride, first)
    return range(start, min(start + rows, len(code)))


def _mark(
    builder: FrameBuilder, palette: Palette, region: Region, rows: list[int], pitch: float
) -> None:
    """Mark neighbouring rows as one block."""
    if not rows:
        return
    corner = [[region.left, region.top + HEAD + rows[0] * pitch]]
    height = len(rows) * pitch
    tint = with_alpha(palette.accent, 0.16)
    builder.rectangles(corner, [[region.width, height]], tint, rounding=0.006)
    builder.rectangles(corner, [[BAR_WIDTH, height]], palette.accent)


PANEL = Panel(
    name="listing",
    menu="L&isting",
    place=Place.LOWER_LEFT,
    tellings=ALONE,
    unasked=unasked(),
    add=_add,
    missing=needs_experiment,
    is_high=True,
)
