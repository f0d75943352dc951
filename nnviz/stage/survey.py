"""A survey: what has to be known of a whole training before any moment of it can be drawn.

One scale serves a whole film, and the curves span it; both need one pass over the trace. It is
read in stretches, so that memory does not grow with the number of epochs.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.trace.trace import Trace

STRETCH = 2048  # epochs read at a time, fewer of a large network
STRETCH_BYTES = 32 << 20  # of its largest tensor


@dataclass(frozen=True, eq=False, slots=True)
class Survey:
    """Facts of a whole training.

    Attributes:
        epochs: (n,) int64, the recorded epochs.
        error: (n,) float64, mean absolute error at each.
        update_size: (n,) float64, Euclidean length of all weight updates of each.
        largest_weight: largest finite absolute value of any weight, 1 where all are zero.
        largest_activations: likewise of the activations of each layer, at least 1.

    """

    epochs: NDArray[np.int64]
    error: NDArray[np.float64]
    update_size: NDArray[np.float64]
    largest_weight: float
    largest_activations: tuple[float, ...]


@np.errstate(over="ignore", invalid="ignore")  # a training may diverge
def survey(trace: Trace) -> Survey:
    """Return the facts of a trace."""
    layers = range(len(trace.experiment.layers))
    squares = np.zeros(len(trace.epochs))
    largest_weight = 0.0
    largest = [1.0] * (len(layers) + 1)
    for first, last, rows in _stretches(trace):
        for layer in layers:
            weights = trace.between(f"weights/{layer}", first=first, last=last)
            outputs = trace.between(f"activations/{layer + 1}", first=first, last=last)
            updates = trace.between(f"updates/{layer}", first=first, last=last)
            largest_weight = max(
                largest_weight, _largest(weights), _largest(weights[-1] + updates[-1])
            )
            largest[layer + 1] = max(largest[layer + 1], _largest(outputs))
            squares[rows] += np.square(updates).sum(axis=(1, 2))
    largest[0] = max(1.0, _largest(trace.dataset.inputs))
    return Survey(
        epochs=trace.epochs,
        error=trace.series("mean_absolute_error"),
        update_size=np.sqrt(squares),
        largest_weight=largest_weight or 1.0,
        largest_activations=tuple(largest),
    )


def _stretches(trace: Trace) -> Iterator[tuple[int, int, slice]]:
    epochs = trace.epochs
    largest = max(math.prod(trace.shape(name)) for name in trace.names)
    length = max(1, min(STRETCH, STRETCH_BYTES // (largest * 8)))
    for start in range(0, len(epochs), length):
        rows = slice(start, min(start + length, len(epochs)))
        yield int(epochs[rows][0]), int(epochs[rows][-1]), rows


def _largest(values: NDArray[np.float64]) -> float:
    finite = np.abs(values[np.isfinite(values)])
    return float(finite.max(initial=0.0))
