import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.picture.camera import project
from nnviz.render.picture import fitted_area, sheet_from_world

from .frames import ASPECT, camera

sizes = st.tuples(st.integers(10, 4000), st.integers(10, 4000))


@given(size=sizes, aspect=st.floats(0.3, 4.0))
def test_a_picture_fits_with_its_aspect_in_the_middle(size, aspect):
    left, top, width, height = fitted_area(size, aspect)
    assert 0 <= left <= size[0] - width - left <= left + 1
    assert 0 <= top <= size[1] - height - top <= top + 1
    assert width == size[0] or height == size[1]
    assert abs(width - height * aspect) <= max(0.5, 0.5 * aspect) + 1e-9


def test_a_canvas_of_the_pictures_own_aspect_is_filled():
    assert fitted_area((1920, 1080), 16 / 9) == (0, 0, 1920, 1080)
    assert fitted_area((1280, 720), 16 / 9) == (0, 0, 1280, 720)


def test_the_sheet_is_where_the_camera_projects_to():
    looking = camera(eye=(4, 3, 8), shift=(-0.2, 0.05))
    world = np.array([0.3, -0.5, 0.7, 1.0])
    x, y, _, w = sheet_from_world(looking, ASPECT) @ world
    position, depth, _ = project(looking, ASPECT, [world[:3]])
    assert (x / w, y / w) == pytest.approx(tuple(position[0]))
    assert w == pytest.approx(depth[0])
