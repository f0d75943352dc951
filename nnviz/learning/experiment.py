"""An experiment: everything that one training run depends on.

The same experiment gives the same numbers, bit for bit, on the same machine.
"""

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import cast

from nnviz.errors import ExperimentError
from nnviz.learning.datasets import DATASETS, Dataset
from nnviz.learning.functions import ACTIVATIONS, LOSSES

MAX_UNITS = 100_000
MAX_LAYERS = 100
MAX_EPOCHS = 1_000_000_000
MAX_SEED = 2**32 - 1


def _check(possible: bool, field: str, value: object, remedy: str) -> None:
    if not possible:
        raise ExperimentError(f"{field}: {value!r:.100} is not possible; {remedy}")


def _check_whole(field: str, value: object, *, lowest: int, highest: int) -> None:
    possible = type(value) is int and lowest <= value <= highest
    _check(possible, field, value, f"give a whole number from {lowest:,} to {highest:,}")


def _check_name(field: str, value: object, known: Collection[str]) -> None:
    possible = isinstance(value, str) and value in known
    _check(possible, field, value, f"give one of {', '.join(sorted(known))}")


def _check_rate(rate: object) -> None:
    possible = type(rate) in (int, float) and math.isfinite(cast("float", rate))
    remedy = "give a finite number above 0"
    _check(possible and cast("float", rate) > 0, "learning_rate", rate, remedy)


@dataclass(frozen=True, kw_only=True, slots=True)
class Layer:
    """One layer of neurons, fully connected to the layer before it.

    Attributes:
        units: how many neurons.
        activation: their activation function, a name in `functions.ACTIVATIONS`.
        bias: whether each has a bias.

    Raises:
        ExperimentError: a field has an impossible value.

    """

    units: int
    activation: str = "sigmoid"
    bias: bool = False

    def __post_init__(self) -> None:
        _check_whole("units", self.units, lowest=1, highest=MAX_UNITS)
        _check_name("activation", self.activation, ACTIVATIONS)
        _check(type(self.bias) is bool, "bias", self.bias, "give true or false")


@dataclass(frozen=True, kw_only=True, slots=True)
class Experiment:
    """Everything that one training run depends on; the defaults are the lecture's XOR network.

    Attributes:
        data: what is learned, a name in `datasets.DATASETS`.
        layers: the layers behind the input, the output last; as many outputs as targets.
        seed: of NumPy's legacy generator (`RandomState`), 0 to 2³² − 1.
        learning_rate: what gradients are multiplied by, more than 0.
        epochs: passes over the data.
        loss: what is made small, a name in `functions.LOSSES`.
        batch_size: samples a step; None takes them all (full batch), the only choice so far.

    Raises:
        ExperimentError: a field has an impossible value.

    """

    data: str = "xor"
    layers: tuple[Layer, ...] = (Layer(units=4), Layer(units=1))
    seed: int = 1
    learning_rate: float = 1.0
    epochs: int = 2000
    loss: str = "half_squared_error"
    batch_size: int | None = None

    def __post_init__(self) -> None:
        _check_name("data", self.data, DATASETS)
        _check_layers(self.layers, DATASETS[self.data])
        _check_whole("seed", self.seed, lowest=0, highest=MAX_SEED)
        _check_rate(self.learning_rate)
        _check_whole("epochs", self.epochs, lowest=1, highest=MAX_EPOCHS)
        _check_name("loss", self.loss, LOSSES)
        _check(
            self.batch_size is None,
            "batch_size",
            self.batch_size,
            "leave it out: only the full batch is supported yet",
        )

    @property
    def dataset(self) -> Dataset:
        """The data that are learned."""
        return DATASETS[self.data]

    @property
    def widths(self) -> tuple[int, ...]:
        """Number of units of every layer, the input first: (3, 4, 1) for the lecture's XOR."""
        return (self.dataset.inputs.shape[1], *(layer.units for layer in self.layers))


def _check_layers(layers: object, data: Dataset) -> None:
    if not isinstance(layers, tuple) or not all(isinstance(layer, Layer) for layer in layers):
        raise ExperimentError(f"layers: {layers!r:.100} is not possible; give a tuple of Layer")
    remedy = f"give 1 to {MAX_LAYERS} layers"
    _check(1 <= len(layers) <= MAX_LAYERS, "layers", f"{len(layers)} layers", remedy)
    outputs = data.targets.shape[1]
    remedy = f"{data.name} has {outputs} target(s) a sample: give the last layer as many units"
    _check(layers[-1].units == outputs, "layers", layers[-1], remedy)
