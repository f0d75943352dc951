"""What a network is given of a point."""

import numpy as np
import pytest

from nnviz.errors import ExperimentError
from nnviz.learning.features import FEATURES, check_features, with_features


def test_features_are_those_of_the_playground():
    points = np.array([[2.0, 3.0], [-1.0, 0.5]])
    expected = [
        [2, 3, 4, 9, 6, np.sin(2), np.sin(3)],
        [-1, 0.5, 1, 0.25, -0.5, np.sin(-1), np.sin(0.5)],
    ]
    assert np.allclose(with_features(points, tuple(FEATURES)), expected)


def test_features_stand_in_the_order_in_which_they_are_named():
    points = np.array([[2.0, 3.0]])
    assert with_features(points, ("x2", "x1")).tolist() == [[3, 2]]
    assert with_features(points, ()) is points


@pytest.mark.parametrize("names", [("x3",), ("x1", "x1"), "x1", (1,), None])
def test_what_is_no_feature_is_refused(names):
    with pytest.raises(ExperimentError, match=r"^features: .*x1_squared"):
        check_features(names)


def test_features_need_two_inputs():
    with pytest.raises(ExperimentError, match=r"^features: .*have 3; "):
        with_features(np.ones((4, 3)), ("x1",))
