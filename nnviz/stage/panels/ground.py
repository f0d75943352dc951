"""Panels: the ground and the title that all of them share."""

from collections.abc import Sequence

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.palette import Palette
from nnviz.picture.regions import Region
from nnviz.picture.typography import extent
from nnviz.picture.wrapping import SMALLEST, fitted, wrapped

TITLE_HEIGHT = 0.026  # of the font, picture units
TITLE_PITCH = 0.03  # from line to line of a title
TITLE_LINE = 0.037  # baseline of the title, below the upper side
PADDING = 0.018
LEAST_PADDING = 0.008  # at the right of a title
ROUNDING = 0.012


def add_panel(builder: FrameBuilder, palette: Palette, region: Region, title: str = "") -> None:
    """Add the ground of a panel and its title; labels keep clear of it."""
    builder.kept_clear.append(region)
    builder.rectangles(
        [[region.left, region.top]],
        [[region.width, region.height]],
        palette.panel,
        rounding=ROUNDING,
    )
    if title:
        _add_title(builder, palette, region, [title])


def add_panel_of_lines(
    builder: FrameBuilder, palette: Palette, region: Region, title: str
) -> float:
    """Add the ground of a panel and its title, which may take several lines.

    Returns:
        how much higher the title is than one line, picture units.

    """
    add_panel(builder, palette, region)
    room = region.width - PADDING - LEAST_PADDING
    cut = extent(title, "sans") * SMALLEST > room
    lines = wrapped(title, "sans", widest=room / SMALLEST) if cut else [title]
    _add_title(builder, palette, region, lines)
    return (len(lines) - 1) * TITLE_PITCH


def _add_title(
    builder: FrameBuilder, palette: Palette, region: Region, lines: Sequence[str]
) -> None:
    room = region.width - PADDING - LEAST_PADDING
    for number, line in enumerate(lines):
        text, height = fitted(line, "sans", height=TITLE_HEIGHT, room=room)
        at = [region.left + PADDING, region.top + TITLE_LINE + number * TITLE_PITCH]
        builder.labels([text], at, palette.quiet_text, height=height)
