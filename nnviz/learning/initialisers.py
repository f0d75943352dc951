"""Initialisers: the weights that a training begins with."""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import ExperimentError
from nnviz.learning.chance import WEIGHTS, stream
from nnviz.learning.checks import check, check_name, check_not_negative, is_finite, make_plain

Array = NDArray[np.float64]
Vector = tuple[float, ...]
Matrix = tuple[Vector, ...]

INITIALIZATIONS = ("lecture", "gaussian", "xavier", "glorot_uniform", "he", "given")


@dataclass(frozen=True, kw_only=True, slots=True)
class Initialization:
    """How the weights are chosen; biases begin at 0 unless they are given.

    Attributes:
        name: `lecture`: uniform in [−1, 1) from NumPy's legacy generator, as the lecture draws
            them; `gaussian`, `xavier`, `he`: normal around 0, from `np.random.Generator`;
            `glorot_uniform`: uniform around 0, likewise (Glorot, Bengio 2010); `given`.
        deviation: the standard deviation of `gaussian`; 0 makes all weights 0.
        weights: of `given`: for every k the weights from layer k to layer k + 1, row by row.
        biases: of `given`: the biases of each layer behind the input; () where it has none.

    Raises:
        ExperimentError: a field has an impossible value.

    """

    name: str = "lecture"
    deviation: float = 0.01
    weights: tuple[Matrix, ...] = ()
    biases: tuple[Vector, ...] = ()

    def __post_init__(self) -> None:
        make_plain(self)
        check_name("initialization.name", self.name, INITIALIZATIONS)
        check_not_negative("initialization.deviation", self.deviation)
        given = bool(self.weights or self.biases)
        remedy = 'give them with name = "given" only'
        check(not given or self.name == "given", "initialization.name", self.name, remedy)
        matrices = _parts(self.weights)
        rows = [row for matrix in matrices for row in _parts(matrix)] + [*_parts(self.biases)]
        for value in [value for row in rows for value in _parts(row)]:
            check(is_finite(value), "initialization", value, "give finite numbers")

    def deviation_of(self, shape: tuple[int, int]) -> float:
        """Return the standard deviation of what is drawn.

        Xavier's is that of Glorot, Bengio 2010; He's that of He et al. 2015, for ReLU layers.

        Args:
            shape: (units before the weights, units behind them).

        """
        match self.name:
            case "xavier":
                return math.sqrt(2 / sum(shape))
            case "he":
                return math.sqrt(2 / shape[0])
            case _:
                return self.deviation


def _parts(values: object) -> tuple[Any, ...]:
    remedy = "give rows of numbers for every layer behind the input, of biases one row for each"
    check(isinstance(values, tuple), "initialization", values, remedy)
    return cast("tuple[Any, ...]", values)


def weights_of(choice: Initialization, *, widths: tuple[int, ...], seed: int) -> dict[int, Array]:
    """Return the weights before training, drawn from the input on.

    Args:
        choice: how they are chosen.
        widths: units of every layer, the input first.
        seed: of what is drawn.

    Returns:
        For every k the weights from layer k to layer k + 1, (units of k, units of k + 1).

    """
    shapes = dict(enumerate(pairwise(widths)))
    if choice.name == "given":
        return {k: np.array(choice.weights[k], dtype=np.float64) for k in shapes}
    if choice.name == "lecture":
        legacy = np.random.RandomState(seed)
        return {k: 2 * legacy.random_sample(shape) - 1 for k, shape in shapes.items()}
    if choice.name == "glorot_uniform":
        uniform = stream(seed, WEIGHTS).uniform
        limits = {
            k: math.sqrt(6 / sum(shape)) for k, shape in shapes.items()
        }  # Glorot, Bengio 2010
        return {k: uniform(-limits[k], limits[k], shape) for k, shape in shapes.items()}
    normal = stream(seed, WEIGHTS).normal
    return {k: normal(0.0, choice.deviation_of(shape), shape) for k, shape in shapes.items()}


def biases_of(choice: Initialization, *, units: dict[int, int]) -> dict[int, Array]:
    """Return the biases before training.

    Args:
        choice: how they are chosen.
        units: for every k where layer k + 1 has biases, how many.

    Returns:
        For these k (units of k + 1,).

    """
    given = dict(enumerate(choice.biases))
    return {k: np.array(given.get(k, (0.0,) * n), dtype=np.float64) for k, n in units.items()}


def check_given(choice: Initialization, *, widths: tuple[int, ...], biased: set[int]) -> None:
    """Raise an error where given weights or biases do not fit the layers.

    Args:
        choice: what is given.
        widths: units of every layer, the input first.
        biased: the k where layer k + 1 has biases.

    Raises:
        ExperimentError: an array is missing, or has another shape.

    """
    if choice.name != "given":
        return
    shapes = list(pairwise(widths))
    if len(choice.weights) != len(shapes):
        raise ExperimentError(
            f"initialization.weights: {len(choice.weights)} arrays are not possible; give one for"
            f" each of the {len(shapes)} layers behind the input"
        )
    for k, (rows, columns) in enumerate(shapes):
        matrix = choice.weights[k]
        fits = len(matrix) == rows and all(len(row) == columns for row in matrix)
        field = f"initialization.weights {k + 1}"
        check(fits, field, matrix, f"give {rows} rows of {columns} numbers")
    for k, vector in enumerate(choice.biases):
        fits = k < len(shapes) and len(vector) == (shapes[k][1] if k in biased else 0)
        field = f"initialization.biases {k + 1}"
        check(fits, field, vector, "give a number for each unit of a layer with biases, else none")
