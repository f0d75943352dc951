"""Layer sizes: how large the deltas and the updates of each layer are.

They say at a glance whether the gradient vanishes or explodes on its way to the first layers.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nnviz.stage.facts.step_arrays import StepArrays, Values
from nnviz.trace.trace import Trace

DEEP = 5  # layers of weights from which on a network is a deep one
SAMPLED = 16  # epochs that the axis follows
LARGEST = 308  # of these, the largest power that can be computed
WIDEST = 12  # decades of the axis: what is smaller is 0 beside the rest


@dataclass(frozen=True, eq=False)
class LayerSizes:
    """The sizes in one step.

    Attributes:
        step: what was recorded.

    """

    step: StepArrays

    @cached_property
    def deltas(self) -> Values:
        """(layers,) mean absolute delta over the nodes and the recorded records, layer 1 first."""
        return _means(self.step.deltas[1:])

    @cached_property
    def updates(self) -> Values:
        """(layers,) mean absolute update over the weights that lead to each layer."""
        return _means(self.step.updates)


def size_limits(trace: Trace, settled: int) -> tuple[float, float]:
    """Return the powers of ten between which the sizes lie at some epochs, from first to last.

    Args:
        trace: the recording.
        settled: how many of its epochs the axis follows, see `Survey`.

    Raises:
        TraceError: the trace is damaged.

    """
    layers = len(trace.network.layers)
    chosen = np.linspace(0, settled - 1, min(SAMPLED, settled)).astype(int)
    names = [
        *(f"deltas/{layer}" for layer in range(1, layers + 1)),
        *(f"updates/{layer}" for layer in range(layers)),
    ]
    read = (trace.at(name, epoch=int(epoch)) for epoch in trace.epochs[chosen] for name in names)
    sizes = _means(tuple(read))
    sizes = sizes[np.isfinite(sizes) & (sizes > np.finfo(float).tiny)]
    if not len(sizes):
        return 0.1, 1.0
    low, high = np.floor(np.log10(sizes.min())), np.ceil(np.log10(sizes.max()))
    high = min(max(high, low + 1), LARGEST)
    return float(10.0 ** max(low, high - WIDEST)), float(10.0**high)


@np.errstate(over="ignore", invalid="ignore")  # a training may diverge
def _means(arrays: tuple[Values, ...]) -> Values:
    return np.array([np.abs(values).mean() for values in arrays])
