"""Nesterov's momentum."""

from nnviz.learning.optimizers.momentum import Momentum
from nnviz.learning.optimizers.optimizer import Array


class Nesterov(Momentum):
    """Nesterov's momentum: the ball looks ahead. v ← μ·v + g; Δw = −η·(g + μ·v).

    Nesterov 1983, in the form that needs no gradient at another place: Bengio,
    Boulanger-Lewandowski, Pascanu 2013.
    """

    STATEMENTS = ("v{p} = keep*v{p} + g", "{p} -= {rate}(g + keep*v{p})")

    def update(
        self, parameters: Array, gradient: Array, negative_rate: Array, *, out: Array
    ) -> None:
        """Compute −η·(g + μ·v)."""
        v, kept = self.state["velocities"], self.momentum
        v[...] = kept * v + gradient
        out[...] = negative_rate * (gradient + kept * v)
