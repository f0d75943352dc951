"""AdaGrad."""

from dataclasses import dataclass

import numpy as np

from nnviz.learning.optimizers.optimizer import Array, Memory, Optimizer, epsilon_setting


@dataclass(kw_only=True, eq=False)
class AdaGrad(Optimizer):
    """AdaGrad: what has moved much moves less. s ← s + g²; Δw = −η·g / (√s + ε).

    Duchi, Hazan, Singer 2011. PyTorch's ε is 1e-10.
    """

    epsilon: float = epsilon_setting()
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
        out[...] = negative_rate * gradient / (np.sqrt(s) + self.epsilon)
