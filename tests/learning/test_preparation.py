"""Data are scaled by what the training records say of them, and the way back is known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.errors import ExperimentError
from nnviz.learning.data import Data
from nnviz.learning.preparation import (
    ColumnScale,
    Preparation,
    exact_file_values,
    file_values,
    fitted_scale,
    scaled,
)

TEXT = "mass,sex,flat,price\n" + "".join(
    f"{2700 + 10 * n},{'m' if n % 3 else 'f'},7,{n * n}\n" for n in range(12)
)


@pytest.fixture
def data(tmp_path):
    (tmp_path / "own.csv").write_text(TEXT)

    def data(**settings):
        return Data(name="csv", path=str(tmp_path / "own.csv"), **settings)

    return data


def test_the_scale_is_that_of_the_training_records(data):
    raw, prepared = data(held_out=0.25).dataset, data(held_out=0.25, scale="standard").dataset
    mass = raw.inputs[:, 0]
    assert prepared.inputs[:, 0] == pytest.approx((mass - mass.mean()) / mass.std())
    assert prepared.inputs[:, 1:].tolist() == [[sex, 0] for sex in raw.inputs[:, 1]]
    held_out = (raw.held_out.inputs[:, 0] - mass.mean()) / mass.std()
    assert prepared.held_out.inputs[:, 0] == pytest.approx(held_out)
    assert prepared.targets.mean() == pytest.approx(0)
    kinds = [scale.kind for scale in prepared.preparation.inputs]
    assert kinds == ["standard", "none", "standard"]
    assert file_values(prepared.inputs, prepared.preparation.inputs) == pytest.approx(raw.inputs)


def test_a_range_is_from_0_to_1_and_a_table_names_columns(data):
    prepared = data(scale={"mass": "range"}).dataset
    assert (prepared.inputs[:, 0].min(), prepared.inputs[:, 0].max()) == (0, 1)
    assert prepared.inputs[0].tolist() == [0, 0, 7]
    assert prepared.targets.max() == 121
    assert data().dataset.preparation is None
    assert data(scale={"mass": "none"}).dataset.preparation is None


@pytest.mark.parametrize(
    ("scale", "message"),
    [
        ("log", "scale: 'log' is not possible; give \"standard\""),
        ({"mass": "log"}, r"scale: \{'mass': 'log'\} is not possible"),
        ({"sex": "standard"}, r"own\.csv: scale: 'sex' is no quantity .* 'mass', 'flat', 'price'"),
    ],
)
def test_what_cannot_be_scaled_is_named(data, scale, message):
    with pytest.raises(ExperimentError, match=message):
        assert data(scale=scale).dataset


def test_features_are_made_of_scaled_inputs(data):
    settings = {"inputs": ("mass", "flat"), "features": ("x1", "x1_squared"), "scale": "standard"}
    x1, squared = data(**settings).dataset.inputs.T
    assert x1.mean() == pytest.approx(0)
    assert squared == pytest.approx(x1**2)


def test_values_that_are_too_large_are_refused():
    with pytest.raises(ExperimentError, match=r"scale: .* is no number; leave the column"):
        fitted_scale(np.array([1e308, -1e308]), "range")
    with pytest.raises(ExperimentError, match=r"preparation inputs: .* give a ColumnScale"):
        Preparation(inputs=(), targets=(ColumnScale(),))


@given(
    st.lists(st.integers(-99999, 99999), min_size=2, max_size=30),
    st.sampled_from([1, 10, 1000]),
    st.sampled_from(["standard", "range"]),
)
def test_the_values_of_a_file_are_found_again_to_the_last_bit(numbers, unit, kind):
    values = np.array([[number / unit] for number in numbers])
    scales = [fitted_scale(values[:, 0], kind)]
    given_to_network = scaled(values, scales)
    found = exact_file_values(given_to_network, scales)
    assert found is not None
    assert np.array_equal(scaled(found, scales), given_to_network)
    assert found == pytest.approx(values, rel=1e-12, abs=1e-9)
