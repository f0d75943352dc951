"""Initializers: the weights that a training begins with. Each is a class here."""

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Any, ClassVar, cast

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import ExperimentError
from nnviz.learning.checks import check, check_not_negative, is_finite
from nnviz.learning.choices import Choice, choice_of, setting
from nnviz.learning.rng import WEIGHTS, generator_for

Array = NDArray[np.float64]
Vector = tuple[float, ...]
Matrix = tuple[Vector, ...]
Shapes = dict[int, tuple[int, int]]


@dataclass(frozen=True, kw_only=True)
class Initializer(ABC):
    """How weights are chosen.

    Attributes:
        DRAWS: which method of `np.random.Generator` a NumPy program draws with; empty: none.
        PREPARATION: the lines with which it gets ready, of the `{seed}`.
        FORMS: how it makes the weights `{w}`, the widest form first: of their `{shape}`, the units
            `{before}` and behind them, `{all}` in sum, and the constants by their names.

    """

    DRAWS: ClassVar[str] = ""
    PREPARATION: ClassVar[tuple[str, ...]] = ()
    FORMS: ClassVar[tuple[tuple[str, ...], ...]] = ()

    @abstractmethod
    def draw(self, shapes: Shapes, seed: int) -> dict[int, Array]:
        """Return the weights k of these shapes, drawn from the input on."""


class Lecture(Initializer):
    """Uniform in [−1, 1) from NumPy's legacy generator, as the lecture draws them."""

    PREPARATION = ("np.random.seed({seed})", "random = np.random.random")
    FORMS = (("{w} = 2*random({shape}) - 1",), ("{w} = random({shape})", "{w} = 2*{w} - 1"))

    def draw(self, shapes: Shapes, seed: int) -> dict[int, Array]:
        """Return 2·random − 1."""
        legacy = np.random.RandomState(seed)
        return {k: 2 * legacy.random_sample(shape) - 1 for k, shape in shapes.items()}


class Normal(Initializer):
    """Normal around 0, from `np.random.Generator`."""

    DRAWS = "normal"

    def draw(self, shapes: Shapes, seed: int) -> dict[int, Array]:
        """Return normal numbers of the deviation."""
        normal = generator_for(seed, WEIGHTS).normal
        return {k: normal(0.0, self.deviation_of(shape), shape) for k, shape in shapes.items()}

    @abstractmethod
    def deviation_of(self, shape: tuple[int, int]) -> float:
        """Return the standard deviation of weights of a shape."""


def _normal(deviation: str) -> tuple[tuple[str, ...], ...]:
    """Return the forms of normal numbers whose deviation is written so."""
    return (
        (f"d = {deviation}", "{w} = normal(0, d, {shape})"),
        (f"d = {deviation}", "size = {shape}", "{w} = normal(0, d, size)"),
    )


@dataclass(frozen=True, kw_only=True)
class Gaussian(Normal):
    """Normal with a deviation that is given."""

    deviation: float = setting(
        "the standard deviation; 0 makes all weights 0", 0.01, check_not_negative
    )
    FORMS = _normal("{deviation!r}")

    def deviation_of(self, shape: tuple[int, int]) -> float:
        """Return the deviation that is given."""
        return self.deviation


class Xavier(Normal):
    """Normal with the deviation of Glorot, Bengio 2010."""

    FORMS = _normal("np.sqrt(2/{all})")

    def deviation_of(self, shape: tuple[int, int]) -> float:
        """Return √(2 / (units before + units behind))."""
        return math.sqrt(2 / sum(shape))


class He(Normal):
    """Normal with the deviation of He et al. 2015, for ReLU layers."""

    FORMS = _normal("np.sqrt(2/{before})")

    def deviation_of(self, shape: tuple[int, int]) -> float:
        """Return √(2 / units before)."""
        return math.sqrt(2 / shape[0])


class GlorotUniform(Initializer):
    """Uniform around 0, from `np.random.Generator`: Glorot, Bengio 2010."""

    DRAWS = "uniform"
    FORMS = (
        ("d = np.sqrt(6/{all})", "{w} = uniform(-d, d, {shape})"),
        ("d = np.sqrt(6/{all})", "size = {shape}", "{w} = uniform(-d, d, size)"),
    )

    def draw(self, shapes: Shapes, seed: int) -> dict[int, Array]:
        """Return uniform numbers within ±√(6 / (units before + units behind))."""
        uniform = generator_for(seed, WEIGHTS).uniform
        limits = {k: math.sqrt(6 / sum(shape)) for k, shape in shapes.items()}
        return {k: uniform(-limits[k], limits[k], shape) for k, shape in shapes.items()}


def _parts(values: object) -> tuple[Any, ...]:
    remedy = "give rows of numbers for every layer behind the input, of biases one row for each"
    check(isinstance(values, tuple), "initialization", values, remedy)
    return cast("tuple[Any, ...]", values)


def _check_vectors(field: str, rows: object) -> None:
    for value in [value for row in _parts(rows) for value in _parts(row)]:
        check(is_finite(value), "initialization", value, "give finite numbers")


def _check_matrices(field: str, matrices: object) -> None:
    for matrix in _parts(matrices):
        _check_vectors(field, matrix)


@dataclass(frozen=True, kw_only=True)
class Given(Initializer):
    """Numbers that the experiment gives."""

    weights: tuple[Matrix, ...] = setting(
        "for every k the weights from layer k to layer k + 1, row by row", (), _check_matrices
    )
    biases: tuple[Vector, ...] = setting(
        "the biases of each layer behind the input; () where it has none", (), _check_vectors
    )

    def draw(self, shapes: Shapes, seed: int) -> dict[int, Array]:
        """Return what is given."""
        return {k: np.array(self.weights[k], dtype=np.float64) for k in shapes}


INITIALIZATIONS: Mapping[str, type[Initializer]] = MappingProxyType(
    {
        "lecture": Lecture,
        "gaussian": Gaussian,
        "xavier": Xavier,
        "glorot_uniform": GlorotUniform,
        "he": He,
        "given": Given,
    }
)


@choice_of("initialization", INITIALIZATIONS)
class Initialization(Choice[Initializer]):
    """How the weights are chosen, one of `INITIALIZATIONS`; biases begin at 0 unless given.

    Raises:
        ExperimentError: a field has an impossible value, or is none of this choice.

    """

    name: str = "lecture"


def draw_weights(choice: Initialization, *, widths: tuple[int, ...], seed: int) -> dict[int, Array]:
    """Return the weights before training, drawn from the input on.

    Args:
        choice: how they are chosen.
        widths: units of every layer, the input first.
        seed: of what is drawn.

    Returns:
        For every k the weights from layer k to layer k + 1, (units of k, units of k + 1).

    """
    return choice.rule.draw(dict(enumerate(pairwise(widths))), seed)


def first_biases(choice: Initialization, *, units: dict[int, int]) -> dict[int, Array]:
    """Return the biases before training.

    Args:
        choice: how they are chosen.
        units: for every k where layer k + 1 has biases, how many.

    Returns:
        For these k (units of k + 1,).

    """
    rule = choice.rule
    given = dict(enumerate(rule.biases if isinstance(rule, Given) else ()))
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
    rule = choice.rule
    if not isinstance(rule, Given):
        return
    shapes = list(pairwise(widths))
    if len(rule.weights) != len(shapes):
        raise ExperimentError(
            f"initialization.weights: {len(rule.weights)} arrays are not possible; give one for"
            f" each of the {len(shapes)} layers behind the input"
        )
    for k, (rows, columns) in enumerate(shapes):
        matrix = rule.weights[k]
        fits = len(matrix) == rows and all(len(row) == columns for row in matrix)
        field = f"initialization.weights {k + 1}"
        check(fits, field, matrix, f"give {rows} rows of {columns} numbers")
    for k, vector in enumerate(rule.biases):
        fits = k < len(shapes) and len(vector) == (shapes[k][1] if k in biased else 0)
        field = f"initialization.biases {k + 1}"
        check(fits, field, vector, "give a number for each unit of a layer with biases, else none")
