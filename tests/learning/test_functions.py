"""Activations and losses, and that each derivative is the derivative of its function."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.learning.functions import ACTIVATIONS, LOSSES, Activation

values = st.lists(st.floats(-8, 8).filter(lambda z: abs(z) > 1e-3), min_size=1, max_size=20)


def of(function: Activation, z: np.ndarray) -> np.ndarray:
    a = np.empty_like(z)
    function.function(z, out=a)
    return a


@pytest.mark.parametrize("name", ACTIVATIONS)
@given(z=values.map(np.array))
def test_each_derivative_is_the_slope_of_its_function(name: str, z: np.ndarray) -> None:
    activation = ACTIVATIONS[name]
    slope = np.empty_like(z)
    activation.derivative(of(activation, z), out=slope)
    h = 1e-6
    expected = (of(activation, z + h) - of(activation, z - h)) / (2 * h)
    np.testing.assert_allclose(slope, expected, rtol=1e-6, atol=1e-9)


@given(z=values.map(np.array))
def test_the_sigmoid_is_the_lectures_bit_for_bit(z: np.ndarray) -> None:
    a = of(ACTIVATIONS["sigmoid"], z)
    slope = np.empty_like(a)
    ACTIVATIONS["sigmoid"].derivative(a, out=slope)
    assert a.tobytes() == (1 / (1 + np.exp(-z))).tobytes()
    assert slope.tobytes() == (a * (1 - a)).tobytes()


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_not_a_number_stays_not_a_number(name: str) -> None:
    assert np.isnan(of(ACTIVATIONS[name], np.array([np.nan]))).all()


def test_half_the_squared_error_is_that_and_its_error_is_its_slope() -> None:
    loss = LOSSES["half_squared_error"]
    targets, a = np.array([[0.0], [1.0]]), np.array([[0.25], [0.5]])
    error = np.empty_like(a)
    loss.error(targets, a, error)
    assert error.tolist() == [[-0.25], [0.5]]
    assert float(loss.value(error)) == 0.5 * (0.25**2 + 0.5**2)
