"""What a trace says of a training: the network, and how its steps make epochs.

An experiment says both of itself. A training that is no experiment of ours can say them, too.
"""

from dataclasses import dataclass, field, fields
from typing import Protocol

from nnviz.errors import ExperimentError, quoted
from nnviz.learning.activations import ACTIVATIONS
from nnviz.learning.checks import (
    check,
    check_fraction,
    check_name,
    check_not_negative,
    check_whole,
    make_plain,
)
from nnviz.learning.datasets import Dataset
from nnviz.learning.losses import LOSSES
from nnviz.learning.optimizers import OPTIMIZERS
from nnviz.learning.regularization import Regularization

MAX_UNITS = 100_000
MAX_LAYERS = 100
MAX_COUNT = 2**53
MEMORIES = frozenset(memory.name for rule in OPTIMIZERS.values() for memory in rule.MEMORIES)


@dataclass(frozen=True, kw_only=True, slots=True)
class Layer:
    """One layer of neurons, fully connected to the layer before it.

    Attributes:
        units: how many neurons.
        activation: their activation function, a name in `activations.ACTIVATIONS`.
        bias: whether each has a bias.
        dropout: how likely each is silenced in a step, 0 to below 1; the others say as much more,
            so that nothing changes on average (Srivastava et al. 2014, section 10).

    Raises:
        ExperimentError: a field has an impossible value.

    """

    units: int
    activation: str = "sigmoid"
    bias: bool = False
    dropout: float = 0.0

    def __post_init__(self) -> None:
        make_plain(self)
        check_whole("units", self.units, lowest=1, highest=MAX_UNITS)
        check_name("activation", self.activation, ACTIVATIONS)
        check(type(self.bias) is bool, "bias", self.bias, "give true or false")
        check_fraction("dropout", self.dropout)


@dataclass(frozen=True, kw_only=True, slots=True)
class NetworkDescription:
    """What a network is.

    Attributes:
        inputs: how many numbers go in.
        layers: those behind the input, the output last.
        loss: what is made small, a name in `losses.LOSSES`.

    Raises:
        ExperimentError: a field has an impossible value.

    """

    inputs: int
    layers: tuple[Layer, ...]
    loss: str

    def __post_init__(self) -> None:
        make_plain(self, "inputs", "loss")
        _check_layers(self.layers)
        check_whole("inputs", self.inputs, lowest=1, highest=MAX_COUNT)
        check_name("loss", self.loss, LOSSES)
        remedy = f"give the last layer the activation {self.pair!r}"
        check(self.pair in {None, self.layers[-1].activation}, "loss", self.loss, remedy)

    @property
    def widths(self) -> tuple[int, ...]:
        """Number of units of every layer, the input first: (3, 4, 1) for the lecture's XOR."""
        return (self.inputs, *(layer.units for layer in self.layers))

    @property
    def has_dropout(self) -> bool:
        """Whether some nodes are silent while it learns."""
        return any(layer.dropout for layer in self.layers)

    @property
    def loss_is_sum(self) -> bool:
        """Whether the loss is a sum over the records; else it is a mean."""
        return LOSSES[self.loss].is_sum

    @property
    def pair(self) -> str | None:
        """The output activation whose slope the loss cancels; None: it cancels none."""
        return LOSSES[self.loss].pair

    def parameters(self) -> dict[str, tuple[int, ...]]:
        """Return the name and the shape of every array of parameters, weights before biases."""
        shapes: dict[str, tuple[int, ...]] = {}
        for k, layer in enumerate(self.layers):
            shapes[f"weights/{k}"] = self.widths[k : k + 2]
            if layer.bias:
                shapes[f"biases/{k}"] = (layer.units,)
        return shapes


@dataclass(frozen=True, kw_only=True, slots=True)
class TrainingDescription:
    """How the steps of a training make epochs, and what of them a picture has to say.

    Attributes:
        records_per_step: how many records a step learns from; a smaller last batch has fewer.
        records_in_last_step: of an epoch.
        steps_per_epoch: 1 with the full batch.
        by_batches: whether a step learns from a batch, be it of all records.
        steps: in all; None: nobody knows it yet.
        learning_rate: of the first step; None: it is not known.
        rate_changes: whether that of the others is another.
        memory: what the optimizer remembers, names of quantities of the weights.
        regularization: a price on large weights.
        updates_are_plain: whether an update is −learning rate × gradient, with nothing besides.

    Raises:
        ExperimentError: a field has an impossible value.

    """

    records_per_step: int
    records_in_last_step: int
    steps_per_epoch: int = 1
    by_batches: bool = False
    steps: int | None = None
    learning_rate: float | None = None
    rate_changes: bool = False
    memory: tuple[str, ...] = ()
    regularization: Regularization = field(default_factory=Regularization)
    updates_are_plain: bool = False

    def __post_init__(self) -> None:
        make_plain(self, *(each.name for each in fields(self) if each.name != "regularization"))
        check_whole("records_per_step", self.records_per_step, lowest=1, highest=MAX_COUNT)
        most = self.records_per_step
        check_whole("records_in_last_step", self.records_in_last_step, lowest=1, highest=most)
        check_whole("steps_per_epoch", self.steps_per_epoch, lowest=1, highest=MAX_COUNT)
        if self.steps is not None:
            check_whole("steps", self.steps, lowest=1, highest=MAX_COUNT)
        if self.learning_rate is not None:
            check_not_negative("learning_rate", self.learning_rate)
        for name in ("by_batches", "rate_changes", "updates_are_plain"):
            value = getattr(self, name)
            check(type(value) is bool, name, value, "give true or false")
        known = isinstance(self.memory, tuple) and MEMORIES.issuperset(self.memory)
        check(known, "memory", self.memory, f"give some of {', '.join(sorted(MEMORIES))}")
        possible = isinstance(self.regularization, Regularization)
        check(possible, "regularization", self.regularization, "give Regularization(…)")

    @property
    def epochs(self) -> int | None:
        """How many epochs the training has; None: nobody knows it yet."""
        return None if self.steps is None else self.steps // self.steps_per_epoch


class Described(Protocol):
    """What says what was trained: an experiment, a plan, a trace."""

    @property
    def network(self) -> NetworkDescription:
        """What is trained."""

    @property
    def training(self) -> TrainingDescription:
        """How its steps make epochs."""

    @property
    def dataset(self) -> Dataset:
        """The records that are learned."""


def check_together(
    network: NetworkDescription, training: TrainingDescription, data: Dataset
) -> None:
    """Refuse a network or a training that is not one of these data.

    Raises:
        ExperimentError: says which field does not fit them.

    """
    columns, size = data.inputs.shape[1], training.records_per_step
    remedy = f"{data.name} has {columns} a record: give the network as many inputs"
    check(network.inputs == columns, "inputs", network.inputs, remedy)
    check_outputs(network, data)
    remedy = f"{data.name} has {data.size:,} records: give by_batches, or as many a step"
    check(size <= data.size, "records_per_step", size, remedy)
    last, per_epoch = training.records_in_last_step, training.steps_per_epoch
    whole = size == last == data.size and per_epoch == 1
    check(training.by_batches or whole, "records_per_step", size, remedy)


def check_outputs(network: NetworkDescription, data: Dataset) -> None:
    """Refuse a network that has not as many outputs as a record has targets.

    Raises:
        ExperimentError: it has not.

    """
    outputs = data.targets.shape[1]
    targets = "1 target" if outputs == 1 else f"{outputs} targets"
    remedy = f"{data.name} has {targets} a record: give the last layer as many units"
    check(network.widths[-1] == outputs, "layers", network.layers[-1], remedy)


def _check_layers(layers: object) -> None:
    if not isinstance(layers, tuple) or not all(isinstance(layer, Layer) for layer in layers):
        raise ExperimentError(f"layers: {quoted(layers)} is not possible; give a tuple of Layer")
    remedy = f"give 1 to {MAX_LAYERS} layers"
    check(1 <= len(layers) <= MAX_LAYERS, "layers", f"{len(layers)} layers", remedy)
    remedy = "outputs are what is compared: let layers before the last have dropout"
    check(not layers[-1].dropout, "layers", layers[-1], remedy)
    for layer in layers[:-1]:
        remedy = f"{layer.activation} makes shares of outputs: only the last layer can have it"
        check(not ACTIVATIONS[layer.activation].shares_sums, "layers", layer, remedy)
