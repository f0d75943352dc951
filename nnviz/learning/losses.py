"""Losses, each beside its slope, as a lecture writes them on the board.

t are the targets, a the outputs, z the sums that the outputs are computed from; n records with m
outputs each stand in the last two axes. What a network learns from is −∂L/∂a: by how much each
output should be more.

The cross-entropies are paired: the binary one with sigmoid outputs, the categorical one with
softmax outputs (Bishop 2006, Pattern Recognition and Machine Learning, section 5.2). Then −∂L/∂z is
simply t − a, because the slope of the output cancels, and the loss is computed from z, where no
logarithm of 0 can come about.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

TINY = np.finfo(np.float64).tiny  # stands for an output that rounding has made 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Loss:
    """A loss function L and its slope.

    Attributes:
        name: what an experiment calls it.
        value: returns L of all records together, from (t, a), or from (t, z) where there is a
            pair, each (…, n, m), for each of the leading axes.
        error: computes −∂L/∂a from (t, a) into a third array.
        pair: the output activation that it needs; None where any will do.
        delta: computes −∂L/∂z from (t, a) into a third array, where there is a pair.
        is_sum: whether L is a sum over the records, which grows with their number; else it is a
            mean.
        written_error: −∂L/∂a in a NumPy program, of the difference `{error}`; empty: that itself,
            or see `written_delta`.
        written_delta: −∂L/∂z of `{error}`, where there is a pair.

    """

    name: str
    value: Callable[[Array, Array], Array]
    error: Callable[[Array, Array, Array], object]
    pair: str | None = None
    delta: Callable[[Array, Array, Array], object] | None = None
    is_sum: bool = False
    written_error: str = ""
    written_delta: str = ""


def half_squared_error(t: Array, a: Array) -> Array:
    """Return L = ½ Σ (t − a)², summed over records and outputs: the lecture's."""
    return np.asarray(0.5 * np.sum(np.square(t - a), axis=(-2, -1)))


def half_squared_error_slope(t: Array, a: Array, out: Array) -> None:
    """Compute −∂L/∂a = t − a, the lecture's `y - l2`."""
    np.subtract(t, a, out)


def mean_squared_error(t: Array, a: Array) -> Array:
    """Return L = mean of (t − a)² over records and outputs."""
    return np.asarray(np.mean(np.square(t - a), axis=(-2, -1)))


def mean_squared_error_slope(t: Array, a: Array, out: Array) -> None:
    """Compute −∂L/∂a = 2 (t − a) / (n·m)."""
    np.subtract(t, a, out)
    out *= 2 / a.size


def binary_cross_entropy(t: Array, z: Array) -> Array:
    """Return L = mean of −t ln a − (1 − t) ln(1 − a) over records and outputs.

    With a = σ(z) this is ln(1 + e^z) − t·z.
    """
    return np.asarray(np.mean(np.logaddexp(0.0, z) - t * z, axis=(-2, -1)))


def binary_cross_entropy_slope(t: Array, a: Array, out: Array) -> None:
    """Compute −∂L/∂a = (t / a − (1 − t) / (1 − a)) / (n·m)."""
    np.subtract(t / np.maximum(a, TINY), (1 - t) / np.maximum(1 - a, TINY), out)
    out /= a.size


def binary_cross_entropy_delta(t: Array, a: Array, out: Array) -> None:
    """Compute −∂L/∂z = (t − a) / (n·m) with a = σ(z)."""
    np.subtract(t, a, out)
    out /= a.size


def categorical_cross_entropy(t: Array, z: Array) -> Array:
    """Return L = mean over records of −Σ t ln a, where the targets of a record add up to 1.

    With a = softmax(z) this is ln Σ e^z − Σ t·z.
    """
    highest = np.max(z, axis=-1, keepdims=True)
    above = z - highest  # it cancels, and no e^z overflows
    each = np.log(np.sum(np.exp(above), axis=-1)) - np.sum(t * above, axis=-1)
    return np.asarray(np.mean(each, axis=-1))


def categorical_cross_entropy_slope(t: Array, a: Array, out: Array) -> None:
    """Compute −∂L/∂a = t / a / n."""
    np.divide(t, np.maximum(a, TINY), out)
    out /= len(a)


def categorical_cross_entropy_delta(t: Array, a: Array, out: Array) -> None:
    """Compute −∂L/∂z = (t − a) / n with a = softmax(z)."""
    np.subtract(t, a, out)
    out /= len(a)


LOSSES: Mapping[str, Loss] = MappingProxyType(
    {
        loss.name: loss
        for loss in (
            Loss(
                name="half_squared_error",
                value=half_squared_error,
                error=half_squared_error_slope,
                is_sum=True,
            ),
            Loss(
                name="mean_squared_error",
                value=mean_squared_error,
                error=mean_squared_error_slope,
                written_error="{error}*(2/y.size)",
            ),
            Loss(
                name="binary_cross_entropy",
                value=binary_cross_entropy,
                error=binary_cross_entropy_slope,
                pair="sigmoid",
                delta=binary_cross_entropy_delta,
                written_delta="{error}/y.size",
            ),
            Loss(
                name="categorical_cross_entropy",
                value=categorical_cross_entropy,
                error=categorical_cross_entropy_slope,
                pair="softmax",
                delta=categorical_cross_entropy_delta,
                written_delta="{error}/len(y)",
            ),
        )
    }
)
