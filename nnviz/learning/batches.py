"""Batches: which records each step learns from.

Without a batch size a step takes all records, and a step is an epoch. With one, every epoch deals
the records, shuffled, into batches of that size; what does not fill a batch sits this epoch out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, repeat

import numpy as np
from numpy.typing import NDArray

from nnviz.learning.chance import BATCHES, stream
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


def batches(experiment: Experiment) -> Iterator[Batch]:
    """Return the batch of one step after the other, without end."""
    data = experiment.dataset
    if experiment.batch_size is None:
        return repeat(Batch(data.inputs, data.targets))
    return (Batch(data.inputs[rows], data.targets[rows], rows) for rows in _deal(experiment))


def _deal(experiment: Experiment) -> Iterator[NDArray[np.int64]]:
    generator = stream(experiment.seed, BATCHES)
    n_samples, size = experiment.dataset.size, experiment.samples_per_step
    while True:
        order = generator.permutation(n_samples) if experiment.shuffle else np.arange(n_samples)
        for start in range(0, experiment.steps_per_epoch * size, size):
            yield order[start : start + size]


def downhill(experiment: Experiment) -> Iterator[Array]:
    """Return −(learning rate) of one step after the other, (), without end."""
    if experiment.schedule.name == "constant":
        return repeat(np.array(-experiment.learning_rate, dtype=np.float64))
    return _scheduled(experiment)


def _scheduled(experiment: Experiment) -> Iterator[Array]:
    first, epochs = experiment.learning_rate, experiment.epochs
    for epoch in count(1):
        rate = experiment.schedule.rate(first, epoch=epoch, epochs=epochs)
        yield from repeat(np.array(-rate), experiment.steps_per_epoch)
