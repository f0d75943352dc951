"""A survey: what has to be known of a whole training before any moment of it can be drawn.

One scale serves a whole film, and the curves span it; both need one pass over the trace. It is
read in stretches, so that memory does not grow with the number of epochs.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.trace.trace import Trace

STRETCH = 2048  # epochs read at a time


@dataclass(frozen=True, eq=False, slots=True)
class Survey:
    """Facts of a whole training.

    Attributes:
        epochs: (n,) int64, the recorded epochs.
        error: (n,) float64, mean absolute error at each.
        update_size: (n,) float64, Euclidean length of all weight updates of each.
        largest_weight: largest finite absolute value of any weight, 1 where all are zero.
        largest_activation: likewise of any activation, at least 1.

    """

    epochs: NDArray[np.int64]
    error: NDArray[np.float64]
    update_size: NDArray[np.float64]
    largest_weight: float
    largest_activation: float


def survey(trace: Trace) -> Survey:
    """Return the facts of a trace."""
    layers = range(len(trace.experiment.layers))
    squares = np.zeros(len(trace.epochs))
    largest_weight = largest_activation = 0.0
    for first, last, rows in _stretches(trace.epochs):
        for layer in layers:
            weights = trace.between(f"weights/{layer}", first=first, last=last)
            outputs = trace.between(f"activations/{layer + 1}", first=first, last=last)
            updates = trace.between(f"updates/{layer}", first=first, last=last)
            largest_weight = max(
                largest_weight, _largest(weights), _largest(weights[-1] + updates[-1])
            )
            largest_activation = max(largest_activation, _largest(outputs))
            with np.errstate(over="ignore", invalid="ignore"):  # a training may diverge
                squares[rows] += np.square(updates).sum(axis=(1, 2))
    inputs = trace.at("activations/0", epoch=int(trace.epochs[0]))
    return Survey(
        epochs=trace.epochs,
        error=trace.series("mean_absolute_error"),
        update_size=np.sqrt(squares),
        largest_weight=largest_weight or 1.0,
        largest_activation=max(largest_activation, _largest(inputs), 1.0),
    )


def _stretches(epochs: NDArray[np.int64]) -> Iterator[tuple[int, int, slice]]:
    for start in range(0, len(epochs), STRETCH):
        rows = slice(start, min(start + STRETCH, len(epochs)))
        yield int(epochs[rows][0]), int(epochs[rows][-1]), rows


def _largest(values: NDArray[np.float64]) -> float:
    finite = np.abs(values[np.isfinite(values)])
    return float(finite.max(initial=0.0))
