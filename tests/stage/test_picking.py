"""Picking: the picture answers with what it shows there, from wherever it is seen."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nnviz.stage.camera import project
from nnviz.stage.frame import Camera
from nnviz.stage.layout import Layout
from nnviz.stage.picking import (
    EDGE_REACH,
    NODE_REACH,
    PickedEdge,
    PickedNode,
    pick,
    stands_in,
)
from nnviz.stage.regions import Regions
from nnviz.stage.viewpoints import DIRECTIONS_DEG, viewpoint

ASPECT = 16 / 9
widths = st.lists(st.integers(1, 5), min_size=2, max_size=4).map(tuple)
angle = st.floats(-80.0, 80.0)


@st.composite
def seen_networks(draw):
    """A network and a camera somewhere around it."""
    layout = Layout(widths=draw(widths))
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
    assert pick(layout, camera, ASPECT, tuple(point)) == PickedNode(layer, index)


@given(seen=seen_networks(), data=st.data())
def test_the_middle_of_an_uncovered_edge_picks_the_edge(seen, data):
    layout, camera = seen
    layer = data.draw(st.integers(0, len(layout.widths) - 2))
    sender = data.draw(st.integers(0, layout.widths[layer] - 1))
    receiver = data.draw(st.integers(0, layout.widths[layer + 1] - 1))
    start, end = layout.edges(layer)
    own = sender * layout.widths[layer + 1] + receiver
    point = project(camera, ASPECT, (start[own] + end[own]) / 2).position[0]
    assume(not covered(layout, camera, point, layer, own))
    assert pick(layout, camera, ASPECT, tuple(point)) == PickedEdge(layer, sender, receiver)


def covered(layout, camera, point, layer, own):
    """Return whether a node reaches the point, or another edge runs within a hair of it."""
    nodes = project(camera, ASPECT, np.concatenate(layout.nodes))
    reach = np.maximum(nodes.unit * NODE_REACH, 0.014)
    if (np.linalg.norm(nodes.position - point, axis=1) <= reach).any():
        return True
    steps = np.linspace(0, 1, 2001)[:, None]
    for other, width in enumerate(layout.widths[:-1]):
        for edge in range(width * layout.widths[other + 1]):
            if (other, edge) != (layer, own):
                start, end = (ends[edge] for ends in layout.edges(other))
                way = project(camera, ASPECT, start + steps * (end - start)).position
                if np.linalg.norm(way - point, axis=1).min() < 1e-3:
                    return True
    return False


@given(seen=seen_networks(), x=st.floats(-3.0, 5.0), y=st.floats(-3.0, 4.0))
def test_far_from_everything_nothing_is_picked(seen, x, y):
    layout, camera = seen
    points = project(camera, ASPECT, np.concatenate(layout.nodes))
    room = float(points.unit.max()) * max(NODE_REACH, EDGE_REACH) * 2 + 0.02
    low, high = points.position.min(axis=0) - room, points.position.max(axis=0) + room
    assume(((x, y) < low).any() or ((x, y) > high).any())
    assert pick(layout, camera, ASPECT, (x, y)) is None


@pytest.mark.parametrize("preset", DIRECTIONS_DEG)
def test_every_preset_camera_lets_every_node_be_picked(preset):
    layout = Layout(widths=(3, 4, 1))
    camera = viewpoint(preset, layout.corners, Regions(ASPECT).wide_stage, ASPECT)
    for layer, centres in enumerate(layout.nodes):
        for index, point in enumerate(project(camera, ASPECT, centres).position):
            assert pick(layout, camera, ASPECT, tuple(point)) == PickedNode(layer, index)


def test_what_lies_behind_the_eye_is_not_picked():
    layout = Layout(widths=(1, 1))
    camera = Camera(
        eye=np.array([0, 0, -1], np.float32),
        target=np.array([0, 0, -2], np.float32),
        fov_deg=28.0,
        shift=np.zeros(2, np.float32),
    )
    assert pick(layout, camera, ASPECT, (ASPECT / 2, 0.5)) is None


def test_a_network_stands_in_its_pictures_but_not_in_those_of_a_row(show):
    layout = show.setting.layout
    for seconds in np.linspace(0.0, show.chapters[-1].start_seconds, 30)[:-1]:
        assert stands_in(show.frame_at(seconds), layout)
    assert not stands_in(show.frame_at(show.duration_seconds), layout)
