from itertools import pairwise

import numpy as np
import pytest

from nnviz.picture.camera import project
from nnviz.picture.regions import Regions
from nnviz.picture.viewpoints import between, viewpoint
from nnviz.stage.geometry.edge_numbers import NUMBER, number_points
from nnviz.stage.geometry.layout import Layout

ASPECT = 16 / 9
XOR = Layout(widths=(3, 4, 1))
POINTS = number_points(XOR, ASPECT)
REGION = Regions(ASPECT).stage
CAMERAS = [
    viewpoint(preset, XOR.corners, REGION, ASPECT) for preset in ("front", "three_quarter", "close")
]
ON_THE_WAY = [
    between(one, other, progress)
    for one, other in pairwise(CAMERAS)
    for progress in (0.0, 0.25, 0.5, 0.75, 1.0)
]


@pytest.mark.parametrize("layer", [0, 1])
def test_each_number_stands_on_its_own_edge(layer):
    start, end = XOR.edges(layer)
    share = (POINTS[layer] - start)[:, 0] / (end - start)[:, 0]
    assert ((share > 0) & (share < 1)).all()
    assert POINTS[layer] == pytest.approx(start + (end - start) * share[:, None], abs=1e-5)


@pytest.mark.parametrize("camera", ON_THE_WAY)
@pytest.mark.parametrize("layer", [0, 1])
def test_no_number_covers_another_while_the_camera_goes_from_view_to_view(layer, camera):
    places = project(camera, ASPECT, POINTS[layer]).position
    one, other = np.triu_indices(len(places), 1)
    apart = np.abs(places[one] - places[other])
    assert (apart >= np.array(NUMBER)).any(axis=1).all()


def test_edges_that_are_too_many_bear_no_numbers():
    assert [len(points) for points in number_points(Layout(widths=(2, 7, 8)), ASPECT)] == [14, 0]


def test_a_layer_in_a_grid_leaves_its_numbers_to_its_edges():
    layout = Layout(widths=(17, 2))
    assert layout.in_grid(0)
    assert np.isfinite(number_points(layout, ASPECT)[0]).all()
