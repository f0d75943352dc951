"""Measured: loss and accuracy over the epochs, of what is learned and of what is held out."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from nnviz.stage.curves import TICK_HEIGHT, Curve, add_axes, add_leaving
from nnviz.stage.dashes import STYLES, dashed
from nnviz.stage.mean_loss import mean_loss, records_of
from nnviz.stage.numerals import ERROR_DECIMALS, numeral
from nnviz.stage.palette import Palette
from nnviz.stage.panel import PADDING, TITLE_LINE
from nnviz.stage.regions import Region
from nnviz.stage.sketch import RIGHT, Sketch
from nnviz.stage.typography import extent
from nnviz.stage.wording import Wording
from nnviz.trace.trace import Trace

KEY_LINE = 0.03  # from the title to the key
SAMPLE, GAP = 0.025, 0.006  # length of a line of the key, and what lies beside it; picture units


def measured(trace: Trace, quantity: str, wording: Wording) -> tuple[Curve, ...]:
    """Return the curves of `loss` or `accuracy`, of training first; none where none is recorded.

    Losses are means over records. Where training goes by batches, that of training is of all
    training records, without dropout.
    """
    training = wording.training_points
    masked = wording.with_dropout.format(records=training) if silences(trace) else training
    kinds = (
        {f"training_{quantity}": training, quantity: masked},
        {f"held_out_{quantity}": wording.held_out_points},
    )
    read = partial(mean_loss, trace) if quantity == "loss" else trace.series
    return tuple(
        Curve(titles[found], trace.epochs, read(found), wording.epoch_axis)
        for titles in kinds
        for found in [name for name in titles if name in trace.names][:1]
    )


@dataclass(frozen=True, eq=False, slots=True)
class Watched:
    """What says whether a training learns.

    Attributes:
        name: what its values are called, in short.
        curve: over the epochs; its title says what it is over, too.

    """

    name: str
    curve: Curve

    def told(self, epoch: int) -> str:
        """Return its value at an epoch, with its name."""
        value = self.curve.values[np.searchsorted(self.curve.epochs, epoch)]
        return f"{self.name} {numeral(value, ERROR_DECIMALS)}"


def watched(trace: Trace, loss: str | None, wording: Wording) -> Watched:
    """Return what says whether a training learns.

    Args:
        trace: its recording.
        loss: the name of a recorded loss, of which the mean is taken; None: the mean error.
        wording: texts of one language.

    """
    if loss is None:
        name, title = wording.mean_error, error_name(trace, wording)
        values = trace.series("mean_absolute_error")
    else:
        name, values = loss_name(trace, wording), mean_loss(trace, loss)
        records = wording.records_in(records_of(trace, loss))
        if loss == "loss" and silences(trace):
            records = wording.with_dropout.format(records=records)
        title = wording.over.format(value=name, records=records)
    return Watched(name, Curve(title, trace.epochs, values, wording.epoch_axis))


def loss_name(trace: Trace, wording: Wording) -> str:
    """Return what the mean loss is called, which has no penalty in it."""
    return wording.mean_data_loss if "penalty" in trace.names else wording.mean_loss


def error_name(trace: Trace, wording: Wording) -> str:
    """Return what the error of an epoch is called: it is that of the epoch's last step."""
    count = trace.experiment.samples_of_last_step
    records = wording.records_in(count)
    if trace.experiment.batch_size is not None:
        records = wording.last_batch.format(count=count)
    if silences(trace):
        records = wording.with_dropout.format(records=records)
    return wording.over.format(value=wording.mean_error, records=records)


def silences(trace: Trace) -> bool:
    """Return whether some nodes are silent while a training learns."""
    return any(layer.dropout for layer in trace.experiment.layers)


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
    plot = add_axes(sketch, palette, axes, region, playhead=playhead, room_above=KEY_LINE)
    inks = palette.text, palette.quiet_text
    for curve, style, ink in reversed(list(zip(curves, STYLES, inks, strict=False))):
        known = curve.known(upto)
        points = axes.place_values(curve.epochs[known], curve.values[known], plot)
        if len(points):
            sketch.strokes(*dashed(points, style), ink, width=0.0035)
            sketch.strokes(points[-1:], points[-1:], palette.accent, width=0.011)
    add_leaving(sketch, palette, curves[0], plot, upto=upto)
    _key(sketch, palette, curves, region)


def _key(sketch: Sketch, palette: Palette, curves: Sequence[Curve], region: Region) -> None:
    """Say below the title of what each line is, from right to left."""
    right, base = region.right - PADDING, region.top + TITLE_LINE + KEY_LINE
    for curve, style in reversed(list(zip(curves, STYLES, strict=False))):
        ink = palette.quiet_text
        sketch.labels([curve.title], [right, base], ink, height=TICK_HEIGHT, anchor=RIGHT)
        right -= extent(curve.title, "sans") * TICK_HEIGHT + GAP
        line = np.array([[right - SAMPLE, base - 0.008], [right, base - 0.008]], dtype=np.float32)
        sketch.strokes(*dashed(line, style), ink, width=0.0035)
        right -= SAMPLE + 2 * GAP
