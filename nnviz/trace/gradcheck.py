"""The gradient check of what was recorded, or is to be trained."""

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import TraceDamagedError, TraceError
from nnviz.learning import gradcheck
from nnviz.learning.experiment import Experiment
from nnviz.learning.gradcheck import GradientCheck, blank_step, check_step
from nnviz.learning.network import Network
from nnviz.learning.step import NO_RECORD, Step
from nnviz.trace.trace import Trace


def check_gradients(source: Experiment | Trace, *, epoch: int | None = None) -> GradientCheck:
    """Compare backpropagation with central differences in a step of a training.

    Args:
        source: an experiment, which is trained up to that step; or a trace, whose recorded weights,
            biases, batch and dropout of that step are taken. Where it holds not all of these, its
            `notes` say what was taken in their place.
        epoch: in its last step; None: in the first step, of a trace the first that was recorded.

    Returns:
        How well all weights and biases agree, in the order of the layers, and what could not be
        compared.

    Raises:
        ExperimentError: there is no such epoch, or training has diverged there.
        TraceError: that epoch was not recorded, or its weights were not, or the trace holds no
            experiment.

    """
    if isinstance(source, Experiment):
        return gradcheck.check_gradients(source, epoch=epoch)
    if not len(source.steps):
        raise TraceError(f"{source.path}: holds no step yet; record it again")
    if (experiment := source.experiment) is None:
        raise TraceError(
            f"{source.path}: holds no experiment, only what another program computed; check the"
            " gradients in that one"
        )
    per_epoch = experiment.steps_per_epoch
    number = int(source.steps[0]) if epoch is None else epoch * per_epoch
    if epoch is not None and epoch not in source.epochs:
        source.at("loss", epoch=epoch)  # says which epochs were recorded
    rows, notes = _batch(source, number)
    step = blank_step(experiment, len(rows))
    notes += _fill(step, source, number, rows)
    network = Network(experiment.network, experiment.regularization)
    targets = source.dataset.targets[rows]
    with np.errstate(all="ignore"):
        network.forward(step)
        network.compare(step, targets)
        network.backward(step, targets)
        network.gradients(step)
    return check_step(experiment, step, targets, number=number, notes=notes)


def _batch(trace: Trace, number: int) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """Return the rows of the trace's records that a step learned from, and what they lack."""
    held, every = len(trace.dataset.inputs), trace.dataset.size
    rows = np.arange(held)
    if held < every:
        return rows, (
            f"the trace holds {held:,} of {every:,} records: the slopes are those of their loss, "
            "not those that trained; name its scene to check these",
        )
    if not trace.training.by_batches:
        return rows, ()
    if "records" not in trace.names:
        return rows, (
            "the trace says not which records a step learned from: the slopes are those of all",
        )
    rows_of_step = trace.at("records", step=number)
    rows_of_step = rows_of_step[rows_of_step != NO_RECORD]
    if not len(rows_of_step) or not np.isin(rows_of_step, rows).all():
        raise TraceDamagedError(
            f"{trace.path}: damaged: step {number:,} learns from records that it does not have"
        )
    return rows_of_step.astype(np.int64), ()


def _fill(step: Step, trace: Trace, number: int, rows: NDArray[np.int64]) -> tuple[str, ...]:
    """Fill in what a step begins with, and return what was not recorded of it."""
    step.activations[0][...] = trace.dataset.inputs[rows]
    for kind, arrays in (("weights", step.weights), ("biases", step.biases)):
        for k, array in arrays.items():
            array[...] = trace.at(f"{kind}/{k}", step=number)
    missing = [k for k in step.masks if f"masks/{k}" not in trace.names]
    for k, mask in step.masks.items():
        mask[...] = 1.0 if missing else trace.at(f"masks/{k}", step=number)
    return ("the trace holds no masks: nobody is silenced",) if missing else ()
