"""Activations, and that each derivative is the derivative of its function."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.learning.activations import ACTIVATIONS

values = st.lists(st.floats(-8, 8).filter(lambda z: abs(z) > 1e-3), min_size=1, max_size=20)
ELEMENTWISE = [a.name for a in ACTIVATIONS.values() if a.delta is None]


def of(function, z):
    a = np.empty_like(z)
    with np.errstate(all="ignore"):  # as in training
        function.function(z, out=a)
    return a


def slope_of(activation, z):
    slope = np.empty_like(z)
    activation.derivative(of(activation, z), out=slope)
    return slope


@pytest.mark.parametrize("name", ELEMENTWISE)
@given(z=values.map(np.array))
def test_each_derivative_is_the_slope_of_its_function(name, z):
    activation = ACTIVATIONS[name]
    h = 1e-6
    expected = (of(activation, z + h) - of(activation, z - h)) / (2 * h)
    np.testing.assert_allclose(slope_of(activation, z), expected, rtol=1e-6, atol=1e-9)


@given(z=values.map(np.array))
def test_the_sigmoid_is_the_lectures_bit_for_bit(z):
    a = of(ACTIVATIONS["sigmoid"], z)
    assert a.tobytes() == (1 / (1 + np.exp(-z))).tobytes()
    assert slope_of(ACTIVATIONS["sigmoid"], z).tobytes() == (a * (1 - a)).tobytes()


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_not_a_number_stays_not_a_number(name):
    assert np.isnan(of(ACTIVATIONS[name], np.array([[np.nan]]))).all()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("relu", [0.0, 0.0, 2.0]),
        ("leaky_relu", [-0.02, 0.0, 2.0]),
        ("step", [0.0, 0.0, 1.0]),
        ("identity", [-2.0, 0.0, 2.0]),
        ("softplus", [np.log1p(np.exp(-2)), np.log(2), np.log1p(np.exp(2))]),
        ("softmax", np.exp([-2, 0, 2]) / np.exp([-2, 0, 2]).sum()),
    ],
)
def test_an_activation_has_these_values(name, expected):
    computed = of(ACTIVATIONS[name], np.array([[-2.0, 0.0, 2.0]]))
    np.testing.assert_allclose(computed, [expected], rtol=1e-15)


def test_a_step_has_no_slope_and_says_so():
    assert not slope_of(ACTIVATIONS["step"], np.array([-1.0, 0.0, 1.0])).any()
    assert [a.name for a in ACTIVATIONS.values() if not a.learnable] == ["step"]


def test_the_shares_of_a_softmax_add_up_to_1_however_large_the_sums():
    shares = of(ACTIVATIONS["softmax"], np.array([[1000.0, 999.0], [-1e308, 1e308]]))
    np.testing.assert_allclose(shares.sum(axis=-1), 1, rtol=1e-15)
    assert shares[1].tolist() == [0.0, 1.0]


def test_the_softplus_of_a_large_sum_is_that_sum():
    assert of(ACTIVATIONS["softplus"], np.array([1000.0])).tolist() == [1000.0]
    assert slope_of(ACTIVATIONS["softplus"], np.array([1000.0])).tolist() == [1.0]


@given(z=st.lists(st.floats(-5, 5), min_size=2, max_size=5).map(np.array))
def test_the_delta_of_a_softmax_is_its_error_through_all_its_slopes(z):
    softmax = ACTIVATIONS["softmax"]
    assert softmax.delta is not None
    errors, a, h = np.linspace(-1, 2, len(z)), of(softmax, z), 1e-6
    delta = np.empty_like(z)
    softmax.delta(errors, a, delta)
    for i in range(len(z)):
        nudge = h * np.eye(len(z))[i]
        slopes = (of(softmax, z + nudge) - of(softmax, z - nudge)) / (2 * h)
        assert delta[i] == pytest.approx(errors @ slopes, rel=1e-6, abs=1e-9)
        own = np.empty_like(z)
        softmax.derivative(a, out=own)
        assert own[i] == pytest.approx(slopes[i], rel=1e-6, abs=1e-9)
