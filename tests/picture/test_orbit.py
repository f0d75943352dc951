"""The hand on the camera."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.picture.camera import project
from nnviz.picture.frame import Camera
from nnviz.picture.orbit import FARTHEST, NEAREST, STEEPEST_DEG, focus, orbit, pan, zoom

CAMERA = Camera(
    eye=np.array([2.0, 1.5, 9.0], dtype=np.float32),
    target=np.array([1.0, 0.5, 0.0], dtype=np.float32),
    fov_deg=28.0,
    shift=np.array([0.1, -0.05], dtype=np.float32),
)
ASPECT = 16 / 9


def distance(camera):
    return float(np.linalg.norm(camera.eye - camera.target))


def place(camera, point):
    return project(camera, ASPECT, [point]).position[0]


@given(st.floats(-720, 720), st.floats(-300, 300))
def test_an_orbit_keeps_distance_and_target_and_never_turns_over(azimuth_deg, elevation_deg):
    there = orbit(CAMERA, azimuth_deg=azimuth_deg, elevation_deg=elevation_deg)
    assert distance(there) == pytest.approx(distance(CAMERA), rel=1e-4)
    np.testing.assert_array_equal(there.target, CAMERA.target)
    height = (there.eye - there.target)[1] / distance(there)
    assert abs(np.rad2deg(np.arcsin(height))) <= STEEPEST_DEG + 0.01


def test_an_orbit_back_is_where_it_began():
    there = orbit(CAMERA, azimuth_deg=50.0, elevation_deg=-20.0)
    back = orbit(there, azimuth_deg=-50.0, elevation_deg=20.0)
    np.testing.assert_allclose(back.eye, CAMERA.eye, atol=1e-4)


@given(st.floats(-0.5, 0.5), st.floats(-0.5, 0.5))
def test_what_is_looked_at_follows_the_hand(right, down):
    there = pan(CAMERA, right=right, down=down)
    moved = place(there, CAMERA.target) - place(CAMERA, CAMERA.target)
    np.testing.assert_allclose(moved, [right, down], atol=1e-3)


@given(st.floats(0.01, 100.0))
def test_zoom_keeps_its_distance_from_extremes(factor):
    there = zoom(CAMERA, factor)
    assert NEAREST * 0.999 <= distance(there) <= FARTHEST * 1.001


def test_zoom_makes_things_larger():
    assert distance(zoom(CAMERA, 2.0)) == pytest.approx(distance(CAMERA) / 2)


def test_a_focus_puts_the_point_where_the_target_was():
    point = np.array([3.0, -1.0, 0.5])
    there = focus(CAMERA, point)
    np.testing.assert_allclose(place(there, point), place(CAMERA, CAMERA.target), atol=1e-4)
    assert distance(there) < distance(CAMERA)


@pytest.mark.parametrize(
    "moved",
    [
        orbit(CAMERA, azimuth_deg=5, elevation_deg=5),
        pan(CAMERA, right=0.1, down=0.1),
        zoom(CAMERA, 2),
        focus(CAMERA, [0, 0, 0]),
    ],
)
def test_lens_and_arrays_stay_as_a_frame_wants_them(moved):
    assert moved.fov_deg == CAMERA.fov_deg
    np.testing.assert_array_equal(moved.shift, CAMERA.shift)
    assert moved.eye.dtype == moved.target.dtype == np.float32
