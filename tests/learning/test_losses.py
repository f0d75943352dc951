"""Losses, and that each error is the slope of its loss."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.learning.activations import ACTIVATIONS
from nnviz.learning.losses import LOSSES

ONE_HOT = np.array([[0.0, 0, 1, 0, 0, 0, 0, 0, 0, 0]])
sums = st.lists(st.floats(-5, 5), min_size=6, max_size=6).map(lambda z: np.array(z).reshape(2, 3))
TARGETS = np.array([[0.0, 1.0, 0.0], [0.5, 0.25, 0.25]])


def value(name, t, a, z):
    return float(LOSSES[name].value(t, a if LOSSES[name].pair is None else z))


def output(name, z):
    a = np.empty_like(z)
    with np.errstate(over="ignore"):  # as in training
        ACTIVATIONS[LOSSES[name].pair or "identity"].function(z, out=a)
    return a


def test_half_the_squared_error_is_the_lectures():
    t, a = np.array([[0.0], [1.0]]), np.array([[0.25], [0.5]])
    error = np.empty_like(a)
    LOSSES["half_squared_error"].error(t, a, error)
    assert error.tolist() == [[-0.25], [0.5]]
    assert value("half_squared_error", t, a, a) == 0.5 * (0.25**2 + 0.5**2)


def test_the_chapters_two_outputs_have_these_squared_errors():
    good = np.array([[0.1, 0.05, 0.6, 0.0, 0.05, 0.1, 0.0, 0.1, 0.0, 0.0]])
    bad = np.array([[0.1, 0.05, 0.1, 0.0, 0.05, 0.1, 0.0, 0.6, 0.0, 0.0]])
    assert value("half_squared_error", ONE_HOT, good, good) == pytest.approx(0.0975, abs=1e-15)
    assert value("half_squared_error", ONE_HOT, bad, bad) == pytest.approx(0.5975, abs=1e-15)


@pytest.mark.parametrize(("share", "expected"), [(0.6, 0.51), (0.1, 2.30)])
def test_the_chapters_two_outputs_have_these_cross_entropies(share, expected):
    rest = 0.7 - share
    a = np.array([[0.1, 0.05, share, 0.0, 0.05, 0.1, 0.0, rest, 0.0, 0.0]])
    z = np.log(a + 1e-7)  # as the chapter keeps the logarithm of 0 away
    assert round(value("categorical_cross_entropy", ONE_HOT, a, z), 2) == expected


@pytest.mark.parametrize("name", LOSSES)
@given(z=sums)
def test_each_error_is_the_slope_of_the_loss_along_the_output(name, z):
    a, h = output(name, z), 1e-6
    error = np.empty_like(a)
    LOSSES[name].error(TARGETS, a, error)

    def written(a):
        """The loss as it is defined, of any outputs."""
        match name:
            case "binary_cross_entropy":
                return float(-np.mean(TARGETS * np.log(a) + (1 - TARGETS) * np.log(1 - a)))
            case "categorical_cross_entropy":
                return float(-np.mean(np.sum(TARGETS * np.log(a), axis=1)))
            case _:
                return value(name, TARGETS, a, a)

    for index in np.ndindex(a.shape):
        nudge = np.zeros_like(a)
        nudge[index] = h * a[index] * (1 - a[index]) if LOSSES[name].pair else h
        slope = (written(a + nudge) - written(a - nudge)) / (2 * nudge[index])
        assert error[index] == pytest.approx(-slope, rel=1e-4, abs=1e-6)


@pytest.mark.parametrize("name", [name for name, loss in LOSSES.items() if loss.pair])
@given(z=sums)
def test_the_delta_of_a_pair_is_the_slope_along_the_sums(name, z):
    loss, h = LOSSES[name], 1e-5
    assert loss.delta is not None
    delta = np.empty_like(z)
    loss.delta(TARGETS, output(name, z), delta)
    for index in np.ndindex(z.shape):
        nudge = np.zeros_like(z)
        nudge[index] = h
        above, below = (float(loss.value(TARGETS, z + side)) for side in (nudge, -nudge))
        assert delta[index] == pytest.approx(-(above - below) / (2 * h), rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("name", ["binary_cross_entropy", "categorical_cross_entropy"])
def test_a_cross_entropy_is_finite_where_an_output_has_become_0_or_1(name):
    z, t = np.array([[1000.0, -1000.0]]), np.array([[0.0, 1.0]])
    a = output(name, z)
    assert a.tolist() == [[1.0, 0.0]] or name == "binary_cross_entropy"
    expected = {"binary_cross_entropy": 1000.0, "categorical_cross_entropy": 2000.0}
    assert value(name, t, a, z) == expected[name]
    error = np.empty_like(a)
    LOSSES[name].error(t, a, error)
    assert np.isfinite(error).all()


def test_every_step_is_measured_on_its_own():
    z = np.array([[[1.0, 2.0]], [[3.0, -1.0]]])
    t = np.broadcast_to(np.array([[0.0, 1.0]]), z.shape)
    for loss in LOSSES.values():
        together = loss.value(t, z)
        assert together.shape == (2,)
        assert together.tolist() == [float(loss.value(t[i], z[i])) for i in range(2)]
