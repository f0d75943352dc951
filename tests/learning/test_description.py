"""Tests of what an experiment says of its network and its training, and of impossible networks."""

import dataclasses

import pytest

from nnviz.errors import ExperimentError
from nnviz.learning.data import Data
from nnviz.learning.description import Layer, NetworkDescription
from nnviz.learning.experiment import Experiment
from nnviz.learning.optimizers import OPTIMIZERS
from nnviz.learning.regularization import Regularization
from nnviz.learning.schedules import Schedule

HIDDEN = Layer(units=3, activation="tanh", bias=True)


def test_an_experiment_says_what_its_network_is():
    network = Experiment().network
    assert network.widths == (3, 4, 1)
    assert (network.loss_is_sum, network.pair, network.has_dropout) == (True, None, False)
    layers = (dataclasses.replace(HIDDEN, dropout=0.5), Layer(units=1))
    network = Experiment(layers=layers, loss="binary_cross_entropy").network
    assert (network.loss_is_sum, network.pair, network.has_dropout) == (False, "sigmoid", True)
    shapes = {"weights/0": (3, 3), "biases/0": (3,), "weights/1": (3, 1)}
    assert network.parameters() == shapes
    assert list(network.parameters()) == list(shapes)


def test_an_experiment_says_how_its_steps_make_epochs():
    training = Experiment(epochs=5).training
    assert (training.records_per_step, training.steps_per_epoch, training.steps) == (4, 1, 5)
    assert not training.by_batches
    smaller = Experiment(batch_size=3, drop_last=False, epochs=5).training
    assert (smaller.records_per_step, smaller.records_in_last_step) == (3, 1)
    assert (smaller.steps_per_epoch, smaller.steps, smaller.by_batches) == (2, 10, True)
    assert Experiment(batch_size=4).training.by_batches


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_an_experiment_says_what_its_optimizer_remembers(name):
    training = Experiment(optimizer=name).training
    assert training.memory == tuple(memory.name for memory in OPTIMIZERS[name].MEMORIES)
    assert training.updates_are_plain == (name == "gradient_descent")


@pytest.mark.parametrize(
    "fields", [{"schedule": Schedule(name="cosine")}, {"regularization": Regularization(l2=0.1)}]
)
def test_what_else_changes_updates_is_said(fields):
    assert not Experiment(**fields).training.updates_are_plain


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"layers": ()}, "^layers: '0 layers' is not possible"),
        ({"layers": (HIDDEN,) * 101}, "^layers: '101 layers' is not possible"),
        ({"layers": [HIDDEN]}, "^layers: .* give a tuple of Layer"),
        ({"layers": (Layer(units=2, activation="softmax"), HIDDEN)}, "only the last layer"),
        ({"layers": (Layer(units=2, dropout=0.5),)}, "layers before the last have dropout"),
        ({"inputs": 0}, "^inputs: 0 is not possible"),
        ({"inputs": "3"}, "^inputs: '3' is not possible"),
        ({"loss": "none"}, "^loss: 'none' is not possible"),
        ({"loss": "binary_cross_entropy"}, "give the last layer the activation 'sigmoid'"),
    ],
)
def test_an_impossible_network_is_refused(fields, message):
    with pytest.raises(ExperimentError, match=message):
        NetworkDescription(
            **{"inputs": 2, "layers": (HIDDEN,), "loss": "mean_squared_error"} | fields
        )


def test_features_are_inputs_of_the_network():
    data = Data(name="spiral", features=("x1", "x2", "sin_x1"))
    assert Experiment(data=data, loss="mean_squared_error").network.inputs == 3
