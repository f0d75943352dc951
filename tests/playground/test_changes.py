"""Changes of an experiment: what follows from one comes with it."""

from dataclasses import replace

import pytest

from nnviz.errors import ExperimentError
from nnviz.learning.data import Data
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.regularization import Regularization
from nnviz.playground.changes import (
    activation_needed,
    added_layer,
    other_batch_size,
    other_data,
    other_layer,
    other_records,
    other_regularization,
    removed_layer,
)

XOR = Experiment(epochs=3)


def changed(experiment, fields):
    return replace(experiment, **fields)


@pytest.mark.parametrize(("activation", "labels"), [("sigmoid", (0.0, 1.0)), ("tanh", (-1.0, 1.0))])
def test_the_classes_of_points_suit_the_outputs(activation, labels):
    layers = (Layer(units=4), Layer(units=1, activation=activation))
    data = changed(XOR, other_data(replace(XOR, layers=layers), "spiral")).data
    assert (data.name, data.labels) == ("spiral", labels)


def test_other_data_bring_their_outputs_and_no_larger_batch():
    points = replace(XOR, data=Data(name="circle", records=50), batch_size=20)
    xor = changed(points, other_data(points, "xor"))
    assert (xor.widths, xor.batch_size) == ((3, 4, 1), 4)
    digits = changed(XOR, other_data(XOR, "digits"))
    assert digits.widths == (64, 4, 10)


def test_noise_changes_nothing_else_of_the_data():
    points = replace(XOR, data=Data(name="circle", records=50, seed=3))
    data = changed(points, other_records(points, noise=0.25)).data
    assert data == Data(name="circle", records=50, seed=3, noise=0.25)
    with pytest.raises(ExperimentError, match="noise"):
        other_records(XOR, noise=0.25)


def test_without_batches_nothing_is_said_of_how_they_are_dealt():
    dealt = replace(XOR, batch_size=3, drop_last=False)
    assert changed(dealt, other_batch_size(None)) == XOR
    drawn = replace(XOR, batch_size=3, replacement=True)
    assert changed(drawn, other_batch_size(None)) == XOR
    assert changed(drawn, other_batch_size(2)).replacement


def test_a_hidden_layer_is_like_the_one_before_it():
    wide = replace(XOR, layers=(Layer(units=7, activation="tanh", bias=True), Layer(units=1)))
    more = changed(wide, added_layer(wide))
    assert more.layers == (wide.layers[0], wide.layers[0], Layer(units=1))
    assert changed(more, removed_layer(more, 1)) == wide
    bare = changed(wide, removed_layer(wide, 0))
    assert changed(bare, added_layer(bare)).widths == (3, 4, 1)


def test_one_layer_is_changed_alone():
    other = changed(XOR, other_layer(XOR, 0, units=9))
    assert other.widths == (3, 9, 1)
    assert changed(XOR, other_layer(XOR, 1, activation="tanh")).layers[0] == XOR.layers[0]


def test_prices_are_changed_apart():
    priced = replace(XOR, regularization=Regularization(l1=0.1, l2=0.2, proximal=True))
    assert changed(priced, other_regularization(priced, l2=0.0)).regularization == Regularization(
        l1=0.1, proximal=True
    )
    assert changed(priced, other_regularization(priced, l1=0.0)).regularization == Regularization(
        l2=0.2
    )


def test_a_loss_that_needs_another_output_is_known_before_it_is_tried():
    softmax = {"loss": "categorical_cross_entropy"}
    assert activation_needed(XOR, softmax) == ("categorical_cross_entropy", "softmax")
    assert activation_needed(XOR, {"loss": "binary_cross_entropy"}) is None
    binary = replace(XOR, loss="binary_cross_entropy")
    tanh = other_layer(binary, 1, activation="tanh")
    assert activation_needed(binary, tanh) == ("binary_cross_entropy", "sigmoid")
    assert activation_needed(binary, {"seed": 2}) is None
