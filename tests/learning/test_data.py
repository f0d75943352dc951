"""What an experiment may say of its data, and what it is told about the rest."""

import numpy as np
import pytest

from nnviz.errors import ExperimentError
from nnviz.learning.data import Data, as_data, own
from nnviz.learning.datasets import TRUTH_TABLES, Dataset
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.sources import SOURCES

ALONE = [name for name, each in SOURCES.items() if "path" not in each.settings and name != "own"]


@pytest.mark.parametrize("name", ALONE)
def test_a_name_is_enough(name):
    data = as_data(name).dataset
    assert data.name == name
    assert data.source
    assert (data.inputs.dtype, data.targets.dtype) == ("float64", "float64")


@pytest.mark.parametrize(
    ("fields", "value"),
    [
        ({"name": "spirals"}, "'spirals'"),
        ({"name": "spiral", "records": 3}, "3"),
        ({"name": "spiral", "records": 2.5}, "2.5"),
        ({"name": "spiral", "noise": -0.1}, "-0.1"),
        ({"name": "spiral", "noise": float("nan")}, "nan"),
        ({"name": "spiral", "held_out": 1.0}, "1.0"),
        ({"name": "spiral", "seed": -1}, "-1"),
        ({"name": "spiral", "features": ("x3",)}, "'x3'"),
        ({"name": "spiral", "labels": (1.0, 0.0)}, "(1.0, 0.0)"),
        ({"name": "spiral", "path": "x.csv"}, "'x.csv'"),
        ({"name": "xor", "noise": 0.1}, "0.1"),
        ({"name": "plane", "labels": (0.0, 1.0)}, "(0.0, 1.0)"),
        ({"name": "csv"}, "''"),
        ({"name": "mnist", "path": "x", "held_out": 0.5}, "0.5"),
    ],
)
def test_an_error_names_the_field_the_value_and_the_remedy(fields, value):
    with pytest.raises(ExperimentError) as caught:
        Data(**fields)
    field = "data" if len(fields) == 1 and "s" in fields["name"][-1] else list(fields)[-1]
    message = str(caught.value)
    assert message.startswith("path" if fields == {"name": "csv"} else field)
    assert value in message
    assert "; " in message


def test_settings_decide_what_the_records_are():
    data = Data(
        name="circle", records=200, held_out=0.25, features=("x1", "x1_x2"), labels=(0.0, 1.0)
    ).dataset
    assert data.inputs.shape == (150, 2)
    assert data.held_out is not None
    assert data.held_out.inputs.shape == (50, 2)
    assert set(data.targets[:, 0]) == {0.0, 1.0}
    assert data.classes == ("0", "1")


def test_the_same_data_are_the_same_records_and_another_seed_others():
    first, again = (Data(name="spiral", noise=0.2, held_out=0.5).dataset for _ in range(2))
    assert first.inputs.tobytes() == again.inputs.tobytes()
    other = Data(name="spiral", noise=0.2, held_out=0.5, seed=2).dataset
    assert first.inputs.tobytes() != other.inputs.tobytes()


def test_records_are_made_once():
    data = Data(name="spiral")
    assert data.dataset is data.dataset


def test_some_of_the_digits_are_in_their_order_and_more_than_all_are_refused():
    some = Data(name="digits", records=100).dataset
    every = Data(name="digits").dataset
    rows = [int(np.flatnonzero((every.inputs == row).all(axis=1))[0]) for row in some.inputs]
    assert rows == sorted(rows)
    with pytest.raises(ExperimentError, match=r"records: 2000 .*digits has 1797 records"):
        _ = Data(name="digits", records=2000).dataset


def test_a_program_may_give_its_own_arrays():
    data = Dataset(name="mine", inputs=np.ones((5, 3)), targets=np.ones((5, 2)), source="me")
    experiment = Experiment(data=own(data), layers=(Layer(units=2),))
    assert experiment.dataset is data
    assert experiment.widths == (3, 2)
    with pytest.raises(ExperimentError, match="given as arrays by a program"):
        Experiment(data="own")


def test_an_experiment_takes_a_name_or_settings_for_the_same_data():
    assert Experiment(data="xor") == Experiment(data=Data(name="xor")) == Experiment()
    assert Experiment().dataset is TRUTH_TABLES["xor"]
    assert Experiment(data="or") != Experiment()
