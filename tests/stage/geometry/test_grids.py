import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.stage.geometry.grids import SLIMMEST, grid_pitch, grid_places, grid_shape


@given(st.integers(13, 5000))
def test_a_grid_holds_all_nodes_and_no_row_is_empty(width):
    rows, columns = grid_shape(width)
    assert (rows - 1) * columns < width <= rows * columns
    assert rows <= SLIMMEST * columns


@pytest.mark.parametrize("width", [16, 32, 50, 64, 128, 256, 300, 784, 1000])
def test_a_grid_is_filled_to_its_last_place_where_it_can_be(width):
    rows, columns = grid_shape(width)
    assert rows * columns == width
    assert rows >= columns


def test_a_grid_faces_the_viewer_and_is_read_like_a_page():
    places = grid_places(6, 2, 3, 0.5).reshape(2, 3, 3)
    assert not places[..., 2].any()
    assert np.diff(places[..., 0], axis=1) == pytest.approx(0.5)
    assert np.diff(places[..., 1], axis=0) == pytest.approx(-0.5)
    assert places.mean(axis=(0, 1)) == pytest.approx(0)


def test_images_are_equally_large_however_many_pixels_they_have():
    assert 8 * grid_pitch(8, 8, image=True) == pytest.approx(28 * grid_pitch(28, 28, image=True))
