"""Activation functions, each beside its slope, as a lecture writes them on the board.

Every function computes into an array that its caller hands it (`out`), because training
computes straight into the arrays that keep its history. `out` has the shape of the input, and
both are float64. The order of the operations matters: sigmoid is, bit for bit, the lecture's
`1 / (1 + np.exp(-x))` and its slope the lecture's `x * (1 - x)`.

Slopes are computed from the activations a = f(z), not from z, as the lecture's
`nonlin(x, deriv=True)` does; of each of these functions the slope can be read off its value.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

ONE = np.array(1.0)  # as an array: NumPy needs twice as long to start with a Python number
ONE.flags.writeable = False

LEAK = 0.01  # slope of the leaky ReLU below 0: Maas, Hannun, Ng 2013, and the default of PyTorch


class Elementwise(Protocol):
    """A function of every element of an array on its own."""

    def __call__(self, x: Array, /, *, out: Array) -> object:
        """Compute the function of `x` into `out`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ArrayFormula:
    """How an activation function is written in a NumPy program, in narrow lines.

    They keep to the order of operations of the functions here, so that the program has the same
    numbers to the last bit.

    Attributes:
        definition: lines that define it, where NumPy lacks it.
        value: of the pre-activations `{z}`.
        slope: of the activations `{a}`; empty: 1 everywhere.
        delta: lines that make the deltas `{delta}` of the errors `{error}` and the activations
            `{a}`, where they are not error × slope.

    """

    definition: tuple[str, ...] = ()
    value: str
    slope: str = ""
    delta: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Activation:
    """An activation function f and its slope.

    Attributes:
        name: what an experiment calls it.
        function: computes a = f(z) from the pre-activations z.
        derivative: computes f′(z) from the *activations* a.
        formula: how it is written in a program.
        delta: computes −∂L/∂z from (errors, activations), where a unit depends on the sums of its
            whole layer; None where that is errors × f′, unit by unit.
        learnable: whether the slope says which way is better.
        slope_at_bend: where f bends at z = 0, the slope that training takes there, as it is said.

    """

    name: str
    function: Elementwise
    derivative: Elementwise
    formula: ArrayFormula
    delta: Callable[[Array, Array, Array], object] | None = None
    learnable: bool = True
    slope_at_bend: str = ""

    @property
    def shares_sums(self) -> bool:
        """Whether a unit depends on the sums of its whole layer."""
        return self.delta is not None


def sigmoid(z: Array, *, out: Array) -> None:
    """Compute σ(z) = 1 / (1 + e^−z)."""
    np.negative(z, out)
    np.exp(out, out)
    np.add(ONE, out, out)
    np.divide(ONE, out, out)


def sigmoid_derivative(a: Array, *, out: Array) -> None:
    """Compute σ′ = a · (1 − a)."""
    np.subtract(ONE, a, out)
    np.multiply(a, out, out)


def tanh(z: Array, *, out: Array) -> None:
    """Compute the hyperbolic tangent of z."""
    np.tanh(z, out)


def tanh_derivative(a: Array, *, out: Array) -> None:
    """Compute tanh′ = 1 − a²."""
    np.multiply(a, a, out)
    np.subtract(ONE, out, out)


def relu(z: Array, *, out: Array) -> None:
    """Compute max(z, 0): Nair, Hinton 2010."""
    np.maximum(z, 0.0, out=out)


def relu_derivative(a: Array, *, out: Array) -> None:
    """Compute 1 where the unit is active (a > 0), else 0."""
    np.greater(a, 0.0, out)


def leaky_relu(z: Array, *, out: Array) -> None:
    """Compute max(z, 0.01 z): Maas, Hannun, Ng 2013."""
    np.multiply(z, LEAK, out)
    np.maximum(z, out, out=out)


def leaky_relu_derivative(a: Array, *, out: Array) -> None:
    """Compute 1 where the unit is active (a > 0), else 0.01."""
    out[...] = np.where(a > 0.0, 1.0, LEAK)


def softplus(z: Array, *, out: Array) -> None:
    """Compute ln(1 + e^z), the smooth ReLU: Dugas et al. 2001."""
    np.logaddexp(0.0, z, out)


def softplus_derivative(a: Array, *, out: Array) -> None:
    """Compute σ(z) = 1 − e^−a."""
    np.negative(a, out)
    np.expm1(out, out)
    np.negative(out, out)


def identity(z: Array, *, out: Array) -> None:
    """Compute z itself."""
    out[...] = z


def identity_derivative(a: Array, *, out: Array) -> None:
    """Compute 1 everywhere."""
    out[...] = np.ones_like(a)


def step(z: Array, *, out: Array) -> None:
    """Compute 1 where z > 0, else 0, as the perceptron does: Rosenblatt 1958."""
    np.heaviside(z, 0.0, out)


def step_derivative(a: Array, *, out: Array) -> None:
    """Compute 0: the step is flat, and where it jumps it has no slope."""
    out[...] = np.zeros_like(a)


def softmax(z: Array, *, out: Array) -> None:
    """Compute e^z / Σ e^z over the units of the layer: Bridle 1990.

    The largest z is taken off first. It cancels, and no e^z overflows.
    """
    np.subtract(z, np.max(z, axis=-1, keepdims=True), out)
    np.exp(out, out)
    np.divide(out, np.sum(out, axis=-1, keepdims=True), out)


def softmax_delta(errors: Array, a: Array, out: Array) -> None:
    """Compute −∂L/∂z = a · (e − Σ e·a): when one unit says more, the others say less."""
    shared = np.sum(errors * a, axis=-1, keepdims=True)
    np.subtract(errors, shared, out)
    np.multiply(a, out, out)


_EVERY = (
    Activation(
        name="sigmoid",
        function=sigmoid,
        derivative=sigmoid_derivative,
        formula=ArrayFormula(
            definition=("def sigmoid(z):", "  return 1 / (1 + np.exp(-z))"),
            value="sigmoid({z})",
            slope="{a}*(1-{a})",
        ),
    ),
    Activation(
        name="tanh",
        function=tanh,
        derivative=tanh_derivative,
        formula=ArrayFormula(value="np.tanh({z})", slope="1 - {a}*{a}"),
    ),
    Activation(
        name="relu",
        function=relu,
        derivative=relu_derivative,
        formula=ArrayFormula(
            definition=("def relu(z):", "  return np.maximum(z, 0)"),
            value="relu({z})",
            slope="{a} > 0",
        ),
        slope_at_bend="0",
    ),
    Activation(
        name="leaky_relu",
        function=leaky_relu,
        derivative=leaky_relu_derivative,
        formula=ArrayFormula(
            definition=("def leaky(z):", "  return np.maximum(z, 0.01*z)"),
            value="leaky({z})",
            slope="np.where({a}>0, 1, .01)",
        ),
        slope_at_bend=f"{LEAK}",
    ),
    Activation(
        name="softplus",
        function=softplus,
        derivative=softplus_derivative,
        formula=ArrayFormula(
            definition=("def softplus(z):", "  return np.logaddexp(0, z)"),
            value="softplus({z})",
            slope="-np.expm1(-{a})",
        ),
    ),
    Activation(
        name="identity",
        function=identity,
        derivative=identity_derivative,
        formula=ArrayFormula(value="{z}"),
    ),
    Activation(
        name="step",
        function=step,
        derivative=step_derivative,
        formula=ArrayFormula(
            definition=("def step(z):", "  return np.heaviside(z, 0)"),
            value="step({z})",
            slope="0*{a}",
        ),
        learnable=False,
        slope_at_bend="0",
    ),
    # The slope of a unit along its own sum is that of the sigmoid: a · (1 − a).
    Activation(
        name="softmax",
        function=softmax,
        derivative=sigmoid_derivative,
        formula=ArrayFormula(
            definition=(
                "def softmax(z):",
                "  top = z.max(1)[:, None]",
                "  e = np.exp(z - top)",
                "  return e/e.sum(1)[:, None]",
            ),
            value="softmax({z})",
            slope="{a}*(1-{a})",
            delta=(
                "s = ({error}*{a}).sum(1)",
                "{delta} = {error} - s[:, None]",
                "{delta} = {a}*{delta}",
            ),
        ),
        delta=softmax_delta,
    ),
)

ACTIVATIONS: Mapping[str, Activation] = MappingProxyType({each.name: each for each in _EVERY})
