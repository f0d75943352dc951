"""Activations and losses, each beside its derivative, as a lecture writes them on the board.

Every function computes into an array that its caller hands it (`out`), because training
computes straight into the arrays that keep its history. `out` has the shape of the input, and
both are float64. The order of the operations matters: sigmoid is, bit for bit, the lecture's
`1 / (1 + np.exp(-x))` and its slope the lecture's `x * (1 - x)`.
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


class Elementwise(Protocol):
    """A function of every element of an array on its own."""

    def __call__(self, x: Array, /, *, out: Array) -> object:
        """Compute the function of `x` into `out`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Activation:
    """An activation function f and its slope.

    Attributes:
        name: what an experiment calls it.
        function: computes a = f(z) from the pre-activations z.
        derivative: computes f′(z) from the *activations* a, as the lecture's
            `nonlin(x, deriv=True)` does.

    """

    name: str
    function: Elementwise
    derivative: Elementwise


@dataclass(frozen=True, kw_only=True, slots=True)
class Loss:
    """A loss function and its slope.

    Attributes:
        name: what an experiment calls it.
        error: computes −∂L/∂a of the output activations from (targets, activations): by how
            much each output should be more.
        value: returns the loss of all samples together, from that error (…, n_samples, n_outputs)
            for each of the leading axes.

    """

    name: str
    error: Callable[[Array, Array, Array], object]
    value: Callable[[Array], Array]


def sigmoid(z: Array, *, out: Array) -> None:
    """Compute σ(z) = 1 / (1 + e^−z)."""
    np.negative(z, out=out)
    np.exp(out, out=out)
    np.add(ONE, out, out=out)
    np.divide(ONE, out, out=out)


def sigmoid_derivative(a: Array, *, out: Array) -> None:
    """Compute σ′ = a · (1 − a)."""
    np.subtract(ONE, a, out=out)
    np.multiply(a, out, out=out)


def tanh(z: Array, *, out: Array) -> None:
    """Compute the hyperbolic tangent of z."""
    np.tanh(z, out=out)


def tanh_derivative(a: Array, *, out: Array) -> None:
    """Compute tanh′ = 1 − a²."""
    np.multiply(a, a, out=out)
    np.subtract(ONE, out, out=out)


def relu(z: Array, *, out: Array) -> None:
    """Compute max(z, 0)."""
    np.maximum(z, 0.0, out=out)


def relu_derivative(a: Array, *, out: Array) -> None:
    """Compute 1 where the unit is active (a > 0), else 0."""
    np.greater(a, 0.0, out=out)


def identity(z: Array, *, out: Array) -> None:
    """Compute z itself."""
    np.copyto(out, z)


def identity_derivative(a: Array, *, out: Array) -> None:
    """Compute 1 everywhere."""
    out[...] = np.ones_like(a)


def half_squared_error(error: Array) -> Array:
    """Return L = ½ Σ (target − a)², summed over samples and outputs, the last two axes."""
    return np.asarray(0.5 * np.sum(np.square(error), axis=(-2, -1)))


def half_squared_error_derivative(targets: Array, a: Array, out: Array) -> None:
    """Compute −∂L/∂a = target − a, the lecture's `y - l2`."""
    np.subtract(targets, a, out=out)


ACTIVATIONS: Mapping[str, Activation] = MappingProxyType(
    {
        activation.name: activation
        for activation in (
            Activation(name="sigmoid", function=sigmoid, derivative=sigmoid_derivative),
            Activation(name="tanh", function=tanh, derivative=tanh_derivative),
            Activation(name="relu", function=relu, derivative=relu_derivative),
            Activation(name="identity", function=identity, derivative=identity_derivative),
        )
    }
)

LOSSES: Mapping[str, Loss] = MappingProxyType(
    {
        "half_squared_error": Loss(
            name="half_squared_error",
            error=half_squared_error_derivative,
            value=half_squared_error,
        )
    }
)
