"""AdaGrad."""

from types import MappingProxyType

import numpy as np

from nnviz.learning.checks import check_positive
from nnviz.learning.choices import ChoiceSetting
from nnviz.learning.optimizers.optimizer import Array, Memory, Optimizer


class AdaGrad(Optimizer):
    """AdaGrad: what has moved much moves less. s ← s + g²; Δw = −η·g / (√s + ε).

    Duchi, Hazan, Singer 2011. PyTorch's ε is 1e-10.
    """

    SETTINGS = MappingProxyType(
        {
            "epsilon": ChoiceSetting(
                meaning="keeps the divisor above 0",
                default=1e-8,
                check=check_positive,
                written="tiny",
            )
        }
    )
    MEMORIES = (
        Memory(
            name="squares",
            letter="s",
            meaning="how large the gradients have been, behind this step",
            sign="never negative",
            formula="s ← s + gradient²",
        ),
    )
    STATEMENTS = ("s{p} += g**2", "r = np.sqrt(s{p}) + tiny", "{p} -= {rate}g/r")

    def update(
        self, parameters: Array, gradient: Array, negative_rate: Array, *, out: Array
    ) -> None:
        """Compute −η·g / (√s + ε)."""
        s = self.state["squares"]
        s += gradient**2
        out[...] = negative_rate * gradient / (np.sqrt(s) + self.settings.epsilon)
