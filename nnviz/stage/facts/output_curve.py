"""The output curve: what a network of one input and one output says over its input.

It is computed by the forward pass of `nnviz.learning` from the recorded weights and biases of an
epoch. Where there is one hidden layer, each of its nodes adds its part: its activation times the
weight to the output. With the bias these parts add up to what goes into the output's activation.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from nnviz.learning.network import Network
from nnviz.stage.facts.plane import SHORTEST
from nnviz.stage.facts.points import column_names, features_of
from nnviz.stage.facts.step_arrays import StepArrays, Values
from nnviz.trace.trace import Trace

SAMPLES = 161  # of the input, at equal steps
STEPS_KEPT = 32  # of which the curves stay at hand
MARGIN, ROOM = 0.06, 0.3  # of the ranges of inputs and of targets, on each side of them
FARTHEST = 1e150  # that an axis reaches; what is computed with its ends stays finite
MOST_PARTS = 12  # hidden nodes whose parts can be told apart


@dataclass(frozen=True, eq=False, slots=True)
class StepCurve:
    """What a step says over the input.

    Attributes:
        outputs: (SAMPLES,) of the network.
        parts: (SAMPLES, hidden nodes) what each adds; no nodes: there are several hidden layers,
            none, or one with many nodes.
        weights: (hidden nodes,) from them to the output.

    """

    outputs: Values
    parts: Values
    weights: Values


class OutputCurve:
    """The curve of one output over one input.

    Attributes:
        low: (2,) where the axes of input and output begin.
        high: (2,) where they end.
        name: what the input is called.
        inputs: (SAMPLES,) at which the network is asked.
        training: (n, 2) input and target of the records that are learned from.
        held_out: (m, 2) likewise of those that are not.
        curve_of: gives what a step says.

    """

    def __init__(self, trace: Trace) -> None:
        data = trace.dataset
        names = column_names(trace)
        self.name = names[0] if len(names) == 1 else "x"
        self.training = np.hstack([data.inputs, data.targets])
        held_out = data.held_out
        self.held_out = (
            np.empty((0, 2)) if held_out is None else np.hstack([held_out.inputs, held_out.targets])
        )
        every = np.concatenate([self.training, self.held_out])
        low, high = every.min(axis=0), every.max(axis=0)
        reach = np.where(high - low > SHORTEST, high - low, np.maximum(np.abs(high), 1.0))
        room = reach * [MARGIN, ROOM]
        self.low, self.high = low - room, high + room
        self.inputs = np.linspace(self.low[0], self.high[0], SAMPLES)
        self._network = Network(trace.network)
        self.curve_of: Callable[[StepArrays], StepCurve] = lru_cache(STEPS_KEPT)(self._curve_of)

    def place_of(self, step: StepArrays, row: int) -> Values | None:
        """Return (2,) input and target of a row of a step; None where that is beyond the axes."""
        place = np.array([step.activations[0][row, 0], step.targets[row, 0]])
        return place if ((place >= self.low) & (place <= self.high)).all() else None

    def _curve_of(self, step: StepArrays) -> StepCurve:
        weights = dict(enumerate(step.weights))
        biases = {k: bias for k, bias in enumerate(step.biases) if bias.size}
        inputs = self.inputs[:, None]
        with np.errstate(all="ignore"):  # a training may diverge
            said = self._network.predict_layers(inputs, weights=weights, biases=biases)
            *hidden, outputs = [activations for _, activations in said]
            if len(hidden) != 1 or hidden[0].shape[1] > MOST_PARTS:
                return StepCurve(outputs[:, 0], np.empty((SAMPLES, 0)), np.empty(0))
            last = step.weights[-1][:, 0]
            return StepCurve(outputs[:, 0], hidden[0] * last, last)


def output_curve_of(trace: Trace) -> OutputCurve | None:
    """Return the curve of a trace; None where it has more inputs or outputs than one."""
    widths, data = trace.network.widths, trace.dataset
    if (widths[0], widths[-1]) != (1, 1) or features_of(trace):
        return None
    farthest = max(np.abs(data.inputs).max(), np.abs(data.targets).max())
    return None if farthest > FARTHEST else OutputCurve(trace)
