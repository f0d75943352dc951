"""The Playground's points have the shapes that its formulas say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.learning.point_sets import (
    CLASSIFICATION_SETS,
    REGRESSION_SETS,
    circle,
    gauss_peaks,
    spiral,
    xor_points,
)

MAKERS = {**CLASSIFICATION_SETS, **REGRESSION_SETS}


def rng(seed=1):
    return np.random.default_rng(seed)


@given(st.sampled_from(sorted(MAKERS)), st.integers(4, 300), st.floats(0, 0.5), st.integers(0, 9))
def test_points_are_as_many_as_asked_for_and_the_same_for_the_same_seed(name, count, noise, seed):
    points, labels = MAKERS[name](count, noise, rng(seed))
    assert points.shape == (count, 2)
    assert labels.shape == (count,)
    assert np.isfinite(points).all()
    again, _ = MAKERS[name](count, noise, rng(seed))
    assert (points == again).all()


@pytest.mark.parametrize("name", CLASSIFICATION_SETS)
def test_classes_are_about_equally_large(name):
    _, labels = CLASSIFICATION_SETS[name](1000, 0.0, rng())
    assert set(labels) == {-1.0, 1.0}
    assert abs(labels.sum()) < 100


def test_the_circle_lies_in_its_ring_with_a_gap_between():
    points, labels = circle(500, 0.0, rng())
    distance = np.hypot(*points.T)
    assert distance[labels > 0].max() <= 2.5
    assert distance[labels < 0].min() >= 3.5
    assert distance.max() <= 5


def test_points_of_xor_keep_off_the_axes():
    points, labels = xor_points(500, 0.0, rng())
    assert np.abs(points).min() >= 0.3
    assert ((points.prod(axis=1) > 0) == (labels > 0)).all()


def test_the_arms_of_the_spiral_mirror_each_other_and_wind_outwards():
    points, labels = spiral(200, 0.0, rng())
    assert np.allclose(points[labels > 0], -points[labels < 0])
    assert (np.diff(np.hypot(*points[labels > 0].T)) > 0).all()
    assert np.hypot(*points.T).max() == pytest.approx(5 * 0.99)
    angles = np.unwrap(np.arctan2(*points[labels > 0].T)[1:])
    assert angles[-1] - angles[0] == pytest.approx(1.75 * 2 * np.pi * 98 / 100)


def test_noise_moves_the_spirals_points_at_most_by_itself():
    calm, _ = spiral(200, 0.0, rng())
    noisy, _ = spiral(200, 0.3, rng())
    assert 0 < np.abs(noisy - calm).max() <= 0.3


@pytest.mark.parametrize(("noise", "variance"), [(0.0, 0.5), (0.5, 4.0)])
def test_the_clouds_lie_around_their_centres_as_wide_as_the_noise_says(noise, variance):
    points, labels = CLASSIFICATION_SETS["gauss"](20_000, noise, rng())
    for label in (1, -1):
        cloud = points[labels == label]
        assert cloud.mean(axis=0) == pytest.approx(2 * label, abs=0.1)
        assert cloud.var(axis=0) == pytest.approx(variance, rel=0.05)


def test_the_plane_is_a_tenth_of_the_sum():
    points, heights = REGRESSION_SETS["plane"](100, 0.0, rng())
    assert np.allclose(heights, points.sum(axis=1) / 10)


def test_peaks_are_one_high_at_their_centres_and_flat_far_away():
    class Chosen:
        """Places points where the test wants them."""

        def __init__(self, points):
            self.points = np.array(points)

        def uniform(self, *_):
            return self.points

    points = [[-4, 2.5], [0, 2.5], [4, -2.5], [-4, 1.5], [0, 0], [6, 6]]
    _, heights = gauss_peaks(6, 0.0, Chosen(points))
    assert np.allclose(heights, [1, -1, -1, 0.5, 0, 0])
