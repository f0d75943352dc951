"""Batches: which records each step learns from.

Without a batch size a step takes all records, and a step is an epoch. With one, every epoch divides
the records, shuffled, into batches of that size; what does not fill a batch is left out of this
epoch, or is a smaller batch. Or each batch is drawn from all records, with replacement.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count, islice, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.learning.experiment import Experiment
from nnviz.learning.rng import BATCHES, generator_for, set_state
from nnviz.learning.schedules import ScheduleRule

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class Batch:
    """The records of one step.

    Attributes:
        inputs: (n_records, n_inputs).
        targets: (n_records, n_outputs).
        rows: (n_records,) int64, where they stand in the data; None: these are the data.

    """

    inputs: Array
    targets: Array
    rows: NDArray[np.int64] | None = None


class BatchSampler:
    """Draws the records of each step; they are shuffled for every epoch.

    Attributes:
        rng_state: of the random number generator, before this epoch was shuffled.

    """

    def __init__(self, experiment: Experiment) -> None:
        self._experiment = experiment
        self._generator = generator_for(experiment.seed, BATCHES)
        self._batches_taken = 0
        self.rng_state: Mapping[str, Any] = self._generator.bit_generator.state

    def resume(self, taken: int, rng_state: Mapping[str, Any]) -> None:
        """Go on behind so many steps, at least one; `rng_state` is what it was then.

        Raises:
            ValueError: this is no state of the generator.

        """
        set_state(self._generator, rng_state)
        self._batches_taken = (taken - 1) % self._experiment.steps_per_epoch + 1

    def batches(self) -> Iterator[Batch]:
        """Return the batch of one step after the other, without end."""
        data = self._experiment.dataset
        if self._experiment.batch_size is None:
            return repeat(Batch(data.inputs, data.targets))
        return (
            Batch(data.inputs[rows], data.targets[rows], rows) for rows in self._rows_of_batches()
        )

    def _rows_of_batches(self) -> Iterator[NDArray[np.int64]]:
        size, per_epoch = self._experiment.records_per_step, self._experiment.steps_per_epoch
        while True:
            order = self._epoch_order()
            for number in range(self._batches_taken, per_epoch):
                yield order[number * size : (number + 1) * size]
            self._batches_taken = 0

    def _epoch_order(self) -> NDArray[np.int64]:
        self.rng_state = self._generator.bit_generator.state
        experiment, n_records = self._experiment, self._experiment.dataset.size
        if experiment.replacement:
            count = experiment.records_per_step * experiment.steps_per_epoch
            return self._generator.choice(n_records, count)
        if experiment.shuffle:
            return self._generator.permutation(n_records)
        return np.arange(n_records)


def negative_rates(experiment: Experiment, taken: int = 0) -> Iterator[Array]:
    """Return −(learning rate) of one step after the other, (), without end.

    Args:
        experiment: says which schedule.
        taken: how many steps are left out.

    """
    rule = experiment.schedule.rule
    if not rule.CHANGES:
        return repeat(np.array(-experiment.learning_rate, dtype=np.float64))
    return islice(
        _scheduled_negative_rates(rule, experiment, taken), taken % experiment.steps_per_epoch, None
    )


def _scheduled_negative_rates(
    rule: ScheduleRule, experiment: Experiment, taken: int
) -> Iterator[Array]:
    first, epochs = experiment.learning_rate, experiment.epochs
    for epoch in count(1 + taken // experiment.steps_per_epoch):
        rate = rule.rate(first, epoch=epoch, epochs=epochs)
        yield from repeat(np.array(-rate), experiment.steps_per_epoch)
