"""AdamW."""

from dataclasses import dataclass

from nnviz.learning.checks import check_not_negative
from nnviz.learning.choices import setting
from nnviz.learning.optimizers.adam import Adam
from nnviz.learning.optimizers.optimizer import Array


@dataclass(kw_only=True, eq=False)
class AdamW(Adam):
    """AdamW: Adam, and every parameter decays on its own, apart from the gradient.

    Δw = −η · (m̂ / (√ŝ + ε) + λ·w), with Adam's m̂ and ŝ, which know nothing of the decay.
    Loshchilov, Hutter 2019, "Decoupled Weight Decay Regularization", algorithm 2, whose λ stands
    for our η·λ; with the learning rate before it, as here, it is PyTorch's. Biases decay as well.
    """

    weight_decay: float = setting(
        "λ: how fast every parameter decays, in parts of itself by the rate",
        0.01,
        check_not_negative,
        written="decay",
    )
    STATEMENTS = (*Adam.STATEMENTS[:-1], "u = m/r + decay*{p}", "{p} -= {rate}u")

    def update(
        self, parameters: Array, gradient: Array, negative_rate: Array, *, out: Array
    ) -> None:
        """Compute −η · (m̂ / (√ŝ + ε) + λ·w)."""
        mean, root = self._estimates(gradient)
        out[...] = negative_rate * (mean / root + self.weight_decay * parameters)
