"""How well two slopes agree, and where there is nothing to compare."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

NUDGE = 1e-5  # h: an error of h² from the curve, and of about 1e-16 / h from rounding
TOLERANCE = 1e-5  # relative; a wrong derivative is off by far more
MOST_DIGITS = 16  # that a float64 has


@dataclass(frozen=True, slots=True)
class SlopePair:
    """The slope along one parameter, by backpropagation and by differences.

    Attributes:
        place: the parameter's index.
        gradient: what backpropagation says.
        difference: the central difference.
        rounding: by how much rounding alone can make the difference wrong.
        crosses: whether the nudge carries something across its bend.
        undefined: whether the parameter itself stands on a bend.

    """

    place: tuple[int, ...]
    gradient: float
    difference: float
    rounding: float
    crosses: bool = False
    undefined: bool = False

    @property
    def size(self) -> float:
        """The larger of both absolute values."""
        return max(abs(self.gradient), abs(self.difference))

    @property
    def distance(self) -> float:
        """How far they are apart."""
        return abs(self.gradient - self.difference)

    @property
    def agrees(self) -> bool:
        """Whether they are no further apart than rounding explains."""
        return self.distance <= TOLERANCE * self.size + self.rounding


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement:
    """How well both slopes of one array of parameters agree.

    Attributes:
        name: `weights/k` or `biases/k`.
        size: how many parameters it has.
        compared: how many of them were compared.
        too_small: how many have slopes that rounding hides from a difference: 0, or next to it.
        bent: how many are not compared because their nudge crosses a kink, or they stand on one.
        gradient: the largest absolute value of the array's gradients, compared or not.
        difference: the largest absolute difference between both slopes that were compared.
        relative: the same, in parts of the largest slope that was compared; None: none was.
        worst: where that difference is; None: nothing was compared.
        agrees: whether that is no more than rounding explains. True where nothing was compared.

    """

    name: str
    size: int
    compared: int
    too_small: int = 0
    bent: int = 0
    gradient: float
    difference: float
    relative: float | None
    worst: SlopePair | None = None
    agrees: bool

    @property
    def digits(self) -> int | None:
        """To how many decimal digits both agree, ⌊−log₁₀ relative⌋, 0 to 16; None: not compared."""
        if self.relative is None:
            return None
        if self.relative == 0:
            return MOST_DIGITS
        return min(max(math.floor(-math.log10(self.relative)), 0), MOST_DIGITS)


def rounding_of(here: float, nudge: float) -> float:
    """Return by how much rounding can make a central difference wrong.

    Exponentials and logarithms near 1 are rounded by eps, however small the loss they lead to.

    Args:
        here: the loss.
        nudge: h.

    """
    return float(100 * np.finfo(np.float64).eps * max(abs(here), 1.0) / nudge)


def agreement_of(name: str, gradients: Array, pairs: Iterable[SlopePair]) -> Agreement:
    """Return how well pairs of slopes agree.

    Args:
        name: of the array.
        gradients: all of its gradients.
        pairs: those that were looked at.

    """
    compared: list[SlopePair] = []
    bent = too_small = 0
    for pair in pairs:
        if pair.undefined or (pair.crosses and not pair.agrees):
            bent += 1
        elif pair.size <= pair.rounding:
            too_small += 1
        else:
            compared.append(pair)
    worst = max(compared, key=lambda pair: pair.distance, default=None)
    largest = max((pair.size for pair in compared), default=0.0)
    return Agreement(
        name=name,
        size=gradients.size,
        compared=len(compared),
        too_small=too_small,
        bent=bent,
        gradient=float(np.abs(gradients).max()),
        difference=worst.distance if worst else 0.0,
        relative=worst.distance / largest if worst else None,
        worst=worst,
        agrees=all(pair.agrees for pair in compared),
    )
