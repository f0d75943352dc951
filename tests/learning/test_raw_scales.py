"""Inputs in raw units that a network cannot learn from are pointed out by name."""

import pytest

from nnviz.learning.data import Data
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.raw_scales import raw_scale_warnings


def experiment(tmp_path, activation, **settings):
    path = tmp_path / "birds.csv"
    rows = "".join(f"{2700 + 40 * n},{n % 5},{n % 7}\n" for n in range(90))
    path.write_text(f"mass,small,y\n{rows}")
    data = Data(name="csv", path=str(path), **settings)
    return Experiment(data=data, layers=(Layer(units=3, activation=activation), Layer(units=1)))


@pytest.mark.parametrize(
    ("activation", "effect"),
    [("sigmoid", "saturates the first layer"), ("relu", "makes the first sums very large")],
)
def test_a_raw_input_is_named_with_its_range_and_the_remedy(tmp_path, activation, effect):
    (warning,) = raw_scale_warnings(experiment(tmp_path, activation))
    assert warning == f'mass: 2,700 to 6,260 {effect}; try scale = "standard"'


def test_scaled_inputs_and_other_data_need_no_warning(tmp_path):
    assert raw_scale_warnings(experiment(tmp_path, "sigmoid", scale="standard")) == ()
    assert raw_scale_warnings(experiment(tmp_path, "sigmoid", scale={"mass": "range"})) == ()
    assert raw_scale_warnings(Experiment()) == ()


def test_many_raw_inputs_are_counted(tmp_path):
    path = tmp_path / "wide.csv"
    names = ",".join(f"c{n}" for n in range(8))
    path.write_text(f"{names},y\n" + "\n".join(["900," * 8 + "1", "700," * 8 + "0"]))
    layers = (Layer(units=3), Layer(units=1))
    wide = Experiment(data=Data(name="csv", path=str(path)), layers=layers)
    assert raw_scale_warnings(wide)[-1] == "so do 3 more inputs"
