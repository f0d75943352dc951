"""The arrays of a step: everything that was computed in one epoch, as the stage reads it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.trace.trace import Trace

Values = NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class StepArrays:
    """The recorded arrays of one epoch, by layer.

    Arrays of nodes are (n_records, units), arrays of edges (units, units of the next layer). What
    belongs to the layers from 1 on has an empty array for layer 0, so that indices are layers.

    Attributes:
        epoch: its number, from 1.
        records: (n_records,) int64, which of the training records the rows are, from 0.
        targets: (n_records, outputs) what the outputs should be.
        activations: of every layer, the input first.
        preactivations: weighted sums that go into the activations.
        derivatives: slopes of the activation functions.
        errors: −∂loss/∂activation: by how much each activation should be more. What the picture
            calls error, target − output, is in `differences`.
        deltas: −∂loss/∂preactivation.
        weights: before the update of this epoch.
        updates: what the epoch added to them.
        weights_after: their sums, as training computed them.
        biases: (units of the next layer,) before the update; empty where a layer has none.
        masks: where dropout silences some of the units, 0 for these; else empty.
        mean_absolute_error: over the outputs of all records that the step learned from, with the
            nodes silent that dropout silenced.

    """

    epoch: int
    records: NDArray[np.int64]
    targets: Values
    activations: tuple[Values, ...]
    preactivations: tuple[Values, ...]
    derivatives: tuple[Values, ...]
    errors: tuple[Values, ...]
    deltas: tuple[Values, ...]
    weights: tuple[Values, ...]
    updates: tuple[Values, ...]
    weights_after: tuple[Values, ...]
    biases: tuple[Values, ...]
    masks: tuple[Values, ...]
    mean_absolute_error: float

    @property
    def differences(self) -> Values:
        """(n_records, outputs) the errors: target − output, before the loss weighs them."""
        return np.asarray(self.targets - self.activations[-1])


NEEDED = frozenset(
    {
        "activations",
        "preactivations",
        "derivatives",
        "activation_deltas",
        "deltas",
        "weights",
        "updates",
    }
)
"""The quantities without which there is no picture."""


def where_of(trace: Trace, epoch: int, *, first: bool = False) -> dict[str, int]:
    """Return where a trace has what is shown of an epoch, for `Trace.at` and `Trace.rows`.

    Args:
        trace: the recording.
        epoch: of whose last step.
        first: take the training's first step in its place, where it was recorded.

    """
    return {"step": 1} if first and trace.steps[0] == 1 else {"epoch": epoch}


def step_arrays(trace: Trace, epoch: int, *, first: bool = False) -> StepArrays:
    """Return what the trace recorded at `epoch`: of its last step, or of the training's first.

    Args:
        trace: the recording.
        epoch: of whose last step.
        first: take the training's first step in its place, where it was recorded: weights before
            any update, which the last step of an epoch of batches does not have.

    Raises:
        TraceError: the epoch was not recorded, or the trace is damaged there.

    """
    layers = len(trace.network.layers)
    nothing = np.empty((0, 0))
    where = where_of(trace, epoch, first=first)

    def read(name: str, first: int, last: int) -> tuple[Values, ...]:
        values = [trace.at(f"{name}/{layer}", **where) for layer in range(first, last + 1)]
        return (nothing,) * first + tuple(values)

    def read_some(name: str, layer: int, otherwise: Values) -> Values:
        there = f"{name}/{layer}" in trace.names
        return trace.at(f"{name}/{layer}", **where) if there else otherwise

    rows = trace.rows(**where)
    return StepArrays(
        epoch=epoch,
        records=trace.record_numbers[rows] - 1,
        targets=trace.dataset.targets[rows],
        activations=read("activations", 0, layers),
        preactivations=read("preactivations", 1, layers),
        derivatives=read("derivatives", 1, layers),
        errors=read("activation_deltas", 1, layers),
        deltas=read("deltas", 1, layers),
        weights=read("weights", 0, layers - 1),
        updates=read("updates", 0, layers - 1),
        weights_after=tuple(trace.after(f"weights/{k}", **where) for k in range(layers)),
        biases=tuple(read_some("biases", k, np.empty(0)) for k in range(layers)),
        masks=tuple(read_some("masks", k, nothing) for k in range(layers + 1)),
        mean_absolute_error=float(trace.at("mean_absolute_error", **where)),
    )
