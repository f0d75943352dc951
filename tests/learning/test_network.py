"""The network's numbers, against the article, against differences, and against plain floats."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.network import initial_biases, initial_weights
from nnviz.learning.training import train
from nnviz.trace.buffers import ChunkBuffer

Array = NDArray[np.float64]
Matrix = list[list[float]]


def steps_of(experiment, n_steps):
    steps = ChunkBuffer(experiment, n_steps).steps
    train(experiment, steps)
    return steps


ARTICLE = {
    ("weights", 0): [
        [-0.16595599, 0.44064899, -0.99977125, -0.39533485],
        [-0.70648822, -0.81532281, -0.62747958, -0.30887855],
        [-0.20646505, 0.07763347, -0.16161097, 0.370439],
    ],
    ("weights", 1): [[-0.5910955], [0.75623487], [-0.94522481], [0.34093502]],
    ("activations", 1): [
        [0.44856632, 0.51939863, 0.45968497, 0.59156505],
        [0.28639589, 0.32350963, 0.31236398, 0.51538526],
        [0.40795614, 0.62674606, 0.23841622, 0.49377636],
        [0.25371248, 0.42628115, 0.14321233, 0.41732254],
    ],
    ("activations", 2): [
        [0.47372957108332214],
        [0.48895695615901025],
        [0.54384085630684809],
        [0.54470836902350805],
    ],
    ("derivatives", 1): [
        [0.24735458, 0.24962369, 0.2483747, 0.24161584],
        [0.20437328, 0.21885115, 0.21479272, 0.24976329],
        [0.24152793, 0.23393544, 0.18157393, 0.24996127],
        [0.18934246, 0.24456553, 0.12270256, 0.24316444],
    ],
    ("deltas", 2): [[-0.11810546], [0.12769844], [0.11316304], [-0.13508831]],
    ("activation_deltas", 1): [
        [0.0698116, -0.08931546, 0.11163621, -0.04026629],
        [-0.07548197, 0.09657001, -0.12070373, 0.04353687],
        [-0.06689016, 0.08557784, -0.10696451, 0.03858124],
        [0.07985009, -0.10215849, 0.12768882, -0.04605634],
    ],
    ("deltas", 1): [
        [0.01726822, -0.02229526, 0.02772761, -0.00972897],
        [-0.0154265, 0.02113446, -0.02592628, 0.01087391],
        [-0.01615584, 0.02001969, -0.01942197, 0.00964382],
        [0.01511901, -0.02498445, 0.01566774, -0.01119926],
    ],
    ("updates", 1): [[-0.00451386], [-0.00669325], [-0.00676932], [-0.00455133]],
    ("updates", 0): [
        [-0.00103683, -0.00496476, -0.00375423, -0.00155544],
        [-0.00030749, -0.00384999, -0.01025854, -0.00032535],
        [0.00080489, -0.00612556, -0.0019529, -0.0004105],
    ],
}


@pytest.mark.parametrize(("quantity", "k"), ARTICLE)
def test_epoch_1_has_the_arrays_that_the_article_prints(quantity, k):
    (step,) = steps_of(Experiment(), 1)
    printed = np.array(ARTICLE[quantity, k])
    assert np.abs(getattr(step, quantity)[k] - printed).max() < 1e-8


def test_weights_are_drawn_as_the_lecture_draws_them_and_leave_the_global_generator_alone():
    np.random.seed(1)
    expected = 2 * np.random.random((3, 4)) - 1, 2 * np.random.random((4, 1)) - 1
    state = np.random.get_state()[1].tobytes()
    weights = initial_weights(Experiment())
    assert [weights[k].tobytes() for k in (0, 1)] == [w.tobytes() for w in expected]
    assert np.random.get_state()[1].tobytes() == state


layers = st.builds(
    Layer,
    units=st.integers(1, 5),
    activation=st.sampled_from(["sigmoid", "tanh", "identity"]),
    bias=st.booleans(),
)
outputs = st.builds(
    Layer, units=st.just(1), activation=st.sampled_from(["sigmoid", "tanh"]), bias=st.booleans()
)
experiments = st.builds(
    Experiment,
    data=st.sampled_from(["xor", "and", "or"]),
    layers=st.tuples(st.lists(layers, max_size=3), outputs).map(lambda both: (*both[0], both[1])),
    seed=st.integers(0, 2**32 - 1),
    learning_rate=st.floats(0.01, 0.1),
)


def test_a_relu_passes_deltas_only_where_it_is_active():
    experiment = Experiment(layers=(Layer(units=8, activation="relu"), Layer(units=1)))
    (step,) = steps_of(experiment, 1)
    active = step.preactivations[1] > 0
    assert active.any()
    assert not active.all()
    np.testing.assert_array_equal(step.deltas[1], np.where(active, step.activation_deltas[1], 0))


# An implementation that shares nothing with the first: neuron by neuron, in plain floats.

F = {
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "tanh": math.tanh,
    "identity": lambda z: z,
}
SLOPE = {
    "sigmoid": lambda z: math.exp(-z) / (1 + math.exp(-z)) ** 2,
    "tanh": lambda z: 1 / math.cosh(z) ** 2,
    "identity": lambda z: 1.0,
}


class Neuron:
    def __init__(self, layer, weights, bias):
        self.layer, self.weights, self.bias = layer, weights, bias
        self.forget()

    def forget(self):
        self.weight_updates, self.bias_update = [0.0] * len(self.weights), 0.0

    def fire(self, inputs):
        self.inputs = inputs
        self.z = self.bias + sum(x * w for x, w in zip(inputs, self.weights, strict=True))
        return F[self.layer.activation](self.z)

    def blame(self, error, rate):
        delta = error * SLOPE[self.layer.activation](self.z)
        for i, x in enumerate(self.inputs):
            self.weight_updates[i] += rate * x * delta
        self.bias_update += rate * delta
        return [delta * w for w in self.weights]

    def learn(self):
        self.weights = [w + u for w, u in zip(self.weights, self.weight_updates, strict=True)]
        self.bias += self.bias_update if self.layer.bias else 0.0
        self.forget()


def train_neuron_by_neuron(experiment, epochs):
    weights = initial_weights(experiment)
    network = [
        [Neuron(layer, list(map(float, weights[k][:, j])), 0.0) for j in range(layer.units)]
        for k, layer in enumerate(experiment.layers)
    ]
    data = experiment.dataset
    for _ in range(epochs):
        for inputs, targets in zip(data.inputs.tolist(), data.targets.tolist(), strict=True):
            values = inputs
            for layer in network:
                values = [neuron.fire(values) for neuron in layer]
            errors = [t - a for t, a in zip(targets, values, strict=True)]
            for layer in reversed(network):
                rate = experiment.learning_rate
                blames = [n.blame(e, rate) for n, e in zip(layer, errors, strict=True)]
                errors = [sum(column) for column in zip(*blames, strict=True)]
        for layer in network:
            for neuron in layer:
                neuron.learn()
    return network


@settings(max_examples=25)
@given(experiment=experiments)
def test_training_agrees_with_an_independent_implementation(experiment):
    last = steps_of(experiment, 6)[5]
    network = train_neuron_by_neuron(experiment, epochs=5)
    for k, layer in enumerate(network):
        weights = np.array([neuron.weights for neuron in layer]).T
        np.testing.assert_allclose(last.weights[k], weights, rtol=1e-7, atol=1e-9)
        if k in last.biases:
            biases = [neuron.bias for neuron in layer]
            np.testing.assert_allclose(last.biases[k], biases, rtol=1e-7, atol=1e-9)


def test_biases_start_at_0_and_only_where_a_layer_has_them():
    experiment = Experiment(layers=(Layer(units=2), Layer(units=1, bias=True)))
    biases = initial_biases(experiment)
    assert {k: b.tolist() for k, b in biases.items()} == {1: [0.0]}
