import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.picture.camera import project, view_projection
from nnviz.render.lens import lens

from .frames import ASPECT, SIZE, camera

WIDTH, HEIGHT = SIZE
coordinate = st.floats(-3.0, 3.0)
point = st.tuples(coordinate, coordinate, coordinate)
cameras = st.builds(
    camera,
    eye=st.tuples(st.floats(-6, 6), st.floats(-6, 6), st.floats(7, 20)),
    target=point,
    fov_deg=st.floats(15, 60),
    shift=st.tuples(st.floats(-0.3, 0.3), st.floats(-0.3, 0.3)),
)


@given(looking=cameras)
def test_the_eye_of_the_lens_is_that_of_the_camera(looking):
    seen = lens(view_projection(looking, ASPECT), HEIGHT)
    assert seen.eye == pytest.approx(looking.eye, abs=1e-6)


@given(looking=cameras, world=point)
def test_the_ray_through_a_points_place_reaches_it_at_its_depth(looking, world):
    seen = lens(view_projection(looking, ASPECT), HEIGHT)
    position, depth, _ = project(looking, ASPECT, [world])
    x, y = position[0, 0] / ASPECT * 2 - 1, 1 - position[0, 1] * 2
    assert seen.eye + depth[0] * seen.unlook @ [x, y, 1] == pytest.approx(world, abs=1e-6)


@given(looking=cameras, world=point)
def test_depth_and_focal_length_agree_with_the_camera(looking, world):
    matrix = view_projection(looking, ASPECT)
    seen = lens(matrix, HEIGHT)
    _, _, z, w = matrix @ [*world, 1.0]
    assert seen.depth[0] + seen.depth[1] / w == pytest.approx(z / w)
    unit = project(looking, ASPECT, [world]).unit[0]
    assert seen.focal / w == pytest.approx(unit * HEIGHT)


@given(looking=cameras)
def test_unlook_undoes_look(looking):
    seen = lens(view_projection(looking, ASPECT), HEIGHT)
    assert seen.look @ seen.unlook == pytest.approx(np.eye(3), abs=1e-9)
