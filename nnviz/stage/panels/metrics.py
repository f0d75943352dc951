"""Measured: loss and accuracy over the epochs, of what is learned and of what is held out."""

from collections.abc import Sequence

import numpy as np

from nnviz.picture.builder import RIGHT, FrameBuilder
from nnviz.picture.dashes import STYLES, dashed
from nnviz.picture.palette import Palette
from nnviz.picture.regions import Region
from nnviz.picture.typography import extent
from nnviz.stage.facts.curve import Curve
from nnviz.stage.panels.curves import PLOT_TOP, add_axes, add_leaving
from nnviz.stage.panels.epoch_axis import TICK_HEIGHT
from nnviz.stage.panels.ground import PADDING, TITLE_HEIGHT, TITLE_LINE

Style = tuple[float, ...]  # see `nnviz.picture.dashes`

KEY_LINE = 0.03  # from the title to the key, where it has no room beside it
BESIDE_TITLE = 0.03  # from the title to a key beside it
SAMPLE, GAP = 0.025, 0.006  # length of a line of the key, and what lies beside it; picture units


def add_metric_curves(
    builder: FrameBuilder,
    palette: Palette,
    title: str,
    curves: Sequence[Curve],
    region: Region,
    *,
    upto: int,
    playhead: int,
    highest: float | None = None,
) -> None:
    """Add the panel of several curves on the same axes, with a key.

    Args:
        builder: what it is added to.
        palette: the colours.
        title: of the panel.
        curves: what to draw; their titles are their names.
        region: where the panel stands.
        upto: last epoch whose values are known; 0 draws the axes alone.
        playhead: epoch that is marked on the axis.
        highest: where the axis ends; None: above all values.

    """
    top = highest if highest is not None else max(curve.limits[1] for curve in curves)
    ends = curves[0].epochs[[0, -1]]
    axes = Curve(title, ends, np.array([0.0, top / 1.1]), curves[0].axis)
    shown = title[:1].upper() + title[1:]
    room = region.width - 2 * PADDING - extent(shown, "sans") * TITLE_HEIGHT - BESIDE_TITLE
    lines = _key_lines(curves, region.width - 2 * PADDING)
    below = 0.0 if len(lines) == 1 and _key_width(curves) <= room else KEY_LINE * len(lines)
    plot = add_axes(builder, palette, axes, region, playhead=playhead, room_above=below)
    inks = palette.text, palette.quiet_text
    for curve, style, ink in reversed(list(zip(curves, STYLES, inks, strict=False))):
        known = curve.known(upto)
        points = axes.place_values(curve.epochs[known], curve.values[known], plot)
        if len(points):
            builder.strokes(*dashed(points, style), ink, width=0.0035)
            builder.strokes(points[-1:], points[-1:], palette.accent, width=0.011)
    add_leaving(builder, palette, curves[0], plot, upto=upto)
    last = plot.top - PLOT_TOP + TITLE_LINE
    for number, line in enumerate(reversed(lines)):
        _key(builder, palette, line, (region.right - PADDING, last - number * KEY_LINE))


def _key_lines(curves: Sequence[Curve], room: float) -> list[list[tuple[Curve, Style]]]:
    """Return the curves with their styles on one line of the key, or each on a line of its own."""
    styled = list(zip(curves, STYLES, strict=False))
    return [styled] if _key_width(curves) <= room else [[each] for each in styled]


def _key_width(curves: Sequence[Curve]) -> float:
    """Return how wide the key is on one line, picture units."""
    words = sum(extent(curve.title, "sans") for curve in curves) * TICK_HEIGHT
    return words + len(curves) * (SAMPLE + GAP) + (len(curves) - 1) * 2 * GAP


def _key(
    builder: FrameBuilder,
    palette: Palette,
    styled: Sequence[tuple[Curve, Style]],
    end: tuple[float, float],
) -> None:
    """Say of what each line is, from right to left."""
    right, base = end
    for curve, style in reversed(styled):
        ink = palette.quiet_text
        builder.labels([curve.title], [right, base], ink, height=TICK_HEIGHT, anchor=RIGHT)
        right -= extent(curve.title, "sans") * TICK_HEIGHT + GAP
        line = np.array([[right - SAMPLE, base - 0.008], [right, base - 0.008]], dtype=np.float32)
        builder.strokes(*dashed(line, style), ink, width=0.0035)
        right -= SAMPLE + 2 * GAP
