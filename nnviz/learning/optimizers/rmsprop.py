"""RMSProp."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np

from nnviz.learning.checks import check_fraction
from nnviz.learning.choices import ChoiceSetting
from nnviz.learning.optimizers.adagrad import AdaGrad
from nnviz.learning.optimizers.optimizer import Array, Optimizer


class RMSProp(Optimizer):
    """RMSProp: AdaGrad that forgets. s ← ρ·s + (1 − ρ)·g²; Δw = −η·g / (√s + ε).

    Tieleman, Hinton 2012, Coursera lecture 6.5.
    """

    SETTINGS = MappingProxyType(
        {
            "decay": ChoiceSetting(
                meaning="how much of the mean square is kept, 0 to below 1",
                default=0.99,
                check=check_fraction,
                written="keep",
            ),
            **AdaGrad.SETTINGS,
        }
    )
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
        s, kept = self.state["squares"], self.settings.decay
        s[...] = kept * s + (1 - kept) * gradient**2
        out[...] = negative_rate * gradient / (np.sqrt(s) + self.settings.epsilon)
