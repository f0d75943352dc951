"""The one table of what a trace records: names, axes, meanings, signs and formulas.

The recorder allocates by it, the reader checks every file against it, the export takes its names
from it, and the documentation shows it.

Layers are numbered from the input, which is layer 0, to the output, which is layer L. Weights k
lead from layer k to layer k + 1. All values are those of one recorded step.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

import numpy as np

from nnviz.learning.experiment import Experiment

DTYPE = np.dtype("<f8")
Shape = tuple[int, ...]

SAMPLE = "sample"
UNIT = "unit of k"
NEXT_UNIT = "unit of k + 1"


class Where(Enum):
    """For which k a quantity is recorded."""

    LAYERS = "k = 0 … L"
    COMPUTED_LAYERS = "k = 1 … L"
    WEIGHTS = "k = 0 … L − 1"
    BIASES = "k = 0 … L − 1 where layer k + 1 has biases"
    ONCE = "once"


@dataclass(frozen=True, kw_only=True, slots=True)
class Quantity:
    """A row of the table: a tensor that is recorded at every recorded step.

    Attributes:
        name: its name in a trace, without the number k.
        where: for which k it exists.
        axes: what its axes run over; none for a scalar.
        meaning: what it is.
        sign: what a positive value says.
        formula: how it is computed from the others.

    """

    name: str
    where: Where
    axes: tuple[str, ...]
    meaning: str
    sign: str
    formula: str

    @property
    def pattern(self) -> str:
        """Its name with its number: `weights/k`."""
        return self.name if self.where is Where.ONCE else f"{self.name}/k"


QUANTITIES = (
    Quantity(
        name="activations",
        where=Where.LAYERS,
        axes=(SAMPLE, UNIT),
        meaning="what each unit says; of layer 0, the input",
        sign="as it is",
        formula="a₀ = inputs; aₖ = f(zₖ)",
    ),
    Quantity(
        name="preactivations",
        where=Where.COMPUTED_LAYERS,
        axes=(SAMPLE, UNIT),
        meaning="the weighted sum that reaches each unit",
        sign="as it is",
        formula="zₖ = aₖ₋₁ · Wₖ₋₁ (+ bₖ₋₁)",
    ),
    Quantity(
        name="errors",
        where=Where.COMPUTED_LAYERS,
        axes=(SAMPLE, UNIT),
        meaning="by how much each activation should be more: −∂loss/∂a",
        sign="positive says 'more'",
        formula="e_L = targets − a_L; eₖ = δₖ₊₁ · Wₖᵀ",
    ),
    Quantity(
        name="derivatives",
        where=Where.COMPUTED_LAYERS,
        axes=(SAMPLE, UNIT),
        meaning="the slope of the activation function where the unit stands",
        sign="as it is",
        formula="f′(zₖ); for the sigmoid aₖ × (1 − aₖ)",
    ),
    Quantity(
        name="deltas",
        where=Where.COMPUTED_LAYERS,
        axes=(SAMPLE, UNIT),
        meaning="by how much each weighted sum should be more: −∂loss/∂z",
        sign="positive says 'more'",
        formula="δₖ = eₖ × f′(zₖ)",
    ),
    Quantity(
        name="weights",
        where=Where.WEIGHTS,
        axes=(UNIT, NEXT_UNIT),
        meaning="the weights before this step's update; after it they are weights + updates",
        sign="as it is",
        formula="Wₖ of the next step = Wₖ + updates/k",
    ),
    Quantity(
        name="gradients",
        where=Where.WEIGHTS,
        axes=(UNIT, NEXT_UNIT),
        meaning="the slope of the loss: ∂loss/∂W",
        sign="positive says 'more weight, more loss'",
        formula="−(aₖᵀ · δₖ₊₁)",
    ),
    Quantity(
        name="updates",
        where=Where.WEIGHTS,
        axes=(UNIT, NEXT_UNIT),
        meaning="what this step adds to the weights",
        sign="positive makes the weight more",
        formula="gradient descent: −learning rate × gradients/k",
    ),
    Quantity(
        name="biases",
        where=Where.BIASES,
        axes=(NEXT_UNIT,),
        meaning="the biases before this step's update; after it they are biases + bias_updates",
        sign="as it is",
        formula="bₖ of the next step = bₖ + bias_updates/k",
    ),
    Quantity(
        name="bias_gradients",
        where=Where.BIASES,
        axes=(NEXT_UNIT,),
        meaning="the slope of the loss: ∂loss/∂b",
        sign="positive says 'more bias, more loss'",
        formula="−Σ over the samples of δₖ₊₁",
    ),
    Quantity(
        name="bias_updates",
        where=Where.BIASES,
        axes=(NEXT_UNIT,),
        meaning="what this step adds to the biases",
        sign="positive makes the bias more",
        formula="gradient descent: −learning rate × bias_gradients/k",
    ),
    Quantity(
        name="loss",
        where=Where.ONCE,
        axes=(),
        meaning="what training makes small, all samples together",
        sign="never negative",
        formula="half_squared_error: ½ Σ (targets − a_L)²",
    ),
    Quantity(
        name="mean_absolute_error",
        where=Where.ONCE,
        axes=(),
        meaning="the error that the lecture shows",
        sign="never negative",
        formula="mean of |targets − a_L| over samples and outputs",
    ),
)

UPDATE_OF = {"weights": "updates", "biases": "bias_updates"}
"""The quantities that a step changes, and what it adds to each."""


def tensors(experiment: Experiment) -> dict[str, Shape]:
    """Return the name and the shape of every tensor that a step of `experiment` records."""
    return {
        name: shape for quantity in QUANTITIES for name, shape in _instances(quantity, experiment)
    }


def _instances(quantity: Quantity, experiment: Experiment) -> Iterator[tuple[str, Shape]]:
    for k in _numbers(quantity.where, experiment):
        shape = tuple(_size(axis, k, experiment) for axis in quantity.axes)
        yield quantity.pattern.replace("/k", f"/{k}"), shape


def _numbers(where: Where, experiment: Experiment) -> list[int]:
    n_layers = len(experiment.layers)
    return {
        Where.LAYERS: list(range(n_layers + 1)),
        Where.COMPUTED_LAYERS: list(range(1, n_layers + 1)),
        Where.WEIGHTS: list(range(n_layers)),
        Where.BIASES: [k for k, layer in enumerate(experiment.layers) if layer.bias],
        Where.ONCE: [0],
    }[where]


def _size(axis: str, k: int, experiment: Experiment) -> int:
    if axis == SAMPLE:
        return len(experiment.dataset.inputs)
    return experiment.widths[k if axis == UNIT else k + 1]


def markdown_table() -> str:
    """Return the table as Markdown, for the documentation."""
    lines = ["| name | for | axes | what it is | sign | formula |", "|---|---|---|---|---|---|"]
    lines += [
        f"| `{q.pattern}` | {q.where.value} | {', '.join(q.axes) or 'none'} | {q.meaning}"
        f" | {q.sign} | {q.formula} |"
        for q in QUANTITIES
    ]
    return "\n".join(lines)
