"""Curves: the error and the size of the updates over the epochs, with the playhead on them."""

import numpy as np
from numpy.typing import NDArray

from nnviz.picture.builder import LEFT, RIGHT, FrameBuilder
from nnviz.picture.numerals import brief
from nnviz.picture.palette import Palette
from nnviz.picture.regions import Region
from nnviz.picture.typography import extent
from nnviz.picture.wrapping import wrapped
from nnviz.stage.facts.curve import Curve, share_of_axis
from nnviz.stage.panels.ground import PADDING, add_panel

TICK_HEIGHT = 0.0225
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
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
    room_at_right: float = 0.0,
    room_above: float = 0.0,
) -> Region:
    """Add the panel of a curve, its axes and the playhead; return where the curve is plotted."""
    low, high = curve.limits
    ticks = _ticks(low, high, logarithmic=curve.logarithmic)
    texts = [tick_text(tick, logarithmic=curve.logarithmic) for tick in ticks]
    wide = max(extent(text, "sans") for text in texts) * TICK_HEIGHT
    plot = Region(
        region.left + max(PLOT_LEFT, PADDING + wide + TICK_GAP),
        region.top + PLOT_TOP + room_above,
        region.right - PLOT_RIGHT - room_at_right,
        region.bottom - PLOT_BOTTOM,
    )
    add_panel(builder, palette, region, curve.title[:1].upper() + curve.title[1:])
    heights = plot.bottom - share_of_axis(ticks, *curve.limits, curve.logarithmic) * plot.height
    _add_ticks(builder, palette, plot, heights, texts)
    _add_epochs(builder, palette, curve, plot)
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


def _add_epochs(builder: FrameBuilder, palette: Palette, curve: Curve, plot: Region) -> None:
    """Add the ends of the horizontal axis and what it is."""
    base = plot.bottom + 0.032
    first, last = (f"{epoch:,}" for epoch in curve.epochs[[0, -1]])
    builder.labels([first], [plot.left, base], palette.quiet_text, height=TICK_HEIGHT, anchor=LEFT)
    builder.labels([last], [plot.right, base], palette.quiet_text, height=TICK_HEIGHT, anchor=RIGHT)
    middle = (plot.left + plot.right) / 2
    builder.labels(
        [curve.axis], [middle, base], palette.quiet_text, height=TICK_HEIGHT, anchor=(0.5, 0)
    )


def _ticks(low: float, high: float, *, logarithmic: bool) -> NDArray[np.float64]:
    """Return a few round values between the limits."""
    if logarithmic:
        decades = np.arange(round(np.log10(low)), round(np.log10(high)) + 1)
        return np.asarray(10.0 ** decades[:: max(len(decades) // 4, 1)])
    decade = float(10.0 ** np.floor(np.log10(high - low)))
    steps = (share * decade for share in (0.2, 0.5, 1.0, 2.0, 5.0))
    step = next(step for step in steps if (high - low) / step <= 4)
    return np.asarray(np.arange(np.ceil(low / step), np.floor(high / step) + 1) * step)


def tick_text(tick: float, *, logarithmic: bool) -> str:
    """Return a round value as an axis says it: on a logarithmic one as a power of ten."""
    if not logarithmic:
        return brief(tick)
    return "10" + str(round(np.log10(tick))).translate(SUPERSCRIPTS)
