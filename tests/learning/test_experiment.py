"""What an experiment accepts, and what it says about the rest."""

import pytest

from nnviz.errors import ExperimentError
from nnviz.learning.experiment import Experiment, Layer


def test_the_default_is_the_lectures_network():
    experiment = Experiment()
    assert experiment.widths == (3, 4, 1)
    assert experiment.dataset.name == "xor"
    assert (experiment.seed, experiment.learning_rate, experiment.epochs) == (1, 1.0, 2000)
    assert not any(layer.bias for layer in experiment.layers)


@pytest.mark.parametrize(
    ("fields", "value"),
    [
        ({"data": "xnor"}, "'xnor'"),
        ({"data": ["xor"]}, "['xor']"),
        ({"layers": ()}, "0 layers"),
        ({"layers": [Layer(units=1)]}, "Layer"),
        ({"layers": (Layer(units=1),) * 101}, "101 layers"),
        ({"layers": (Layer(units=2),)}, "units=2"),
        ({"seed": -1}, "-1"),
        ({"seed": 2**32}, "4294967296"),
        ({"seed": True}, "True"),
        ({"learning_rate": -0.5}, "-0.5"),
        ({"learning_rate": float("nan")}, "nan"),
        ({"learning_rate": float("inf")}, "inf"),
        ({"learning_rate": "1"}, "'1'"),
        ({"epochs": 0}, "0"),
        ({"epochs": 2.5}, "2.5"),
        ({"loss": "hinge"}, "'hinge'"),
        ({"batch_size": 5}, "5"),
        ({"batch_size": 0}, "0"),
        ({"batch_size": 3, "shuffle": False}, "3"),
        ({"shuffle": 1}, "1"),
        ({"optimizer": 3}, "3"),
        ({"recording": None}, "None"),
        ({"loss": "categorical_cross_entropy"}, "'categorical_cross_entropy'"),
        ({"data": "circle", "loss": "binary_cross_entropy"}, "'binary_cross_entropy'"),
        ({"layers": (Layer(units=2, activation="softmax"), Layer(units=1))}, "'softmax'"),
        ({"layers": (Layer(units=1, dropout=0.5),)}, "dropout=0.5"),
    ],
)
def test_an_error_names_the_field_the_value_and_the_remedy(fields, value):
    with pytest.raises(ExperimentError) as caught:
        Experiment(**fields)
    message = str(caught.value)
    assert message.partition(": ")[0] in fields
    assert value in message
    assert "; " in message


@pytest.mark.parametrize(
    "fields",
    [
        {"units": 0},
        {"units": 100_001},
        {"units": 1.0},
        {"activation": "stair"},
        {"bias": 1},
        {"dropout": 1.0},
        {"dropout": -0.1},
        {"dropout": float("nan")},
    ],
)
def test_a_layer_says_which_field_is_not_possible(fields):
    (field,) = fields
    with pytest.raises(ExperimentError, match=f"^{field}: .*; give"):
        Layer(**{"units": 1, **fields})


def test_a_huge_value_does_not_make_a_huge_message():
    with pytest.raises(ExperimentError) as caught:
        Experiment(data="x" * 10_000)
    assert len(str(caught.value)) < 400


def test_experiments_are_values():
    assert Experiment() == Experiment(layers=(Layer(units=4), Layer(units=1)))
    assert len({Experiment(), Experiment(), Experiment(seed=2)}) == 2
