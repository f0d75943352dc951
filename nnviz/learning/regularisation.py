"""Regularisation: a price on large weights. Biases are free.

L2 pulls every weight towards 0 in proportion to its size (Hoerl, Kennard 1970; as weight decay
Krogh, Hertz 1992). L1 pulls all with the same force, so that many become 0 (Tibshirani 1996).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.learning.checks import check_not_negative, make_plain

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, slots=True)
class Regularization:
    """What is added to the loss: l1·Σ|w| + ½·l2·Σw².

    Attributes:
        l1: the price of the absolute values, 0 or more.
        l2: the price of the squares, 0 or more.

    Raises:
        ExperimentError: a price is impossible.

    """

    l1: float = 0.0
    l2: float = 0.0

    def __post_init__(self) -> None:
        make_plain(self)
        check_not_negative("regularization.l1", self.l1)
        check_not_negative("regularization.l2", self.l2)

    def __bool__(self) -> bool:
        """Return whether anything is added."""
        return bool(self.l1 or self.l2)

    def value(self, weights: Mapping[int, Array]) -> Array:
        """Return what is added to the loss, for each of the leading axes of (…, units, units)."""
        with np.errstate(over="ignore", invalid="ignore"):  # training that diverged
            return np.asarray(sum(self._price(w) for w in weights.values()))

    def _price(self, w: Array) -> Array:
        absolute = self.l1 and self.l1 * np.sum(np.abs(w), axis=(-2, -1))
        squared = self.l2 and self.l2 / 2 * np.sum(np.square(w), axis=(-2, -1))
        return np.asarray(absolute + squared)

    def add_slope(self, weights: Array, *, out: Array) -> None:
        """Add its slope l1·sign(w) + l2·w to the gradient in `out`."""
        out += self.l1 * np.sign(weights) + self.l2 * weights
