"""What training is watched by."""

import numpy as np

from nnviz.learning.experiment import Experiment
from nnviz.learning.measures import loss, mean_absolute_error

ERRORS = np.array([[[0.25], [-0.5]], [[np.nan], [1.0]], [[1e200], [-np.inf]]])


def test_each_step_is_measured_on_its_own() -> None:
    assert loss(Experiment(), ERRORS)[0] == 0.5 * (0.25**2 + 0.5**2)
    assert mean_absolute_error(ERRORS)[0] == 0.375


def test_errors_that_are_no_numbers_are_measured_without_a_warning() -> None:
    assert np.isnan(loss(Experiment(), ERRORS)[1])
    assert loss(Experiment(), ERRORS)[2] == np.inf
    assert mean_absolute_error(ERRORS)[2] == np.inf


def test_one_step_can_be_measured_alone() -> None:
    assert loss(Experiment(), ERRORS[0]).shape == ()
    assert mean_absolute_error(ERRORS[0]) == mean_absolute_error(ERRORS)[0]
