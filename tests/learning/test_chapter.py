"""The numbers of the slides on chapter 4 of 'Deep Learning from Scratch' (Saitoh 2016)."""

import numpy as np
import pytest

from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.gradcheck import central_difference
from nnviz.learning.initializers import Initialization
from nnviz.learning.optimizers import GradientDescent
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace

H = 1e-4  # as on the slides


def slope_at(x):
    values = np.array([x], dtype=float)
    return central_difference(
        lambda: float(0.01 * values[0] ** 2 + 0.1 * values[0]), values, (0,), nudge=H
    )


def bowl_slopes(x):
    def bowl():
        return float(x[0] ** 2 + x[1] ** 2)

    return np.array([central_difference(bowl, x, (i,), nudge=H) for i in range(2)])


@pytest.mark.parametrize(("x", "printed"), [(5, 0.1999999999990898), (10, 0.2999999999986347)])
def test_the_central_differences_of_a_parabola(x, printed):
    assert slope_at(x) == printed


@pytest.mark.parametrize(
    ("place", "slopes"), [((3, 4), (6, 8)), ((0, 2), (0, 4)), ((3, 0), (6, 0))]
)
def test_the_gradient_of_a_bowl(place, slopes):
    assert bowl_slopes(np.array(place, dtype=float)) == pytest.approx(slopes, abs=1e-10)


@pytest.mark.parametrize(
    ("rate", "printed"),
    [
        (0.1, (-6.11110793e-10, 8.14814391e-10)),  # a good rate: all but at the bottom
        (10.0, (-2.58983747e13, -1.29524862e12)),  # too large: thrown out of the bowl
        (1e-10, (-2.99999994, 3.99999992)),  # too small: hardly moved
    ],
)
def test_gradient_descent_in_a_bowl(rate, printed):
    x = np.array([-3.0, 4.0])
    descent, update = GradientDescent(), np.empty(2)
    for _ in range(100):
        descent.update(x, bowl_slopes(x), np.array(-rate), out=update)
        x += update
    assert x == pytest.approx(printed, rel=1e-8)


@pytest.mark.parametrize(
    ("rate", "printed"),
    [
        (0.1, (-6.11110793e-10, 8.14814391e-10)),
        (1e-10, (-2.99999994, 3.99999992)),
        # The slides end at 1e13, where the nudge of 1e-4 is lost in rounding. A gradient without
        # such a loss makes every step −19 times what was there.
        (10.0, (-3 * 19.0**100, 4 * 19.0**100)),
    ],
)
def test_a_node_that_learns_the_bowl_goes_the_same_way(tmp_path, rate, printed):
    experiment = Experiment(
        data="bowl",
        layers=(Layer(units=1, activation="identity"),),
        initialization=Initialization(name="given", weights=(((-3.0,), (4.0,)),)),
        learning_rate=rate,
        epochs=100,
    )
    record(experiment, tmp_path / "bowl.nntrace")
    with open_trace(tmp_path / "bowl.nntrace") as trace:
        assert trace.at("loss", epoch=1) == 25.0  # (−3)² + 4²
        assert trace.at("gradients/0", epoch=1).ravel().tolist() == [-6.0, 8.0]
        heights = np.square(trace.between("weights/0", first=1, last=100)).sum(axis=(1, 2))
        np.testing.assert_allclose(trace.series("loss"), heights, rtol=1e-12)
        assert trace.after("weights/0", epoch=100).ravel() == pytest.approx(printed, rel=1e-7)
