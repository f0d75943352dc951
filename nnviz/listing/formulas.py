"""Formulas: how activations, losses and their slopes are written in NumPy, in narrow lines.

They keep to the order of operations of `nnviz.learning`, so that a program that is made of them
has the recorded numbers to the last bit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, kw_only=True, slots=True)
class ArrayFormula:
    """How an activation function is written.

    Attributes:
        definition: lines that define it, where NumPy lacks it.
        value: of the pre-activations `{z}`.
        slope: of the activations `{a}`; empty: 1 everywhere.

    """

    definition: tuple[str, ...] = ()
    value: str
    slope: str = ""


FORMULAS: Mapping[str, ArrayFormula] = MappingProxyType(
    {
        "sigmoid": ArrayFormula(
            definition=("def sigmoid(z):", "  return 1 / (1 + np.exp(-z))"),
            value="sigmoid({z})",
            slope="{a}*(1-{a})",
        ),
        "tanh": ArrayFormula(value="np.tanh({z})", slope="1 - {a}*{a}"),
        "relu": ArrayFormula(
            definition=("def relu(z):", "  return np.maximum(z, 0)"),
            value="relu({z})",
            slope="{a} > 0",
        ),
        "leaky_relu": ArrayFormula(
            definition=("def leaky(z):", "  return np.maximum(z, 0.01*z)"),
            value="leaky({z})",
            slope="np.where({a}>0, 1, .01)",
        ),
        "softplus": ArrayFormula(
            definition=("def softplus(z):", "  return np.logaddexp(0, z)"),
            value="softplus({z})",
            slope="-np.expm1(-{a})",
        ),
        "identity": ArrayFormula(value="{z}"),
        "step": ArrayFormula(
            definition=("def step(z):", "  return np.heaviside(z, 0)"),
            value="step({z})",
            slope="0*{a}",
        ),
        "softmax": ArrayFormula(
            definition=(
                "def softmax(z):",
                "  top = z.max(1)[:, None]",
                "  e = np.exp(z - top)",
                "  return e/e.sum(1)[:, None]",
            ),
            value="softmax({z})",
            slope="{a}*(1-{a})",
        ),
    }
)

WEIGHED: Mapping[str, str] = MappingProxyType(
    {
        "half_squared_error": "",
        "mean_squared_error": "{error}*(2/y.size)",
        "binary_cross_entropy": "",
        "categorical_cross_entropy": "",
    }
)
"""By how much the outputs should be more, of the error; empty: by the error, or see `DELTAS`."""

DELTAS: Mapping[str, str] = MappingProxyType(
    {
        "binary_cross_entropy": "{error}/y.size",
        "categorical_cross_entropy": "{error}/len(y)",
    }
)
"""By how much the sums of the outputs should be more, where the slope of the outputs cancels."""
