"""Optimizers, each against its formula by hand, and what they remember."""

import numpy as np
import pytest

from nnviz.errors import ExperimentError
from nnviz.learning.optimizers import OPTIMIZERS, OptimizerSettings

RATE = np.array(-0.5)
PARAMETERS = np.array([3.0, -1.0])
GRADIENTS = (np.array([2.0, -4.0]), np.array([1.0, 0.0]))


def taken(name, **constants):
    optimizer = OptimizerSettings(name=name, **constants).rule
    optimizer.begin(np.zeros(2))
    updates = []
    for gradient in GRADIENTS:
        out = np.empty(2)
        optimizer.update(PARAMETERS, gradient, RATE, out=out)
        updates.append(out)
    return updates, optimizer


@pytest.mark.parametrize(
    ("name", "constants", "first", "second"),
    [
        ("gradient_descent", {}, [-1, 2], [-0.5, 0]),
        ("momentum", {"momentum": 0.5}, [-1, 2], [-1, 1]),
        ("nesterov", {"momentum": 0.5}, [-1.5, 3], [-1, 0.5]),
        ("adagrad", {"epsilon": 1e-300}, [-0.5, 0.5], [-0.5 / 5**0.5, 0]),
        ("rmsprop", {"epsilon": 1e-300, "decay": 0.75}, [-1, 1], [-0.5 / 1.0, 0]),
        ("adam", {"epsilon": 1e-300, "first_decay": 0.5, "second_decay": 0.5}, [-0.5, 0.5], None),
        (
            "adamw",
            {"epsilon": 1e-300, "first_decay": 0, "second_decay": 0, "weight_decay": 0.25},
            [-0.5 * (1 + 0.75), -0.5 * (-1 - 0.25)],
            [-0.5 * (1 + 0.75), -0.5 * (0 - 0.25)],
        ),
    ],
)
def test_two_steps_by_hand(name, constants, first, second):
    updates, _ = taken(name, **constants)
    np.testing.assert_allclose(updates[0], first, rtol=1e-14)
    if second is None:  # m = 1, s = 1.5, by 1 − ½² each; then m = −1 with s = 4
        second = [-0.5 * (1 / 0.75) / (1.5 / 0.75) ** 0.5, 0.5 * (1 / 0.75) / (4 / 0.75) ** 0.5]
    np.testing.assert_allclose(updates[1], second, rtol=1e-14)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_what_an_optimizer_remembers_has_the_names_that_it_states(name):
    _, optimizer = taken(name)
    assert tuple(optimizer.state) == tuple(each.name for each in OPTIMIZERS[name].MEMORIES)
    assert all(array.any() for array in optimizer.state.values())


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_no_gradient_means_no_first_step(name):
    optimizer, out = OPTIMIZERS[name](), np.ones(3)
    optimizer.begin(np.zeros(3))
    optimizer.update(np.zeros(3), np.zeros(3), RATE, out=out)
    assert out.tolist() == [0.0, 0.0, 0.0]


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "sgd"},
        {"momentum": 1.0, "name": "momentum"},
        {"decay": -0.1, "name": "rmsprop"},
        {"first_decay": "0.9", "name": "adam"},
        {"second_decay": float("nan"), "name": "adam"},
        {"epsilon": 0.0, "name": "adagrad"},
        {"weight_decay": -0.01, "name": "adamw"},
    ],
)
def test_an_impossible_constant_is_named(fields):
    field, *_ = fields
    with pytest.raises(ExperimentError, match=rf"^optimizer\.{field}: .*; give"):
        OptimizerSettings(**fields)
