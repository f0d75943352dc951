"""A survey: what has to be known of a whole training before any moment of it can be drawn.

One scale serves a whole film, and the curves span it; both need one pass over the trace. It is
read in parts, so that memory does not grow with the number of epochs.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.stage.facts.mean_loss import mean_loss, watched_loss
from nnviz.trace.trace import Trace

FAR_BEYOND = 100.0  # times what is usual: on that scale nothing would be seen of the rest
MOST_EPOCHS_AT_ONCE = 2048  # epochs read at a time, fewer of a large network
MOST_BYTES_AT_ONCE = 32 << 20  # of its largest tensor


@dataclass(frozen=True, eq=False, slots=True)
class Survey:
    """Facts of a whole training.

    Attributes:
        epochs: (n,) int64, the recorded epochs.
        error: (n,) float64, mean absolute error at each.
        watched: (n,) float64, what says whether the training learns: the same, or where it is that
            of a batch, the mean loss of all training records.
        update_size: (n,) float64, Euclidean length of all weight updates of each.
        settled: how many of the epochs sizes and axes follow: all of them, or, where a training
            runs away, those before it does; on the scale of what comes then they would be nothing.
        largest_weight: largest finite absolute value of any weight of these, 1 where all are zero.
        largest_activations: likewise of the activations of each layer, at least 1.
        largest_delta: likewise of the deltas of all layers, 1 where all are zero.

    """

    epochs: NDArray[np.int64]
    error: NDArray[np.float64]
    watched: NDArray[np.float64]
    update_size: NDArray[np.float64]
    settled: int
    largest_weight: float
    largest_activations: tuple[float, ...]
    largest_delta: float

    @property
    def runs_away(self) -> int | None:
        """The first epoch whose values sizes and axes do not follow; None: they follow all."""
        return int(self.epochs[self.settled]) if self.settled < len(self.epochs) else None


@np.errstate(over="ignore", invalid="ignore")  # a training may diverge
def survey(trace: Trace) -> Survey:
    """Return the facts of a trace."""
    layers = range(len(trace.network.layers))
    squares, weights, deltas = np.zeros((3, len(trace.epochs)))
    outputs = np.zeros((len(layers), len(trace.epochs)))
    for first, last, rows in _parts(trace):
        for layer in layers:
            read = {
                name: trace.between(f"{name}/{at}", first=first, last=last)
                for name, at in (
                    ("weights", layer),
                    ("activations", layer + 1),
                    ("deltas", layer + 1),
                    ("updates", layer),
                )
            }
            weights[rows] = np.maximum(weights[rows], _largest(read["weights"]))
            deltas[rows] = np.maximum(deltas[rows], _largest(read["deltas"]))
            outputs[layer, rows] = _largest(read["activations"])
            squares[rows] += np.square(read["updates"]).sum(axis=(1, 2))
    settled = _settled(trace, weights)
    if settled == len(weights):
        after = [trace.after(f"weights/{layer}", epoch=int(trace.epochs[-1])) for layer in layers]
        weights[-1] = max(weights[-1], *(_largest(values[None])[0] for values in after))
    error, loss = trace.series("mean_absolute_error"), watched_loss(trace)
    return Survey(
        epochs=trace.epochs,
        error=error,
        watched=error if loss is None else mean_loss(trace, loss),
        update_size=np.sqrt(squares),
        settled=settled,
        largest_weight=float(weights[:settled].max()) or 1.0,
        largest_activations=(
            max(1.0, float(_largest(trace.dataset.inputs[None])[0])),
            *(max(1.0, float(each[:settled].max())) for each in outputs),
        ),
        largest_delta=float(deltas[:settled].max()) or 1.0,
    )


def _settled(trace: Trace, weights: NDArray[np.float64]) -> int:
    """Return how many epochs pass before a training runs away, at least one.

    It does so where its error goes far beyond the first one and all targets, or, if its loss does
    not stay finite, where its weights, (epochs,) largest absolute values, go far beyond the first.
    """
    error, loss = trace.series("mean_absolute_error"), np.isfinite(trace.series("loss"))
    usual = max(_largest(values[None])[0] for values in (error[:1], trace.dataset.targets))
    away = ~(error <= FAR_BEYOND * usual) | ~loss
    if not loss.all():
        away |= weights > FAR_BEYOND * (weights[0] or 1.0)
    away[0] = False
    return int(away.argmax()) if away.any() else len(away)


def _parts(trace: Trace) -> Iterator[tuple[int, int, slice]]:
    epochs = trace.epochs
    largest = max(math.prod(trace.shape(name)) for name in trace.names)
    length = max(1, min(MOST_EPOCHS_AT_ONCE, MOST_BYTES_AT_ONCE // (largest * 8)))
    for start in range(0, len(epochs), length):
        rows = slice(start, min(start + length, len(epochs)))
        yield int(epochs[rows][0]), int(epochs[rows][-1]), rows


def _largest(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (epochs,) the largest finite absolute value of each epoch."""
    sizes = np.abs(values).reshape(len(values), -1)
    return np.asarray(sizes.max(axis=1, initial=0.0, where=np.isfinite(sizes)))
