"""AdamW."""

from types import MappingProxyType

from nnviz.learning.checks import check_not_negative
from nnviz.learning.choices import ChoiceSetting
from nnviz.learning.optimizers.adam import Adam
from nnviz.learning.optimizers.optimizer import Array


class AdamW(Adam):
    """AdamW: Adam, and every parameter decays on its own, apart from the gradient.

    Δw = −η · (m̂ / (√ŝ + ε) + λ·w), with Adam's m̂ and ŝ, which know nothing of the decay.
    Loshchilov, Hutter 2019, "Decoupled Weight Decay Regularization", algorithm 2, whose λ stands
    for our η·λ; with the learning rate before it, as here, it is PyTorch's. Biases decay as well.
    """

    SETTINGS = MappingProxyType(
        {
            **Adam.SETTINGS,
            "weight_decay": ChoiceSetting(
                meaning="λ: how fast every parameter decays, in parts of itself by the rate",
                default=0.01,
                check=check_not_negative,
                written="decay",
            ),
        }
    )
    STATEMENTS = (*Adam.STATEMENTS[:-1], "u = m/r + decay*{p}", "{p} -= {rate}u")

    def update(
        self, parameters: Array, gradient: Array, negative_rate: Array, *, out: Array
    ) -> None:
        """Compute −η · (m̂ / (√ŝ + ε) + λ·w)."""
        mean, root = self._estimates(gradient)
        out[...] = negative_rate * (mean / root + self.settings.weight_decay * parameters)
