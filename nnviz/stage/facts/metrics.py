"""Metrics: loss and accuracy over the epochs, of what is learned and of what is held out."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

import numpy as np

from nnviz.picture.numerals import ERROR_DECIMALS, numeral
from nnviz.stage.facts.curve import Curve
from nnviz.stage.facts.mean_loss import mean_loss, records_of
from nnviz.stage.wording import Wording
from nnviz.trace.trace import Trace


def metric_curves(trace: Trace, quantity: str, wording: Wording) -> tuple[Curve, ...]:
    """Return the curves of `loss` or `accuracy`, of training first; none where none is recorded.

    Losses are means over records. Where training goes by batches, that of training is of all
    training records, without dropout.
    """
    training = wording.training_points
    masked = training
    if trace.network.has_dropout:
        masked = wording.with_dropout.format(records=training)
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


def race_results(trace: Trace, wording: Wording) -> Mapping[tuple[str, str], Curve]:
    """Return what a training comes to besides what is watched of it.

    That is its loss on what is held out and its accuracies, as far as they are recorded, each by
    what it is and over which records.
    """
    kinds = ("loss", loss_name(trace, wording)), ("accuracy", wording.accuracy)
    return MappingProxyType(
        {
            (name, curve.title): curve
            for quantity, name in kinds
            for curve in metric_curves(trace, quantity, wording)
            if quantity == "accuracy" or curve.title == wording.held_out_points
        }
    )


@dataclass(frozen=True, eq=False, slots=True)
class WatchedMetric:
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


def watched_metric(trace: Trace, loss: str | None, wording: Wording) -> WatchedMetric:
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
        if loss == "loss" and trace.network.has_dropout:
            records = wording.with_dropout.format(records=records)
        title = wording.over.format(value=name, records=records)
    return WatchedMetric(name, Curve(title, trace.epochs, values, wording.epoch_axis))


def loss_name(trace: Trace, wording: Wording) -> str:
    """Return what the mean loss is called, which has no penalty in it."""
    return wording.mean_data_loss if "penalty" in trace.names else wording.mean_loss


def error_name(trace: Trace, wording: Wording) -> str:
    """Return what the error of an epoch is called: it is that of the epoch's last step."""
    count = trace.training.records_in_last_step
    records = wording.records_in(count)
    if trace.training.by_batches:
        records = wording.last_batch.format(count=count)
    if trace.network.has_dropout:
        records = wording.with_dropout.format(records=records)
    return wording.over.format(value=wording.mean_error, records=records)
