"""The numbers of the slides on chapter 4 of 'Deep Learning from Scratch' (Saitoh 2016)."""

import numpy as np
import pytest

from nnviz.learning.gradcheck import central_difference
from nnviz.learning.optimizers import GradientDescent, Optimization

H = 1e-4  # as on the slides


def slope_at(x: float) -> float:
    values = np.array([x], dtype=float)
    return central_difference(
        lambda: float(0.01 * values[0] ** 2 + 0.1 * values[0]), values, (0,), nudge=H
    )


def bowl_slopes(x: np.ndarray) -> np.ndarray:
    def bowl() -> float:
        return float(x[0] ** 2 + x[1] ** 2)

    return np.array([central_difference(bowl, x, (i,), nudge=H) for i in range(2)])


@pytest.mark.parametrize(("x", "printed"), [(5, 0.1999999999990898), (10, 0.2999999999986347)])
def test_the_central_differences_of_a_parabola(x: float, printed: float) -> None:
    assert slope_at(x) == printed


@pytest.mark.parametrize(
    ("place", "slopes"), [((3, 4), (6, 8)), ((0, 2), (0, 4)), ((3, 0), (6, 0))]
)
def test_the_gradient_of_a_bowl(place: tuple[float, float], slopes: tuple[float, float]) -> None:
    assert bowl_slopes(np.array(place, dtype=float)) == pytest.approx(slopes, abs=1e-10)


@pytest.mark.parametrize(
    ("rate", "printed"),
    [
        (0.1, (-6.11110793e-10, 8.14814391e-10)),  # a good rate: all but at the bottom
        (10.0, (-2.58983747e13, -1.29524862e12)),  # too large: thrown out of the bowl
        (1e-10, (-2.99999994, 3.99999992)),  # too small: hardly moved
    ],
)
def test_gradient_descent_in_a_bowl(rate: float, printed: tuple[float, float]) -> None:
    x = np.array([-3.0, 4.0])
    descent, update = GradientDescent(Optimization(), x), np.empty(2)
    for _ in range(100):
        descent.update(bowl_slopes(x), np.array(-rate), out=update)
        x += update
    assert x == pytest.approx(printed, rel=1e-8)
