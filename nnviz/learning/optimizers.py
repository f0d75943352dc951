"""Optimisers: how a gradient becomes an update.

One optimiser looks after one array of parameters, because most of them remember something about
each single parameter. What they remember is recorded: `state` names it. Formulas and default values
are those of PyTorch, but for the epsilon of AdaGrad, which is 1e-10 there; each names its source.

In all of them `downhill` is −(learning rate), and the update is what is added to the parameters.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from nnviz.learning.checks import check_fraction, check_name, check_positive, make_plain

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, slots=True)
class Optimization:
    """Which optimiser, and its constants; those that it does not know are not used.

    Attributes:
        name: one of `OPTIMIZERS`.
        momentum: of momentum and Nesterov: how much of the velocity is kept, 0 to below 1.
        decay: of RMSProp: how much of the mean square is kept, 0 to below 1.
        first_decay: of Adam: how much of the mean gradient is kept, 0 to below 1.
        second_decay: of Adam: how much of the mean square is kept, 0 to below 1.
        epsilon: of AdaGrad, RMSProp and Adam: keeps the divisor above 0.

    Raises:
        ExperimentError: a field has an impossible value.

    """

    name: str = "gradient_descent"
    momentum: float = 0.9
    decay: float = 0.99
    first_decay: float = 0.9
    second_decay: float = 0.999
    epsilon: float = 1e-8

    def __post_init__(self) -> None:
        make_plain(self)
        check_name("optimizer.name", self.name, OPTIMIZERS)
        for field in ("momentum", "decay", "first_decay", "second_decay"):
            check_fraction(f"optimizer.{field}", getattr(self, field))
        check_positive("optimizer.epsilon", self.epsilon)


class Optimizer(ABC):
    """What turns the gradients of one array of parameters into updates, step by step.

    Attributes:
        STATE: the names under which its memory is recorded.
        settings: its constants.
        state: its memory, by name, each in the shape of the parameters; 0 before the first step.
        t: the number of the last step, where the formula names it.

    """

    STATE: ClassVar[tuple[str, ...]] = ()

    def __init__(self, settings: Optimization, parameters: Array) -> None:
        self.settings = settings
        self.state = {name: np.zeros_like(parameters) for name in self.STATE}
        self.t = 0

    @abstractmethod
    def update(self, gradient: Array, downhill: Array, *, out: Array) -> None:
        """Compute what is added to the parameters.

        Args:
            gradient: ∂L/∂w, in the shape of the parameters.
            downhill: −(learning rate) of this step, ().
            out: the update, in the same shape.

        """


class GradientDescent(Optimizer):
    """Gradient descent: a step straight downhill. Δw = −η·g."""

    def update(self, gradient: Array, downhill: Array, *, out: Array) -> None:
        """Compute −η·g."""
        np.multiply(downhill, gradient, out)


class Momentum(Optimizer):
    """Momentum: a ball that rolls. v ← μ·v + g; Δw = −η·v (Polyak 1964)."""

    STATE = ("velocities",)

    def update(self, gradient: Array, downhill: Array, *, out: Array) -> None:
        """Compute −η·v."""
        v, kept = self.state["velocities"], self.settings.momentum
        v[...] = kept * v + gradient
        out[...] = downhill * v


class Nesterov(Optimizer):
    """Nesterov's momentum: the ball looks ahead. v ← μ·v + g; Δw = −η·(g + μ·v).

    Nesterov 1983, in the form that needs no gradient at another place: Bengio,
    Boulanger-Lewandowski, Pascanu 2013.
    """

    STATE = ("velocities",)

    def update(self, gradient: Array, downhill: Array, *, out: Array) -> None:
        """Compute −η·(g + μ·v)."""
        v, kept = self.state["velocities"], self.settings.momentum
        v[...] = kept * v + gradient
        out[...] = downhill * (gradient + kept * v)


class AdaGrad(Optimizer):
    """AdaGrad: what has moved much moves less. s ← s + g²; Δw = −η·g / (√s + ε).

    Duchi, Hazan, Singer 2011.
    """

    STATE = ("squares",)

    def update(self, gradient: Array, downhill: Array, *, out: Array) -> None:
        """Compute −η·g / (√s + ε)."""
        s = self.state["squares"]
        s += gradient**2
        out[...] = downhill * gradient / (np.sqrt(s) + self.settings.epsilon)


class RMSProp(Optimizer):
    """RMSProp: AdaGrad that forgets. s ← ρ·s + (1 − ρ)·g²; Δw = −η·g / (√s + ε).

    Tieleman, Hinton 2012, Coursera lecture 6.5.
    """

    STATE = ("squares",)

    def update(self, gradient: Array, downhill: Array, *, out: Array) -> None:
        """Compute −η·g / (√s + ε)."""
        s, kept = self.state["squares"], self.settings.decay
        s[...] = kept * s + (1 - kept) * gradient**2
        out[...] = downhill * gradient / (np.sqrt(s) + self.settings.epsilon)


class Adam(Optimizer):
    """Adam: momentum and RMSProp together, both corrected for having begun at 0.

    m ← β₁·m + (1 − β₁)·g; s ← β₂·s + (1 − β₂)·g²;
    Δw = −η · m / (1 − β₁ᵗ) / (√(s / (1 − β₂ᵗ)) + ε) in step t. Kingma, Ba 2015, algorithm 1.
    """

    STATE = ("first_moments", "second_moments")

    def update(self, gradient: Array, downhill: Array, *, out: Array) -> None:
        """Compute −η · m̂ / (√ŝ + ε)."""
        self.t += 1
        m, s = self.state["first_moments"], self.state["second_moments"]
        b1, b2 = self.settings.first_decay, self.settings.second_decay
        m[...] = b1 * m + (1 - b1) * gradient
        s[...] = b2 * s + (1 - b2) * gradient**2
        mean, square = m / (1 - b1**self.t), s / (1 - b2**self.t)
        out[...] = downhill * mean / (np.sqrt(square) + self.settings.epsilon)


OPTIMIZERS: Mapping[str, type[Optimizer]] = MappingProxyType(
    {
        "gradient_descent": GradientDescent,
        "momentum": Momentum,
        "nesterov": Nesterov,
        "adagrad": AdaGrad,
        "rmsprop": RMSProp,
        "adam": Adam,
    }
)
