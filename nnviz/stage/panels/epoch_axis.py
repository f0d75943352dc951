"""The epoch axis: ticks at round epochs, as many as find room, and what the axis is."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.palette import Palette
from nnviz.picture.regions import Region
from nnviz.picture.typography import extent
from nnviz.stage.facts.curve import Curve

TICK_HEIGHT = 0.025  # of the font, picture units
BASELINE = 0.033  # below the axis
APART, LEAST_APART = 0.018, 0.008  # between two texts; beside the name of the axis


def add_epoch_axis(builder: FrameBuilder, palette: Palette, curve: Curve, plot: Region) -> None:
    """Add ticks, their numbers and, if it fits between two of these, what the axis is."""
    epochs = epoch_ticks(curve, plot)
    spans, base = _spans(curve, epochs, plot), plot.bottom + BASELINE
    for x in curve.across(np.array(epochs[1:-1]), plot):
        builder.strokes([[x, plot.top]], [[x, plot.bottom]], palette.rule, width=0.0014)
    gaps = spans[1:, 0] - spans[:-1, 1]
    widest = int(gaps.argmax())
    texts, middles = [f"{epoch:,}" for epoch in epochs], spans.mean(axis=1).tolist()
    if gaps[0] < LEAST_APART:  # the last epoch alone has room
        texts, middles = texts[1:], middles[1:]
    if gaps[widest] >= extent(curve.axis, "sans") * TICK_HEIGHT + 2 * LEAST_APART:
        texts.append(curve.axis)
        middles.append((spans[widest, 1] + spans[widest + 1, 0]) / 2)
    places = np.column_stack([middles, np.full(len(middles), base)])
    builder.labels(texts, places, palette.quiet_text, height=TICK_HEIGHT, anchor=(0.5, 0.0))


def epoch_ticks(curve: Curve, plot: Region) -> list[int]:
    """Return the first and the last epoch, and of a logarithmic axis the powers of ten between.

    There are as many of these as leave room for their numbers, and between two for the axis's name.
    """
    first, last = int(curve.epochs[0]), max(int(curve.epochs[-1]), int(curve.epochs[0]) + 1)
    decades = [10**power for power in range(len(str(last))) if first < 10**power < last]
    if curve.logarithmic_epochs:
        name = extent(curve.axis, "sans") * TICK_HEIGHT + 2 * APART
        for every in range(1, len(decades) + 1):
            for last_one in (len(decades), -1):  # which may stand close to the end
                ticks = [first, *decades[:last_one][::every], last]
                spans = _spans(curve, ticks, plot)
                gaps = spans[1:, 0] - spans[:-1, 1]
                if (gaps >= APART).all() and gaps.max() >= name:
                    return ticks
    return [first, last]


def _spans(curve: Curve, epochs: Sequence[int], plot: Region) -> NDArray[np.float64]:
    """Return (n, 2) where the numbers of ticks begin and end: below them, within the plot."""
    wide = np.array([extent(f"{epoch:,}", "sans") for epoch in epochs]) * TICK_HEIGHT
    low = curve.across(np.array(epochs), plot) - wide / 2
    low = np.clip(low, plot.left, plot.right - wide)
    return np.column_stack([low, low + wide])
