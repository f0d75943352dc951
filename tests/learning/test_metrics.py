"""What training is watched by."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.metrics import accuracy, loss, mean_absolute_error, measure_steps
from nnviz.learning.regularization import Regularization

TARGETS = np.zeros((3, 2, 1))
OUTPUTS = -np.array([[[0.25], [-0.5]], [[np.nan], [1.0]], [[1e200], [-np.inf]]])
LINES = Experiment(
    layers=(Layer(units=1, activation="identity"),),
    regularization=Regularization(l1=0.5, l2=0.25),
)


def half_squared(targets, outputs):
    return loss(Experiment(), targets, outputs=outputs, sums=outputs)


def test_each_step_is_measured_on_its_own():
    assert half_squared(TARGETS, OUTPUTS)[0] == 0.5 * (0.25**2 + 0.5**2)
    assert mean_absolute_error(TARGETS, OUTPUTS)[0] == 0.375


def test_outputs_that_are_no_numbers_are_measured_without_a_warning():
    assert np.isnan(half_squared(TARGETS, OUTPUTS)[1])
    assert half_squared(TARGETS, OUTPUTS)[2] == np.inf
    assert mean_absolute_error(TARGETS, OUTPUTS)[2] == np.inf


def test_one_step_can_be_measured_alone():
    assert half_squared(TARGETS[0], OUTPUTS[0]).shape == ()
    assert mean_absolute_error(TARGETS[0], OUTPUTS[0]) == mean_absolute_error(TARGETS, OUTPUTS)[0]


def test_a_single_output_is_right_on_the_side_of_its_target():
    targets = Experiment().dataset.targets
    outputs = np.array([[0.1], [0.9], [0.4], [0.2]])  # of XOR: only the third is not
    assert accuracy(Experiment(), targets, outputs) == 0.75
    outputs[0] = np.nan
    assert accuracy(Experiment(), targets, outputs) == 0.5


def test_of_several_outputs_the_largest_is_the_class():
    targets = np.array([[1.0, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 1]])
    outputs = np.array([[0.5, 0.4, 0.1], [0.5, 0.4, 0.1], [0, 0, 0.1], [np.nan] * 3])
    assert accuracy(Experiment(), targets, outputs) == 0.5
    both = accuracy(Experiment(), np.stack([targets] * 2), np.stack([outputs, targets]))
    assert both.tolist() == [0.5, 1.0]


def test_a_price_on_weights_is_part_of_the_loss_and_told_apart():
    arrays = {
        "weights/0": np.array([[[1.0], [-2.0], [0.0]]]),
        "activations/1": np.zeros((1, 4, 1)),
        "preactivations/1": np.zeros((1, 4, 1)),
    }
    measured = measure_steps(LINES, arrays)
    assert measured["penalty"] == pytest.approx(0.5 * 3 + 0.125 * 5)
    assert measured["loss"] == pytest.approx(0.5 * 2 + measured["penalty"])
    free = measure_steps(replace(LINES, regularization=Regularization()), arrays)
    assert set(free) == {"loss", "mean_absolute_error"}


def test_a_batch_is_compared_with_its_own_targets():
    experiment = replace(LINES, regularization=Regularization(), batch_size=2)
    arrays = {
        "records": np.array([[1.0, 2.0], [0.0, 3.0]]),
        "activations/1": np.zeros((2, 2, 1)),
        "preactivations/1": np.zeros((2, 2, 1)),
    }
    assert measure_steps(experiment, arrays)["mean_absolute_error"].tolist() == [1.0, 0.0]
