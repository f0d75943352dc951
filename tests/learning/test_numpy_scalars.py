"""NumPy's scalars are numbers: what a program computed can be handed to an experiment."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest

from nnviz.errors import ExperimentError
from nnviz.learning.data import Data
from nnviz.learning.datasets import Dataset
from nnviz.learning.experiment import Experiment, Layer, Recording
from nnviz.learning.initializers import Initialization
from nnviz.learning.optimizers import OptimizerSettings
from nnviz.learning.regularization import Regularization
from nnviz.learning.schedules import Schedule
from nnviz.trace.experiment_json import experiment_from_json, experiment_json

FLOATS = (np.float64, np.float32, np.float16, np.longdouble)
WHOLE = (np.int64, np.int32, np.uint8)
SETTINGS: tuple[tuple[Callable[..., Any], str, float], ...] = (
    (Experiment, "learning_rate", 0.5),
    (Layer, "dropout", 0.5),
    (partial(OptimizerSettings, name="momentum"), "momentum", 0.5),
    (partial(OptimizerSettings, name="adam"), "epsilon", 0.5),
    (partial(Schedule, name="step"), "factor", 0.5),
    (partial(Schedule, name="cosine"), "lowest", 0.5),
    (partial(Initialization, name="gaussian"), "deviation", 0.5),
    (Regularization, "l1", 0.5),
    (Regularization, "l2", 0.5),
    (Data, "noise", 0.5),
    (Data, "held_out", 0.5),
)
COUNTS: tuple[tuple[Callable[..., Any], str, int], ...] = (
    (Experiment, "seed", 3),
    (Experiment, "epochs", 3),
    (Experiment, "batch_size", 3),
    (Layer, "units", 3),
    (partial(Schedule, name="step"), "every", 3),
    (Recording, "steps", 3),
    (Recording, "records", 3),
    (Data, "records", 8),
    (Data, "seed", 3),
)
NEEDED: dict[Callable[..., Any], dict[str, Any]] = {Layer: {"units": 2}, Data: {"name": "spiral"}}


def built(kind, **values):
    return kind(**{**NEEDED.get(kind, {}), **values})


@pytest.mark.parametrize("scalar", FLOATS)
@pytest.mark.parametrize(("kind", "field", "value"), SETTINGS)
def test_a_float_of_numpy_is_a_number(kind, field, value, scalar):
    found = built(kind, **{field: scalar(value)})
    assert found == built(kind, **{field: value})
    assert type(getattr(found, field)) is float


@pytest.mark.parametrize("scalar", WHOLE)
@pytest.mark.parametrize(("kind", "field", "value"), COUNTS)
def test_a_whole_number_of_numpy_is_one(kind, field, value, scalar):
    found = built(kind, **{field: scalar(value)})
    assert found == built(kind, **{field: value})
    assert type(getattr(found, field)) is int


def test_truth_of_numpy_is_truth():
    assert Experiment(batch_size=2, shuffle=np.bool_(False)).shuffle is False
    assert Layer(units=1, bias=np.bool_(True)).bias is True


def test_a_float32_is_the_number_that_it_is():
    assert Experiment(learning_rate=np.float32(0.1)).learning_rate == float(np.float32(0.1))


def test_arrays_are_the_numbers_that_they_hold():
    weights, biases = (np.full((3, 1), 0.5),), (np.array([0.25]),)
    start = Initialization(name="given", weights=weights, biases=biases)
    assert start.weights == (((0.5,), (0.5,), (0.5,)),)
    assert start.biases == ((0.25,),)
    assert Recording(steps=np.array([1, 5])).steps == (1, 5)
    assert Data(name="gauss", labels=np.array([0.0, 1.0])).labels == (0.0, 1.0)


def test_what_is_made_of_numpys_numbers_is_written_and_read_back():
    experiment = Experiment(
        learning_rate=np.float64(0.1),
        batch_size=np.int64(2),
        layers=(Layer(units=np.int64(1), bias=np.bool_(True)),),
        recording=Recording(records=np.array([1, 3])),
    )
    assert experiment_from_json(experiment_json(experiment), experiment.dataset) == experiment
    data = Dataset(
        name="image",
        inputs=np.zeros((2, 4)),
        targets=np.eye(2),
        source="here",
        classes=np.array(["a", "b"]),
        image_shape=np.array([2, 2]),
        taken_from=np.int64(2),
    )
    kinds = {type(value) for value in (*data.classes, *data.image_shape, data.taken_from)}
    assert kinds == {str, int}


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        (Experiment, "learning_rate", np.float64("nan")),
        (Experiment, "learning_rate", np.complex128(1)),
        (Experiment, "epochs", np.float64(3)),
        (Experiment, "seed", np.bool_(True)),
        (Experiment, "shuffle", np.int64(1)),
        (Layer, "units", np.array([2])),
    ],
)
def test_what_is_impossible_of_python_is_so_of_numpy(kind, field, value):
    with pytest.raises(ExperimentError, match=f"{field}: .* is not possible"):
        built(kind, **{field: value})


@pytest.mark.parametrize("name", ["optimizer", "schedule", "initialization"])
def test_a_name_alone_stands_for_a_part_of_that_name(name):
    chosen = {"optimizer": "adam", "schedule": "cosine", "initialization": "xavier"}[name]
    value: Any = chosen
    part = getattr(Experiment(**{name: value}), name)
    assert part.name == chosen
    assert part == type(part)(name=chosen)
    value = "nothing"
    with pytest.raises(ExperimentError, match="'nothing' is not possible; give one of"):
        Experiment(**{name: value})


def test_gaussian_weights_without_deviation_are_zero():
    from nnviz.learning.network import initial_weights

    start = Initialization(name="gaussian", deviation=0)
    weights = initial_weights(Experiment(initialization=start))
    assert all((each == 0).all() for each in weights.values())
    with pytest.raises(ExperimentError, match=r"deviation: -1 is not possible; give a finite"):
        Initialization(name="gaussian", deviation=-1)
