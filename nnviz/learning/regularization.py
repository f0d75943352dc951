"""Regularization: a price on large weights. Biases are free.

L2 pulls every weight towards 0 in proportion to its size (Hoerl, Kennard 1970; as weight decay
Krogh, Hertz 1992). L1 pulls all with the same force (Tibshirani 1996). As a part of the gradient it
lets a weight that it has brought near 0 jump to and fro around it; as a proximal step behind the
update, which sets to 0 what it would carry across, many weights become 0 and stay there: soft
thresholding, as in ISTA (Daubechies, Defrise, De Mol 2004; Parikh, Boyd 2014, section 4.2).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from nnviz.learning.checks import check, check_not_negative, make_plain

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, slots=True)
class Regularization:
    """What is added to the loss: l1·Σ|w| + ½·l2·Σw².

    Attributes:
        l1: the price of the absolute values, 0 or more.
        l2: the price of the squares, 0 or more.
        proximal: whether l1 acts by a proximal step in place of the gradient.

    Raises:
        ExperimentError: a price is impossible, or none acts as `proximal` says.

    """

    l1: float = 0.0
    l2: float = 0.0
    proximal: bool = False

    def __post_init__(self) -> None:
        make_plain(self)
        check_not_negative("regularization.l1", self.l1)
        check_not_negative("regularization.l2", self.l2)
        possible = type(self.proximal) is bool
        check(possible, "regularization.proximal", self.proximal, "give true or false")
        remedy = "it says how l1 acts; give l1, or leave it out"
        check(self.l1 > 0 or not self.proximal, "regularization.proximal", True, remedy)

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

    @property
    def shrinks(self) -> bool:
        """Whether there is a proximal step to take."""
        return self.proximal and self.l1 > 0

    @property
    def in_gradient(self) -> Self:
        """What of it is a part of the gradient."""
        return replace(self, l1=0.0, proximal=False) if self.proximal else self

    def add_slope(self, weights: Array, *, out: Array) -> None:
        """Add its slope l1·sign(w) + l2·w to the gradient in `out`; without l1 if proximal."""
        if self.l1 and not self.proximal:
            slope = self.l1 * np.sign(weights)
            out += slope + self.l2 * weights if self.l2 else slope
        elif self.l2:
            out += self.l2 * weights

    def shrink(self, weights: Array, updates: Array, negative_rate: Array) -> None:
        """Take the proximal step: let weights + updates be nearer to 0 by η·l1, but not beyond it.

        w + Δw ← sign(w + Δw) · max(|w + Δw| − η·l1, 0).

        Args:
            weights: before the update.
            updates: Δw, in the same shape; changed.
            negative_rate: −η, ().

        """
        cut = -negative_rate * self.l1
        moved = weights + updates
        updates -= cut * np.sign(moved)
        zero = np.abs(moved) <= cut
        updates[zero] = -weights[zero]
