"""Batches: which records each step learns from.

Without a batch size a step takes all records, and a step is an epoch. With one, every epoch deals
the records, shuffled, into batches of that size; what does not fill a batch sits this epoch out,
or is a smaller batch. Or each batch is drawn from all records, with replacement.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count, islice, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.learning.chance import BATCHES, move, stream
from nnviz.learning.experiment import Experiment

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class Batch:
    """The records of one step.

    Attributes:
        inputs: (n_samples, n_inputs).
        targets: (n_samples, n_outputs).
        rows: (n_samples,) int64, where they stand in the data; None: these are the data.

    """

    inputs: Array
    targets: Array
    rows: NDArray[np.int64] | None = None


class Deck:
    """The records as a deck of cards that is shuffled for every epoch.

    Attributes:
        place: of the stream of chance, before this epoch was shuffled.

    """

    def __init__(self, experiment: Experiment) -> None:
        self._experiment = experiment
        self._generator = stream(experiment.seed, BATCHES)
        self._dealt = 0
        self.place: Mapping[str, Any] = self._generator.bit_generator.state

    def go_on(self, taken: int, place: Mapping[str, Any]) -> None:
        """Deal on behind so many steps, at least one; `place` is what it was then.

        Raises:
            ValueError: this is no place in a stream.

        """
        move(self._generator, place)
        self._dealt = (taken - 1) % self._experiment.steps_per_epoch + 1

    def batches(self) -> Iterator[Batch]:
        """Return the batch of one step after the other, without end."""
        data = self._experiment.dataset
        if self._experiment.batch_size is None:
            return repeat(Batch(data.inputs, data.targets))
        return (Batch(data.inputs[rows], data.targets[rows], rows) for rows in self._deal())

    def _deal(self) -> Iterator[NDArray[np.int64]]:
        size, per_epoch = self._experiment.samples_per_step, self._experiment.steps_per_epoch
        while True:
            order = self._shuffled()
            for number in range(self._dealt, per_epoch):
                yield order[number * size : (number + 1) * size]
            self._dealt = 0

    def _shuffled(self) -> NDArray[np.int64]:
        self.place = self._generator.bit_generator.state
        experiment, n_samples = self._experiment, self._experiment.dataset.size
        if experiment.replacement:
            count = experiment.samples_per_step * experiment.steps_per_epoch
            return self._generator.choice(n_samples, count)
        if experiment.shuffle:
            return self._generator.permutation(n_samples)
        return np.arange(n_samples)


def downhill(experiment: Experiment, taken: int = 0) -> Iterator[Array]:
    """Return −(learning rate) of one step after the other, (), without end.

    Args:
        experiment: says which schedule.
        taken: how many steps are left out.

    """
    if not experiment.schedule.rule.CHANGES:
        return repeat(np.array(-experiment.learning_rate, dtype=np.float64))
    return islice(_scheduled(experiment, taken), taken % experiment.steps_per_epoch, None)


def _scheduled(experiment: Experiment, taken: int) -> Iterator[Array]:
    first, epochs = experiment.learning_rate, experiment.epochs
    for epoch in count(1 + taken // experiment.steps_per_epoch):
        rate = experiment.schedule.rate(first, epoch=epoch, epochs=epochs)
        yield from repeat(np.array(-rate), experiment.steps_per_epoch)
