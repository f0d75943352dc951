"""The network: forward and backward through its layers, as a lecture would write it.

With the sigmoid and no biases this is, operation for operation, the lecture's

    l1 = nonlin(np.dot(l0, syn0))
    l2 = nonlin(np.dot(l1, syn1))
    l2_error = y - l2
    l2_delta = l2_error * nonlin(l2, deriv=True)
    l1_error = l2_delta.dot(syn1.T)
    l1_delta = l1_error * nonlin(l1, deriv=True)

for any number of layers.
"""

import numpy as np
from numpy.typing import NDArray

from nnviz.learning.experiment import Experiment
from nnviz.learning.functions import ACTIVATIONS, LOSSES
from nnviz.learning.step import Step

Array = NDArray[np.float64]


class Network:
    """A fully connected network; the numbers that it computes live in a `Step`."""

    def __init__(self, experiment: Experiment) -> None:
        layers = enumerate(experiment.layers, start=1)
        self._activations = [(k, ACTIVATIONS[layer.activation]) for k, layer in layers]
        self._loss = LOSSES[experiment.loss]

    def forward(self, step: Step) -> None:
        """Compute every layer's activations from those of the layer before it."""
        for k, activation in self._activations:
            z = step.preactivations[k]
            np.dot(step.activations[k - 1], step.weights[k - 1], out=z)
            if k - 1 in step.biases:
                np.add(z, step.biases[k - 1], out=z)
            activation.function(z, out=step.activations[k])

    def compare(self, step: Step, targets: Array) -> None:
        """Compute by how much the outputs miss the targets."""
        output = len(self._activations)
        self._loss.error(targets, step.activations[output], step.errors[output])

    def backward(self, step: Step) -> None:
        """Compute the deltas of every layer from those of the layer after it."""
        for k, activation in reversed(self._activations):
            if k + 1 in step.deltas:
                np.dot(step.deltas[k + 1], step.weights[k].T, out=step.errors[k])
            activation.derivative(step.activations[k], out=step.derivatives[k])
            np.multiply(step.errors[k], step.derivatives[k], out=step.deltas[k])

    def gradients(self, step: Step) -> None:
        """Compute ∂L/∂W and ∂L/∂b. A delta says 'more' (−∂L/∂z), a gradient says 'uphill'."""
        for k, gradient in step.gradients.items():
            np.dot(step.activations[k].T, step.deltas[k + 1], out=gradient)
            np.negative(gradient, out=gradient)
        for k, gradient in step.bias_gradients.items():
            np.sum(step.deltas[k + 1], axis=0, out=gradient)
            np.negative(gradient, out=gradient)


def initial_weights(experiment: Experiment) -> dict[int, Array]:
    """Return the weights before training: uniform in [−1, 1), drawn from the input on.

    Returns:
        For every k the weights from layer k to layer k + 1, (units of k, units of k + 1).

    """
    random = np.random.RandomState(experiment.seed)
    widths = experiment.widths
    return {k: 2 * random.random_sample(widths[k : k + 2]) - 1 for k in range(len(widths) - 1)}


def initial_biases(experiment: Experiment) -> dict[int, Array]:
    """Return the biases before training, all 0: (units of k + 1,) where layer k + 1 has them."""
    return {k: np.zeros(layer.units) for k, layer in enumerate(experiment.layers) if layer.bias}
