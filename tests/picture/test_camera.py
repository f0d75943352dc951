import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.picture.camera import project, view, view_projection
from nnviz.picture.frame import Camera

ASPECT = 16 / 9
coordinate = st.floats(-5.0, 5.0)
point = st.tuples(coordinate, coordinate, coordinate)


def camera(eye=(0.0, 0.0, 10.0), target=(0.0, 0.0, 0.0), fov_deg=30.0, shift=(0.0, 0.0)):
    return Camera(
        eye=np.array(eye, np.float32),
        target=np.array(target, np.float32),
        fov_deg=fov_deg,
        shift=np.array(shift, np.float32),
    )


@given(target=point, shift=st.tuples(st.floats(-0.4, 0.4), st.floats(-0.4, 0.4)))
def test_the_target_lies_in_the_middle_moved_by_the_shift(target, shift):
    eye = np.add(target, (3.0, 2.0, 6.0))
    position, depth, _ = project(camera(eye, target, shift=shift), ASPECT, [target])
    assert position[0] == pytest.approx([ASPECT / 2 + shift[0], 0.5 + shift[1]], abs=1e-4)
    assert depth[0] == pytest.approx(7.0, abs=1e-4)


def test_the_field_of_view_spans_the_height_of_the_picture():
    half = 10.0 * np.tan(np.radians(15.0))
    position, _, unit = project(camera(), ASPECT, [(0.0, half, 0.0), (0.0, -half, 0.0)])
    assert position[:, 1] == pytest.approx([0.0, 1.0], abs=1e-6)
    assert unit == pytest.approx([0.5 / half, 0.5 / half])


@given(start=point)
def test_unit_is_what_a_short_step_across_the_line_of_sight_measures(start):
    looking = camera(eye=(4.0, 7.0, 9.0))
    sideways = view(looking)[0, :3]
    position, _, unit = project(looking, ASPECT, [start, np.add(start, sideways * 1e-3)])
    assert np.linalg.norm(position[1] - position[0]) == pytest.approx(unit[0] * 1e-3, rel=1e-3)


def test_x_leads_right_and_y_leads_down_in_the_picture():
    position = project(camera(), ASPECT, [(0, 0, 0), (1, 0, 0), (0, 1, 0)]).position
    assert position[1, 0] > position[0, 0]
    assert position[1, 1] == pytest.approx(position[0, 1])
    assert position[2, 1] < position[0, 1]


def test_what_lies_behind_the_eye_lands_outside_and_has_no_size():
    position, depth, unit = project(camera(), ASPECT, [(1.0, 0.0, 11.0)])
    assert depth[0] == pytest.approx(-1.0)
    assert position[0, 0] > 1000.0
    assert unit[0] == 0.0


@pytest.mark.parametrize("height", [8.0, -8.0])
def test_looking_straight_along_y_keeps_x_to_the_right(height):
    plan = camera(eye=(0.0, height, 0.0))
    position = project(plan, ASPECT, [(0, 0, 0), (1, 0, 0), (0, 0, -1)]).position
    assert np.all(np.isfinite(position))
    assert position[1, 0] > position[0, 0]
    assert np.sign(position[0, 1] - position[2, 1]) == np.sign(height)


@given(world=point)
def test_view_projection_divided_by_w_is_the_projected_position(world):
    looking = camera(eye=(6.0, 5.0, 9.0), shift=(0.1, -0.05))
    x, y, _, w = view_projection(looking, ASPECT) @ [*world, 1.0]
    position, depth, _ = project(looking, ASPECT, [world])
    assert depth[0] == pytest.approx(w)
    assert position[0] == pytest.approx([(x / w + 1) / 2 * ASPECT, (1 - y / w) / 2])


def test_depth_of_a_nearer_point_is_smaller_after_the_division():
    clip = view_projection(camera(), ASPECT) @ np.array([[0, 0, 1, 1], [0, 0, -1, 1]]).T
    assert clip[2, 0] / clip[3, 0] < clip[2, 1] / clip[3, 1]
