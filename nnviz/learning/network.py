"""The network: forward and backward through its layers, as a lecture would write it.

With the sigmoid and no biases this is, operation for operation, the lecture's

    l1 = nonlin(np.dot(l0, syn0))
    l2 = nonlin(np.dot(l1, syn1))
    l2_error = y - l2
    l2_delta = l2_error * nonlin(l2, deriv=True)
    l1_error = l2_delta.dot(syn1.T)
    l1_delta = l1_error * nonlin(l1, deriv=True)

for any number of layers. Where NumPy's functions write to is their last argument; to name it
`out=` would cost a sixth of the time of the lecture's small arrays.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from nnviz.learning.activations import ACTIVATIONS, Activation
from nnviz.learning.description import NetworkDescription
from nnviz.learning.experiment import Experiment
from nnviz.learning.initializers import draw_weights, first_biases
from nnviz.learning.losses import LOSSES
from nnviz.learning.regularization import Regularization
from nnviz.learning.step import Arrays, Step

Array = NDArray[np.float64]


class Network:
    """A fully connected network; the numbers that it computes live in a `Step`."""

    def __init__(
        self, description: NetworkDescription, regularization: Regularization | None = None
    ) -> None:
        layers = enumerate(description.layers, start=1)
        self._activations = [(k, ACTIVATIONS[layer.activation]) for k, layer in layers]
        self._output = len(self._activations)
        self._loss = LOSSES[description.loss]
        self._regularization = regularization or None

    def forward(self, step: Step) -> None:
        """Compute every layer's activations from those of the layer before it."""
        for k, activation in self._activations:
            z = step.preactivations[k]
            step.activations[k - 1].dot(step.weights[k - 1], z)
            if k - 1 in step.biases:
                np.add(z, step.biases[k - 1], z)
            activation.function(z, out=step.activations[k])
            if k in step.masks:
                self._silence(k, activation, step)

    def _silence(self, k: int, activation: Activation, step: Step) -> None:
        """Apply a layer's mask; its slopes are read off first, from what it would have said."""
        activation.derivative(step.activations[k], out=step.derivatives[k])
        np.multiply(step.derivatives[k], step.masks[k], step.derivatives[k])
        np.multiply(step.activations[k], step.masks[k], step.activations[k])

    def compare(self, step: Step, targets: Array) -> None:
        """Compute by how much the outputs miss the targets."""
        self._loss.error(
            targets, step.activations[self._output], step.activation_deltas[self._output]
        )

    def backward(self, step: Step, targets: Array) -> None:
        """Compute the deltas of every layer from those of the layer after it."""
        for k, activation in reversed(self._activations):
            if k + 1 in step.deltas:
                step.deltas[k + 1].dot(step.weights[k].T, step.activation_deltas[k])
            if k not in step.masks:
                activation.derivative(step.activations[k], out=step.derivatives[k])
            np.multiply(step.activation_deltas[k], step.derivatives[k], step.deltas[k])
            if k == self._output:
                self._correct(step, targets)

    def _correct(self, step: Step, targets: Array) -> None:
        """Compute the deltas of the outputs where they are not error × slope, unit by unit."""
        k, activation = self._activations[-1]
        if self._loss.delta is not None:
            self._loss.delta(targets, step.activations[k], step.deltas[k])
        elif activation.delta is not None:
            activation.delta(step.activation_deltas[k], step.activations[k], step.deltas[k])

    def gradients(self, step: Step) -> None:
        """Compute ∂L/∂W and ∂L/∂b. A delta says 'more' (−∂L/∂z), a gradient says 'uphill'."""
        for k, gradient in step.gradients.items():
            step.activations[k].T.dot(step.deltas[k + 1], gradient)
            np.negative(gradient, gradient)
            if self._regularization is not None:
                self._regularization.add_slope(step.weights[k], out=gradient)
        for k, gradient in step.bias_gradients.items():
            np.sum(step.deltas[k + 1], axis=0, out=gradient)
            np.negative(gradient, gradient)

    def predict(self, inputs: Array, *, weights: Arrays, biases: Arrays) -> tuple[Array, Array]:
        """Return what the network says of records that it does not learn from, without dropout.

        Args:
            inputs: (n, units of the input).
            weights: (units of k, units of k + 1) for every k.
            biases: (units of k + 1,) where layer k + 1 has them.

        Returns:
            (n, units of the output) its pre-activations and its activations.

        """
        *_, last = self.predict_layers(inputs, weights=weights, biases=biases)
        return last

    def predict_layers(
        self, inputs: Array, *, weights: Arrays, biases: Arrays
    ) -> Iterator[tuple[Array, Array]]:
        """Yield what `predict` does of every layer, from the first after the input on."""
        a = inputs
        for k, activation in self._activations:
            z = np.dot(a, weights[k - 1])
            if k - 1 in biases:
                z += biases[k - 1]
            a = np.empty_like(z)
            activation.function(z, out=a)
            yield z, a


def initial_weights(experiment: Experiment) -> dict[int, Array]:
    """Return the weights before training.

    Returns:
        For every k the weights from layer k to layer k + 1, (units of k, units of k + 1).

    """
    widths = experiment.widths
    return draw_weights(experiment.initialization, widths=widths, seed=experiment.seed)


def initial_biases(experiment: Experiment) -> dict[int, Array]:
    """Return the biases before training: (units of k + 1,) where layer k + 1 has them."""
    units = {k: layer.units for k, layer in enumerate(experiment.layers) if layer.bias}
    return first_biases(experiment.initialization, units=units)
