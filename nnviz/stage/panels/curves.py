"""Curves: the error and the size of the updates over the epochs, with the playhead on them."""

import math

import numpy as np
from numpy.typing import NDArray

from nnviz.picture.builder import RIGHT, FrameBuilder
from nnviz.picture.palette import Palette
from nnviz.picture.regions import Region
from nnviz.picture.ticks import decade_ticks, round_ticks, tick_text
from nnviz.picture.typography import extent
from nnviz.picture.wrapping import wrapped
from nnviz.stage.facts.curve import Curve, share_of_axis
from nnviz.stage.panels.epoch_axis import TICK_HEIGHT, add_epoch_axis
from nnviz.stage.panels.ground import PADDING, add_panel_of_lines

TICK_PITCH = 0.026  # from tick to tick at least
TICK_GAP = 0.01  # from a tick's number to its line
LEAVING_PITCH = 0.03  # from line to line of what is said of a curve that has left
PLOT_LEFT, PLOT_TOP, PLOT_RIGHT, PLOT_BOTTOM = 0.075, 0.062, 0.02, 0.045


def add_curve(
    builder: FrameBuilder,
    palette: Palette,
    curve: Curve,
    region: Region,
    *,
    upto: int,
    playhead: int,
) -> None:
    """Add a curve as far as it is known.

    Args:
        builder: what it is added to.
        palette: the colours.
        curve: what to draw.
        region: where its panel stands.
        upto: last epoch whose value is known; 0 draws the axes alone.
        playhead: epoch that is marked on the axis.

    """
    plot = add_axes(builder, palette, curve, region, playhead=playhead)
    points = curve.place(curve.known(upto), plot)
    if len(points):
        builder.curve(points, palette.text)
        builder.strokes(points[-1:], points[-1:], palette.accent, width=0.012)
    add_leaving(builder, palette, curve, plot, upto=upto)


def add_leaving(
    builder: FrameBuilder, palette: Palette, curve: Curve, plot: Region, *, upto: int
) -> None:
    """Say in the plot that a curve has left its axis, where it has."""
    if curve.leaves(upto):
        lines = wrapped(curve.beyond, "sans", widest=plot.width / TICK_HEIGHT)
        below = (plot.top + plot.bottom) / 2 + LEAVING_PITCH * np.arange(len(lines))
        places = np.column_stack([np.full(len(lines), plot.right), below])
        builder.labels(lines, places, palette.strange, height=TICK_HEIGHT, anchor=RIGHT)


def add_axes(
    builder: FrameBuilder,
    palette: Palette,
    curve: Curve,
    region: Region,
    *,
    playhead: int,
    room_above: float = 0.0,
) -> Region:
    """Add the panel of a curve, its axes and the playhead; return where the curve is plotted."""
    title = curve.title[:1].upper() + curve.title[1:]
    room_above += add_panel_of_lines(builder, palette, region, title)
    low, high = curve.limits
    ticks = decade_ticks(low, high) if curve.logarithmic else round_ticks(low, high)
    height = region.height - PLOT_TOP - room_above - PLOT_BOTTOM
    ticks = ticks[:: math.ceil(len(ticks) * TICK_PITCH / max(height, TICK_PITCH))]
    texts = [tick_text(tick, logarithmic=curve.logarithmic) for tick in ticks]
    wide = max(extent(text, "sans") for text in texts) * TICK_HEIGHT
    plot = Region(
        region.left + max(PLOT_LEFT, PADDING + wide + TICK_GAP),
        region.top + PLOT_TOP + room_above,
        region.right - PLOT_RIGHT,
        region.bottom - PLOT_BOTTOM,
    )
    heights = plot.bottom - share_of_axis(ticks, *curve.limits, curve.logarithmic) * plot.height
    _add_ticks(builder, palette, plot, heights, texts)
    add_epoch_axis(builder, palette, curve, plot)
    x = curve.across(np.array([playhead]), plot)[0]
    builder.strokes([[x, plot.top]], [[x, plot.bottom]], palette.quiet_text, width=0.0018)
    return plot


def _add_ticks(
    builder: FrameBuilder,
    palette: Palette,
    plot: Region,
    heights: NDArray[np.float64],
    texts: list[str],
) -> None:
    """Add lines at the heights of the ticks, and what these say."""
    left, right = np.full_like(heights, plot.left), np.full_like(heights, plot.right)
    start, end = np.column_stack([left, heights]), np.column_stack([right, heights])
    builder.strokes(start, end, palette.rule, width=0.0014)
    places = np.column_stack([left - TICK_GAP, heights + 0.008])
    builder.labels(texts, places, palette.quiet_text, height=TICK_HEIGHT, anchor=RIGHT)
