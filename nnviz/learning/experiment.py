"""An experiment: everything that one training run depends on.

The same experiment gives the same numbers, bit for bit, on the same machine.
"""

from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from nnviz.learning.activations import ACTIVATIONS
from nnviz.learning.checks import (
    check,
    check_not_negative,
    check_whole,
    make_plain,
)
from nnviz.learning.data import Data, as_data
from nnviz.learning.datasets import Dataset
from nnviz.learning.description import (
    Layer,
    NetworkDescription,
    TrainingDescription,
    check_outputs,
)
from nnviz.learning.initializers import Initialization, check_given
from nnviz.learning.optimizers import OptimizerSettings
from nnviz.learning.recording import Recording
from nnviz.learning.regularization import Regularization
from nnviz.learning.schedules import MAX_EPOCHS, Schedule

SWITCHES = ("shuffle", "drop_last", "replacement")
MAX_SEED = 2**32 - 1

TABLES = MappingProxyType(
    {
        "optimizer": OptimizerSettings,
        "schedule": Schedule,
        "initialization": Initialization,
        "regularization": Regularization,
        "recording": Recording,
    }
)
"""The parts of an experiment that have fields of their own."""

NAMED = ("optimizer", "schedule", "initialization")
"""Those of them that a name alone may stand for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Experiment:
    """Everything that one training run depends on; the defaults are the lecture's XOR network.

    Attributes:
        data: what is learned; a name alone becomes `Data` of that name.
        layers: the layers behind the input, the output last; as many outputs as targets.
        seed: of all random numbers, 0 to 2³² − 1.
        learning_rate: what gradients are multiplied by; 0 computes forward and learns nothing.
        epochs: passes over the data.
        loss: what is made small, a name in `losses.LOSSES`.
        batch_size: records a step: 1 is online learning; None takes them all (full batch).
        shuffle: whether batches are dealt anew in every epoch.
        drop_last: whether records that do not fill a batch sit the epoch out; else they are its
            last, smaller batch, whose loss is the mean over them where the loss is a mean.
        replacement: whether each record of a batch is drawn from all records, so that an epoch can
            see one twice and another not at all.
        optimizer: how gradients become updates.
        schedule: how the learning rate changes.
        initialization: the weights before training.
        regularization: a price on large weights.
        recording: what is kept of the training.

    Raises:
        ExperimentError: a field has an impossible value.

    """

    data: str | Data = "xor"
    layers: tuple[Layer, ...] = (Layer(units=4), Layer(units=1))
    seed: int = 1
    learning_rate: float = 1.0
    epochs: int = 2000
    loss: str = "half_squared_error"
    batch_size: int | None = None
    shuffle: bool = True
    drop_last: bool = True
    replacement: bool = False
    optimizer: OptimizerSettings = field(default_factory=OptimizerSettings)
    schedule: Schedule = field(default_factory=Schedule)
    initialization: Initialization = field(default_factory=Initialization)
    regularization: Regularization = field(default_factory=Regularization)
    recording: Recording = field(default_factory=Recording)
    _network: NetworkDescription = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        make_plain(self, "seed", "learning_rate", "epochs", "loss", "batch_size", *SWITCHES)
        object.__setattr__(self, "data", as_data(self.data))
        _build_named(self)
        inputs = self.dataset.inputs.shape[1]
        network = NetworkDescription(inputs=inputs, layers=self.layers, loss=self.loss)
        object.__setattr__(self, "_network", network)
        check_outputs(network, self.dataset)
        check_whole("seed", self.seed, lowest=0, highest=MAX_SEED)
        check_not_negative("learning_rate", self.learning_rate)
        check_whole("epochs", self.epochs, lowest=1, highest=MAX_EPOCHS)
        for name in SWITCHES:
            value = getattr(self, name)
            check(type(value) is bool, name, value, "give true or false")
        _check_tables(self)
        _check_replacement(self)
        _check_batches(self)
        _check_learnable(self)
        _check_loss(self)
        biased = {k for k, layer in enumerate(self.layers) if layer.bias}
        check_given(self.initialization, widths=self.widths, biased=biased)

    @property
    def dataset(self) -> Dataset:
        """The records that are learned; of an opened trace, those that it shows."""
        return as_data(self.data).dataset

    @property
    def network(self) -> NetworkDescription:
        """What is trained."""
        return self._network

    @property
    def widths(self) -> tuple[int, ...]:
        """Number of units of every layer, the input first: (3, 4, 1) for the lecture's XOR."""
        return self.network.widths

    @property
    def records_per_step(self) -> int:
        """How many records a step learns from; a smaller last batch has fewer."""
        return self.batch_size or self.dataset.size

    @property
    def steps_per_epoch(self) -> int:
        """How many steps an epoch has: 1 with the full batch."""
        whole, rest = divmod(self.dataset.size, self.records_per_step)
        return whole + (rest > 0 and not self.drop_last)

    @property
    def records_in_last_step(self) -> int:
        """How many records the last step of an epoch learns from."""
        if self.drop_last:
            return self.records_per_step
        return self.dataset.size % self.records_per_step or self.records_per_step

    @property
    def steps(self) -> int:
        """How many steps the training has."""
        return self.epochs * self.steps_per_epoch

    @property
    def training(self) -> TrainingDescription:
        """How the steps make epochs, and what of them a picture has to say."""
        rule, changes = self.optimizer.rule, self.schedule.rule.CHANGES
        return TrainingDescription(
            records_per_step=self.records_per_step,
            records_in_last_step=self.records_in_last_step,
            steps_per_epoch=self.steps_per_epoch,
            by_batches=self.batch_size is not None,
            steps=self.steps,
            learning_rate=self.learning_rate,
            rate_changes=changes,
            memory=tuple(memory.name for memory in rule.MEMORIES),
            regularization=self.regularization,
            updates_are_plain=rule.IS_PLAIN and not changes and not self.regularization,
        )


def _build_named(experiment: Experiment) -> None:
    """Let a part that is given by nothing but its name be of that name."""
    for name in NAMED:
        value = getattr(experiment, name)
        if isinstance(value, str):
            object.__setattr__(experiment, name, TABLES[name](name=value))


def _check_tables(experiment: Experiment) -> None:
    for name, kind in TABLES.items():
        value = getattr(experiment, name)
        check(isinstance(value, kind), name, value, f"give {kind.__name__}(…), a table in a scene")


def _check_batches(experiment: Experiment) -> None:
    size, total = experiment.batch_size, experiment.dataset.size
    if size is None:
        remedy = "without batch_size a step takes all records; leave it out, or give batch_size"
        for name in ("shuffle", "drop_last"):
            check(getattr(experiment, name), name, False, remedy)
        return
    check_whole("batch_size", size, lowest=1, highest=total)
    whole = total % size == 0
    remedy = (
        f"its batches would always leave the same of {total} records out; shuffle them, or keep "
        "them with drop_last = false"
    )
    left_out = experiment.drop_last and not whole
    check(experiment.shuffle or not left_out, "batch_size", size, remedy)
    remedy = (
        "the last batch of an epoch is smaller, as drop_last = false has it; give numbers of "
        "records, or leave records out"
    )
    every = experiment.recording.records == "all"
    check(whole or experiment.drop_last or not every, "recording records", "all", remedy)


def _check_replacement(experiment: Experiment) -> None:
    if not experiment.replacement:
        return
    remedy = "give batch_size: how many records each step draws from all of them"
    check(experiment.batch_size is not None, "replacement", True, remedy)
    remedy = "what is drawn with replacement is in no order; leave shuffle = false out"
    check(experiment.shuffle, "replacement", True, remedy)
    remedy = "every batch that is drawn with replacement is whole; leave drop_last = false out"
    check(experiment.drop_last, "replacement", True, remedy)


def _check_learnable(experiment: Experiment) -> None:
    for layer in experiment.layers:
        learns = experiment.learning_rate == 0 or ACTIVATIONS[layer.activation].learnable
        remedy = "it has no slope to learn by; choose sigmoid, or learning_rate = 0 to compute only"
        check(learns, "activation", layer.activation, remedy)


def _check_loss(experiment: Experiment) -> None:
    pair = experiment.network.pair
    if pair is None:
        return
    targets = experiment.dataset.targets
    remedy = f"the targets of {experiment.dataset.name} are no probabilities; choose another loss"
    possible = bool((targets >= 0).all() and (targets <= 1).all())
    if ACTIVATIONS[pair].shares_sums:
        possible = possible and bool(np.allclose(targets.sum(axis=1), 1))
    check(possible, "loss", experiment.loss, remedy)
