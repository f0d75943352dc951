"""Panels: the ground and the title that all of them share."""

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.palette import Palette
from nnviz.picture.regions import Region
from nnviz.picture.wrapping import fitted

TITLE_HEIGHT = 0.026  # of the font, picture units
TITLE_LINE = 0.037  # baseline of the title, below the upper side
PADDING = 0.018
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
        room = region.width - 2 * PADDING
        title, height = fitted(title, "sans", height=TITLE_HEIGHT, room=room)
        at = [region.left + PADDING, region.top + TITLE_LINE]
        builder.labels([title], at, palette.quiet_text, height=height)
