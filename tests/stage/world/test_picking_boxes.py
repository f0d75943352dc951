"""A node is picked wherever its box is seen, and from as near as a hand can aim at any size."""

from itertools import pairwise, product

import numpy as np
import pytest

from nnviz.picture.camera import project, ray_through
from nnviz.picture.palette import LARGEST_HALF_BOX, OUTLINE_RADIUS
from nnviz.picture.regions import Regions
from nnviz.picture.viewpoints import DIRECTIONS_DEG, viewpoint
from nnviz.stage.geometry.layout import Layout
from nnviz.stage.world.picking import PickedEdge, PickedNode, pick

ASPECT = 16 / 9
LAYOUT = Layout(widths=(3, 4, 1))
EVERY_EDGE = tuple(np.arange(a * b) for a, b in pairwise(LAYOUT.widths))
PLACES = [(layer, index) for layer, n in enumerate(LAYOUT.widths) for index in range(n)]


def seen_from(preset):
    return viewpoint(preset, LAYOUT.corners, Regions(ASPECT).wide_stage, ASPECT)


def picked_at(camera, point, **how):
    return pick(LAYOUT, EVERY_EDGE, camera, ASPECT, tuple(point), **how)


@pytest.mark.parametrize("preset", ["front", "three_quarter"])
def test_a_node_wins_over_its_edges_at_every_corner_of_its_outline(preset):
    camera = seen_from(preset)
    for layer, index in PLACES:
        half = LARGEST_HALF_BOX * LAYOUT.pitches[layer] + OUTLINE_RADIUS
        corners = LAYOUT.nodes[layer][index] + half * np.array(list(product((-1, 1), repeat=3)))
        for point in project(camera, ASPECT, corners).position:
            assert picked_at(camera, point) == PickedNode(layer, index)


@pytest.mark.parametrize("height", [120, 180, 286, 720, 2160])
def test_a_hand_that_misses_a_node_by_some_pixels_picks_it_in_a_picture_of_any_size(height):
    camera = seen_from("three_quarter")
    for layer, index in PLACES:
        (middle,) = project(camera, ASPECT, LAYOUT.nodes[layer][index]).position
        for aside in product((-4, 0, 4), repeat=2):
            point = middle + np.array(aside) / height
            assert picked_at(camera, point, pixel=1 / height) == PickedNode(layer, index)


@pytest.mark.parametrize("height", [120, 180, 720])
def test_the_middle_of_an_edge_still_picks_it_in_a_small_picture(height):
    camera = seen_from("front")
    start, end = LAYOUT.edges(1)
    for sender, point in enumerate(project(camera, ASPECT, (start + end) / 2).position):
        assert picked_at(camera, point, pixel=1 / height) == PickedEdge(1, sender, 0)


@pytest.mark.parametrize("preset", DIRECTIONS_DEG)
def test_a_ray_goes_through_all_that_its_point_shows(preset):
    camera = seen_from(preset)
    for centre in np.concatenate(LAYOUT.nodes):
        eye, way = ray_through(camera, ASPECT, project(camera, ASPECT, centre).position[0])
        aside = np.cross(way / np.linalg.norm(way), centre - eye)
        assert np.linalg.norm(aside) < 1e-6
        assert way @ (centre - eye) > 0
