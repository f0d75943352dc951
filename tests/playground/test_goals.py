"""Goals: the first epoch at which a training has come to what was asked of it."""

import numpy as np
import pytest

from nnviz.playground.goals import NO_GOAL, Goal, epoch_reached

EPOCHS = np.array([1, 2, 3, 5, 8, 10])


@pytest.mark.parametrize(
    ("goal", "losses", "epoch"),
    [
        (NO_GOAL, [3, 2, 1, 0, 0, 0], None),
        (Goal(loss_below=1.5), [3, 2, 1, 0, 0, 0], 3),
        (Goal(loss_below=1.0), [3, 2, 1, 1, 1, 1], None),
        (Goal(patience=3), [5, 4, 3, 2, 2, 2], 8),
        (Goal(patience=3), [5, 4, 3, 2, 1.999, 1], 8),
        (Goal(patience=3), [5, 4, 3, 2, 1.9, 1.8], None),
        (Goal(patience=20), [1, 1, 1, 1, 1, 1], None),
        (Goal(patience=3), [5, 4, np.nan, np.nan, np.nan, np.nan], 5),
        (Goal(loss_below=4.5, patience=3), [5, 4, 3, 3, 3, 3], 2),
    ],
)
def test_the_first_epoch_that_reaches_a_goal_is_found(goal, losses, epoch):
    assert epoch_reached(goal, EPOCHS, np.array(losses, float)) == epoch


def test_of_nothing_that_is_recorded_no_goal_is_reached():
    assert epoch_reached(Goal(patience=1), np.zeros(0, np.int64), np.zeros(0)) is None
