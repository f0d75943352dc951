"""Divergence: when a training stopped making sense, and what can be done."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True, slots=True)
class Divergence:
    """A training whose numbers have left what can be computed with.

    Attributes:
        epoch: the first recorded epoch whose loss is infinite or NaN.
        loss: that loss.
        largest_weight: the largest finite absolute value of a weight or bias, up to that epoch's
            update; 0 where none was recorded.
        learning_rate: of the first step; None: it is not known.

    """

    epoch: int
    loss: float
    largest_weight: float
    learning_rate: float | None

    def __str__(self) -> str:
        weight = f"the largest weight is {self.largest_weight:.0e}; " if self.largest_weight else ""
        than = "" if self.learning_rate is None else f" than {self.learning_rate:g}"
        return (
            f"diverged at epoch {self.epoch:,}: loss is {self.loss:g}; {weight}"
            f"try a smaller learning rate{than}"
        )


def divergence(
    epochs: NDArray[np.int64],
    loss: NDArray[np.float64],
    learning_rate: float | None,
    parameters_between: Callable[[int, int], Iterable[NDArray[np.float64]]],
) -> Divergence | None:
    """Return when a training diverged, or None: every recorded loss is finite.

    Args:
        epochs: the recorded ones, shape (epochs,).
        loss: of each of them, shape (epochs,).
        learning_rate: of the first step; None: it is not known.
        parameters_between: returns the weights and biases from one recorded epoch to another.

    """
    diverged = np.flatnonzero(~np.isfinite(loss))
    if not len(diverged):
        return None
    index = int(diverged[0])
    before = int(epochs[max(index - 1, 0)])
    return Divergence(
        epoch=int(epochs[index]),
        loss=float(loss[index]),
        largest_weight=_largest(parameters_between(before, int(epochs[index]))),
        learning_rate=learning_rate,
    )


def _largest(parameters: Iterable[NDArray[np.float64]]) -> float:
    """Return the largest finite absolute value of all, or 0."""
    largest = 0.0
    for values in map(np.abs, parameters):
        largest = max(largest, float(values[np.isfinite(values)].max(initial=0.0)))
    return largest
