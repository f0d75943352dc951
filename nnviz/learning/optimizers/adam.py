"""Adam."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from nnviz.learning.checks import check_fraction
from nnviz.learning.choices import setting
from nnviz.learning.optimizers.optimizer import Array, Memory, Optimizer, epsilon_setting


@dataclass(kw_only=True, eq=False)
class Adam(Optimizer):
    """Adam: momentum and RMSProp together, both corrected for having begun at 0.

    m ← β₁·m + (1 − β₁)·g; s ← β₂·s + (1 − β₂)·g²;
    Δw = −η · m / (1 − β₁ᵗ) / (√(s / (1 − β₂ᵗ)) + ε) in step t. Kingma, Ba 2015, algorithm 1.
    """

    first_decay: float = setting(
        "how much of the mean gradient is kept, 0 to below 1", 0.9, check_fraction, written="keep1"
    )
    second_decay: float = setting(
        "how much of the mean square is kept, 0 to below 1", 0.999, check_fraction, written="keep2"
    )
    epsilon: float = epsilon_setting()
    MEMORIES = (
        Memory(
            name="first_moments",
            letter="m",
            meaning="the decaying mean of the gradients, behind this step",
            sign="as a gradient",
            formula="m ← first_decay · m + (1 − first_decay) · gradient",
        ),
        Memory(
            name="second_moments",
            letter="s",
            meaning="the decaying mean of the squared gradients, behind this step",
            sign="never negative",
            formula="s ← second_decay · s + (1 − second_decay) · gradient²",
        ),
    )
    STATEMENTS: ClassVar[tuple[str, ...]] = (
        "q = (1 - keep1)*g",
        "m{p} = keep1*m{p} + q",
        "q = (1 - keep2)*g**2",
        "s{p} = keep2*s{p} + q",
        "m = m{p}/(1 - keep1**t)",
        "s = s{p}/(1 - keep2**t)",
        "r = np.sqrt(s) + tiny",
        "{p} -= {rate}m/r",
    )
    COUNTS = True

    def update(
        self, parameters: Array, gradient: Array, negative_rate: Array, *, out: Array
    ) -> None:
        """Compute −η · m̂ / (√ŝ + ε)."""
        mean, root = self._estimates(gradient)
        out[...] = negative_rate * mean / root

    def _estimates(self, gradient: Array) -> tuple[Array, Array]:
        """Remember a gradient, and return m̂ and √ŝ + ε."""
        self.t += 1
        m, s = self.state["first_moments"], self.state["second_moments"]
        b1, b2 = self.first_decay, self.second_decay
        m[...] = b1 * m + (1 - b1) * gradient
        s[...] = b2 * s + (1 - b2) * gradient**2
        mean, square = m / (1 - b1**self.t), s / (1 - b2**self.t)
        return mean, np.sqrt(square) + self.epsilon
