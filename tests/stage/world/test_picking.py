"""Picking: the picture answers with what it shows there, from wherever it is seen."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from nnviz.picture.camera import project
from nnviz.picture.frame import Camera
from nnviz.picture.regions import Regions
from nnviz.picture.viewpoints import DIRECTIONS_DEG, viewpoint
from nnviz.stage.geometry.layout import Layout
from nnviz.stage.world.picking import (
    EDGE_REACH,
    NODE_GRIP,
    NODE_REACH,
    PickedEdge,
    PickedNode,
    boxes_under,
    pick,
)

ASPECT = 16 / 9
few = st.integers(1, 5)
some = few | st.just(17)
angle = st.floats(-80.0, 80.0)


def every_edge(layout):
    return tuple(np.arange(a * b) for a, b in pairwise(layout.widths))


@st.composite
def seen_networks(draw, widths=some):
    """A network and a camera somewhere around it."""
    layout = Layout(widths=tuple(draw(st.lists(widths, min_size=2, max_size=4))))
    azimuth, elevation = np.deg2rad(draw(angle)), np.deg2rad(draw(angle))
    distance = draw(st.floats(8.0, 40.0))
    direction = [
        np.sin(azimuth) * np.cos(elevation),
        np.sin(elevation),
        np.cos(azimuth) * np.cos(elevation),
    ]
    camera = Camera(
        eye=np.array(direction, np.float32) * np.float32(distance),
        target=np.zeros(3, np.float32),
        fov_deg=28.0,
        shift=np.array(draw(st.tuples(st.floats(-0.3, 0.3), st.floats(-0.3, 0.3))), np.float32),
    )
    return layout, camera


@given(seen=seen_networks(), data=st.data())
def test_the_middle_of_a_node_picks_the_node(seen, data):
    layout, camera = seen
    layer = data.draw(st.integers(0, len(layout.widths) - 1))
    index = data.draw(st.integers(0, layout.widths[layer] - 1))
    point = project(camera, ASPECT, layout.nodes[layer][index]).position[0]
    assert pick(layout, every_edge(layout), camera, ASPECT, tuple(point)) == PickedNode(
        layer, index
    )


# Most edges of many are covered.
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(seen=seen_networks(few), data=st.data())  # tiles cover the edges of grids
def test_the_middle_of_an_uncovered_edge_picks_the_edge(seen, data):
    layout, camera = seen
    layer = data.draw(st.integers(0, len(layout.widths) - 2))
    sender = data.draw(st.integers(0, layout.widths[layer] - 1))
    receiver = data.draw(st.integers(0, layout.widths[layer + 1] - 1))
    start, end = layout.edges(layer)
    own = sender * layout.widths[layer + 1] + receiver
    point = project(camera, ASPECT, (start[own] + end[own]) / 2).position[0]
    assume(not covered(layout, camera, point, layer, own))
    assert pick(layout, every_edge(layout), camera, ASPECT, tuple(point)) == PickedEdge(
        layer, sender, receiver
    )


def covered(layout, camera, point, layer, own):
    """Return whether a node reaches the point, or another edge runs within a hair of it."""
    nodes = project(camera, ASPECT, np.concatenate(layout.nodes))
    near = np.linalg.norm(nodes.position - point, axis=1) <= NODE_GRIP
    if near.any() or boxes_under(layout, camera, ASPECT, point).any():
        return True
    sides = zip(*(layout.edges(other) for other in range(len(layout.widths) - 1)), strict=True)
    start, end = (np.concatenate(side)[:, None] for side in sides)
    way = start + np.linspace(0, 1, 101)[:, None] * (end - start)
    places = project(camera, ASPECT, way).position.reshape(*way.shape[:2], 2)
    near = np.linalg.norm(places - point, axis=2).min(axis=1) < 0.01
    before = sum(a * b for a, b in pairwise(layout.widths[: layer + 1]))
    near[before + own] = False
    return bool(near.any())


@given(seen=seen_networks(), x=st.floats(-3.0, 5.0), y=st.floats(-3.0, 4.0))
def test_far_from_everything_nothing_is_picked(seen, x, y):
    layout, camera = seen
    points = project(camera, ASPECT, np.concatenate(layout.nodes))
    room = float(points.unit.max()) * max(NODE_REACH, EDGE_REACH) * 2 + 0.02
    low, high = points.position.min(axis=0) - room, points.position.max(axis=0) + room
    assume(((x, y) < low).any() or ((x, y) > high).any())
    assert pick(layout, every_edge(layout), camera, ASPECT, (x, y)) is None


@pytest.mark.parametrize("preset", DIRECTIONS_DEG)
def test_every_preset_camera_lets_every_node_be_picked(preset):
    layout = Layout(widths=(3, 4, 1))
    camera = viewpoint(preset, layout.corners, Regions(ASPECT).wide_stage, ASPECT)
    for layer, centres in enumerate(layout.nodes):
        for index, point in enumerate(project(camera, ASPECT, centres).position):
            assert pick(layout, every_edge(layout), camera, ASPECT, tuple(point)) == PickedNode(
                layer, index
            )


def test_what_lies_behind_the_eye_is_not_picked():
    layout = Layout(widths=(1, 1))
    camera = Camera(
        eye=np.array([0, 0, -1], np.float32),
        target=np.array([0, 0, -2], np.float32),
        fov_deg=28.0,
        shift=np.zeros(2, np.float32),
    )
    assert pick(layout, every_edge(layout), camera, ASPECT, (ASPECT / 2, 0.5)) is None


def test_an_edge_that_is_not_drawn_is_not_picked():
    layout = Layout(widths=(1, 2))
    camera = viewpoint("front", layout.corners, Regions(ASPECT).wide_stage, ASPECT)
    start, end = layout.edges(0)
    first, second = project(camera, ASPECT, (start + end) / 2).position
    drawn = (np.array([1]),)
    assert pick(layout, drawn, camera, ASPECT, tuple(first)) is None
    assert pick(layout, drawn, camera, ASPECT, tuple(second)) == PickedEdge(0, 0, 1)


@pytest.mark.parametrize("place", [(0.4, 0, 0), (0.45, 0.45, 0), (-0.45, 0.45, 0)])
def test_a_tile_is_picked_wherever_it_is_pointed_at(place):
    layout = Layout(widths=(64, 2))
    camera = viewpoint("front", layout.corners, Regions(ASPECT).wide_stage, ASPECT, flat=True)
    beside = layout.nodes[0][27] + np.float32(place) * layout.pitches[0]
    point = project(camera, ASPECT, beside).position[0]
    assert pick(layout, every_edge(layout), camera, ASPECT, tuple(point)) == PickedNode(0, 27)
