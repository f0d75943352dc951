"""The training loop."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from nnviz.learning.experiment import Experiment
from nnviz.learning.network import Network, initial_biases, initial_weights
from nnviz.learning.optimizers import GradientDescent
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
    data = experiment.dataset
    network = Network(experiment)
    optimizer = GradientDescent(learning_rate=experiment.learning_rate)
    weights = initial_weights(experiment)
    biases = initial_biases(experiment)

    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        for step in steps:
            step.activations[0][...] = data.inputs
            _keep(weights, step.weights)
            _keep(biases, step.biases)

            network.forward(step)
            network.compare(step, data.targets)
            network.backward(step)
            network.gradients(step)

            _learn(weights, step.gradients, step.updates, optimizer)
            _learn(biases, step.bias_gradients, step.bias_updates, optimizer)


def _keep(parameters: Arrays, kept: Arrays) -> None:
    for k, parameter in parameters.items():
        kept[k][...] = parameter


def _learn(parameters: Arrays, gradients: Arrays, updates: Arrays, by: GradientDescent) -> None:
    for k, parameter in parameters.items():
        by.update(gradients[k], out=updates[k])
        np.add(parameter, updates[k], out=parameter)
