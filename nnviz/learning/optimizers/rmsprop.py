"""RMSProp."""

from dataclasses import dataclass, replace

import numpy as np

from nnviz.learning.checks import check_fraction
from nnviz.learning.choices import setting
from nnviz.learning.optimizers.adagrad import AdaGrad
from nnviz.learning.optimizers.optimizer import Array, Optimizer, epsilon_setting


@dataclass(kw_only=True, eq=False)
class RMSProp(Optimizer):
    """RMSProp: AdaGrad that forgets. s ← ρ·s + (1 − ρ)·g²; Δw = −η·g / (√s + ε).

    Tieleman, Hinton 2012, Coursera lecture 6.5.
    """

    decay: float = setting(
        "how much of the mean square is kept, 0 to below 1", 0.99, check_fraction, written="keep"
    )
    epsilon: float = epsilon_setting()
    MEMORIES = (replace(AdaGrad.MEMORIES[0], formula="s ← decay · s + (1 − decay) · gradient²"),)
    STATEMENTS = (
        "q = (1 - keep)*g**2",
        "s{p} = keep*s{p} + q",
        "r = np.sqrt(s{p}) + tiny",
        "{p} -= {rate}g/r",
    )

    def update(
        self, parameters: Array, gradient: Array, negative_rate: Array, *, out: Array
    ) -> None:
        """Compute −η·g / (√s + ε)."""
        s, kept = self.state["squares"], self.decay
        s[...] = kept * s + (1 - kept) * gradient**2
        out[...] = negative_rate * gradient / (np.sqrt(s) + self.epsilon)
