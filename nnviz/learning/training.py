"""The training loop."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from nnviz.learning.batches import batches, downhill
from nnviz.learning.dropout import Dropout
from nnviz.learning.experiment import Experiment
from nnviz.learning.network import Network, initial_biases, initial_weights
from nnviz.learning.optimizers import OPTIMIZERS, Optimization
from nnviz.learning.step import Arrays, Step

Array = NDArray[np.float64]


def train(experiment: Experiment, steps: Iterable[Step]) -> None:
    """Train a fresh network, one step for each of `steps`, and compute into them.

    Training that diverges goes on with infinities and NaN, as NumPy computes them, without
    warnings: it is a lesson, not a crash.

    Args:
        experiment: what to train. How many steps are taken is up to `steps`.
        steps: arrays for one step after the other. A step is complete when the next is asked for.

    """
    network = Network(experiment)
    weights = Parameters(initial_weights(experiment), experiment.optimizer)
    biases = Parameters(initial_biases(experiment), experiment.optimizer, prefix="bias_")
    dropout = Dropout(experiment)

    # The steps are what ends: they stand first, so that none is asked for in vain.
    taken = zip(steps, batches(experiment), downhill(experiment), strict=False)
    with np.errstate(all="ignore"):
        for step, batch, rate in taken:
            step.activations[0][...] = batch.inputs
            weights.keep(step.weights)
            biases.keep(step.biases)
            if step.masks:
                dropout.draw(step.masks)

            network.forward(step)
            network.compare(step, batch.targets)
            network.backward(step, batch.targets)
            network.gradients(step)

            weights.learn(step.gradients, step.updates, rate)
            biases.learn(step.bias_gradients, step.bias_updates, rate)
            if step.memory:
                weights.remember(step.memory)
                biases.remember(step.memory)
            if step.samples is not None:
                step.samples[...] = batch.rows
            if step.learning_rate is not None:
                np.negative(rate, out=step.learning_rate)


class Parameters:
    """All weights, or all biases, and the optimisers that look after them."""

    def __init__(self, values: Arrays, settings: Optimization, *, prefix: str = "") -> None:
        kind = OPTIMIZERS[settings.name]
        self._all = [(k, value, kind(settings, value)) for k, value in values.items()]
        self._prefix = prefix

    def keep(self, kept: Arrays) -> None:
        """Copy them as they are before the update."""
        for k, value, _ in self._all:
            kept[k][...] = value

    def learn(self, gradients: Arrays, updates: Arrays, rate: Array) -> None:
        """Compute the updates and add them."""
        for k, value, optimizer in self._all:
            optimizer.update(gradients[k], rate, out=updates[k])
            np.add(value, updates[k], out=value)

    def remember(self, memory: Mapping[str, Arrays]) -> None:
        """Copy what the optimisers remember."""
        for k, _, optimizer in self._all:
            for name, array in optimizer.state.items():
                memory[self._prefix + name][k][...] = array
