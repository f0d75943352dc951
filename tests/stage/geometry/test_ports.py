"""Edges end on the walls of the outlines, each at a port of its own, and none leaves its face."""

from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np
import pytest

from nnviz.picture.palette import LARGEST_HALF_BOX, OUTLINE_RADIUS
from nnviz.stage.geometry.layout import LEAST_WALL, Layout
from tests.repository import SCENES

WIDTHS = [(3, 4, 1), (2, 8, 8, 8, 1), (13, 5, 2), (12, 12, 10), (1, 1)]


@pytest.fixture(params=WIDTHS, ids=str)
def layout(request):
    return Layout(widths=request.param)


def layers(layout):
    """Yield the layers of weights between columns: number, senders, receivers, start, end."""
    for layer, (before, behind) in enumerate(pairwise(layout.widths)):
        if not (layout.in_grid(layer) or layout.in_grid(layer + 1)):
            senders, receivers = np.divmod(np.arange(before * behind), behind)
            yield layer, senders, receivers, *layout.edges(layer)


def test_edges_end_on_the_walls_of_the_outlines(layout):
    for layer, senders, receivers, start, end in layers(layout):
        sides = (1, start, senders, layer), (-1, end, receivers, layer + 1)
        for side, points, nodes, at in sides:
            away = points - layout.nodes[at][nodes]
            wall = LARGEST_HALF_BOX * layout.pitches[at] + 2 * OUTLINE_RADIUS
            assert away[:, 0] == pytest.approx(side * wall, abs=1e-5)


def test_no_edge_leaves_its_face_however_thick_it_is(layout):
    for layer, senders, receivers, start, end in layers(layout):
        for points, nodes, at in ((start, senders, layer), (end, receivers, layer + 1)):
            away = np.abs(points - layout.nodes[at][nodes])[:, 1:]
            half = LARGEST_HALF_BOX * layout.pitches[at]
            assert (away + layout.thickest <= half + 1e-5).all()


def test_the_ports_of_a_face_are_in_the_order_of_the_other_ends(layout):
    for layer, senders, receivers, start, end in layers(layout):
        for points, own, others, far in (
            (start, senders, receivers, layout.nodes[layer + 1]),
            (end, receivers, senders, layout.nodes[layer]),
        ):
            for node in np.unique(own):
                at, there = points[own == node, 1], far[others[own == node], 1]
                assert (np.diff(at[np.argsort(there)]) > 1e-3).all()


def crossing(one, other):
    """Return where, 0 to 1, two lines (2, 3) cross that begin and end at the same x; None: not."""
    begun, ended = one[:, 1] - other[:, 1]
    return None if begun * ended >= 0 else begun / (begun - ended)


def test_edges_of_one_node_never_cross_and_others_pass_in_front_of_each_other(layout):
    for _, senders, receivers, start, end in layers(layout):
        for one, other in combinations(range(len(start)), 2):
            a, b = (np.stack([start[i], end[i]]) for i in (one, other))
            share = crossing(a, b)
            if share is None:
                continue
            assert senders[one] != senders[other]
            assert receivers[one] != receivers[other]
            deep = [each[0, 2] * (1 - share) + each[1, 2] * share for each in (a, b)]
            rises = [each[1, 1] - each[0, 1] for each in (a, b)]
            assert (deep[0] > deep[1]) == (rises[0] > rises[1])
            assert abs(deep[0] - deep[1]) > 1e-4


def test_edges_end_at_smaller_outlines_as_long_as_these_have_room_for_them():
    for half in (0.15, 0.02):
        layout = Layout(widths=(3, 4, 1), outlines=(half, half, half))
        start, _ = layout.edges(0)
        wall = max(half, LEAST_WALL) + 2 * OUTLINE_RADIUS
        assert start[0, 0] - layout.nodes[0][0, 0] == pytest.approx(wall, abs=1e-5)
        assert layout.thickest <= max(half, LEAST_WALL) / 2


def test_layers_that_stand_above_each_other_have_their_ports_above_and_below():
    layout = Layout(widths=(3, 4, 1))
    turned = replace(layout)
    turned.__dict__["nodes"] = tuple(nodes[:, [1, 0, 2]] for nodes in layout.nodes)
    for side, upright in zip(layout.edges(0), turned.edges(0), strict=True):
        assert upright[:, :2] == pytest.approx(side[:, [1, 0]], abs=1e-6)


@pytest.mark.parametrize("scene", ["xor", "dropout", "spiral"])
def test_rods_on_the_stage_touch_the_walls(scene, open_scene):
    with open_scene(SCENES / f"{scene}.toml") as show:
        layout = show.setting.layout
        frame = show.frame_at(show.duration_seconds * 0.9)
        start, end = layout.drawn_ends
        bars, n = frame.cylinders, sum(layout.shown)
        tips = bars.radius[:n, None] * layout.flow
        rods = np.hstack([bars.start[:n] - tips, bars.end[:n] + tips])
        apart = [np.abs(np.hstack([start, end]) - rod).max(axis=1) for rod in rods]
        assert np.min(apart, axis=1).max() < 1e-5
        assert len(np.unique(np.argmin(apart, axis=1))) == n
