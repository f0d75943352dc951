"""Momentum."""

from dataclasses import dataclass
from typing import ClassVar

from nnviz.learning.checks import check_fraction
from nnviz.learning.choices import setting
from nnviz.learning.optimizers.optimizer import Array, Memory, Optimizer


@dataclass(kw_only=True, eq=False)
class Momentum(Optimizer):
    """Momentum: a ball that rolls. v ← μ·v + g; Δw = −η·v (Polyak 1964)."""

    momentum: float = setting(
        "how much of the velocity is kept, 0 to below 1", 0.9, check_fraction, written="keep"
    )
    MEMORIES = (
        Memory(
            name="velocities",
            letter="v",
            meaning="how fast the parameter moves, behind this step",
            sign="as a gradient",
            formula="v ← momentum · v + gradient",
        ),
    )
    STATEMENTS: ClassVar[tuple[str, ...]] = ("v{p} = keep*v{p} + g", "{p} -= {rate}v{p}")

    def update(
        self, parameters: Array, gradient: Array, negative_rate: Array, *, out: Array
    ) -> None:
        """Compute −η·v."""
        v, kept = self.state["velocities"], self.momentum
        v[...] = kept * v + gradient
        out[...] = negative_rate * v
