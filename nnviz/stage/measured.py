"""Measured: loss and accuracy over the epochs, of what is learned and of what is held out."""

from collections.abc import Sequence

import numpy as np

from nnviz.learning.experiment import Experiment
from nnviz.stage.curves import TICK_HEIGHT, Curve, add_axes, add_leaving
from nnviz.stage.dashes import STYLES, dashed
from nnviz.stage.palette import Palette
from nnviz.stage.panel import PADDING, TITLE_LINE
from nnviz.stage.regions import Region
from nnviz.stage.sketch import RIGHT, Sketch
from nnviz.stage.typography import extent
from nnviz.stage.wording import Wording
from nnviz.trace.trace import Trace

SAMPLE, GAP = 0.025, 0.006  # length of a line of the key, and what lies beside it; picture units


def measured(trace: Trace, quantity: str, wording: Wording) -> tuple[Curve, ...]:
    """Return the curves of `loss` or `accuracy`, of training first; none where none is recorded.

    Where training goes by batches, that of training is of all training records, without dropout.
    """
    silences = any(layer.dropout for layer in trace.experiment.layers)
    masked = wording.training_with_dropout if silences else wording.training_points
    kinds = (
        {f"training_{quantity}": wording.training_points, quantity: masked},
        {f"held_out_{quantity}": wording.held_out_points},
    )
    return tuple(
        Curve(titles[found], trace.epochs, trace.series(found), wording.epoch_axis)
        for titles in kinds
        for found in [name for name in titles if name in trace.names][:1]
    )


def error_name(experiment: Experiment, wording: Wording) -> str:
    """Return what the error of an epoch is called: it is that of the epoch's last step."""
    if experiment.batch_size is not None:
        return wording.batch_error
    silences = any(layer.dropout for layer in experiment.layers)
    return wording.dropout_error if silences else wording.mean_absolute_error


def add_measured(
    sketch: Sketch,
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
        sketch: what it is added to.
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
    plot = add_axes(sketch, palette, axes, region, playhead=playhead)
    inks = palette.text, palette.quiet_text
    for curve, style, ink in reversed(list(zip(curves, STYLES, inks, strict=False))):
        known = curve.known(upto)
        points = axes.place_values(curve.epochs[known], curve.values[known], plot)
        if len(points):
            sketch.strokes(*dashed(points, style), ink, width=0.0035)
            sketch.strokes(points[-1:], points[-1:], palette.accent, width=0.011)
    add_leaving(sketch, palette, curves[0], plot, upto=upto)
    if len(curves) > 1:
        _key(sketch, palette, curves, region)


def _key(sketch: Sketch, palette: Palette, curves: Sequence[Curve], region: Region) -> None:
    """Say at the upper right which line is which, from right to left."""
    right, base = region.right - PADDING, region.top + TITLE_LINE
    for curve, style in reversed(list(zip(curves, STYLES, strict=False))):
        ink = palette.quiet_text
        sketch.labels([curve.title], [right, base], ink, height=TICK_HEIGHT, anchor=RIGHT)
        right -= extent(curve.title, "sans") * TICK_HEIGHT + GAP
        line = np.array([[right - SAMPLE, base - 0.008], [right, base - 0.008]], dtype=np.float32)
        sketch.strokes(*dashed(line, style), ink, width=0.0035)
        right -= SAMPLE + 2 * GAP
