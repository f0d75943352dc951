"""The highlight: one thing stands out, and everything else stays as it is."""

from dataclasses import fields

import numpy as np
import pytest

from nnviz.picture.frame import same_picture
from nnviz.stage.geometry.pickable_network import EARLIER
from nnviz.stage.look import Look
from nnviz.stage.world.highlight import ROOM, highlighted
from nnviz.stage.world.picking import PickedEdge, PickedNode


@pytest.fixture(scope="module")
def frame(show):
    return show.frame_at(show.duration_seconds / 2)


@pytest.mark.parametrize("picked", [PickedNode(1, 2), PickedEdge(0, 1, 3), PickedEdge(1, 3, 0)])
def test_everything_else_stays_as_it_is(show, frame, picked):
    setting = show.setting
    seen = highlighted(frame, setting.layout, setting.palette, picked)
    for field in fields(frame):
        if field.name != "cylinders":
            assert getattr(seen, field.name) is getattr(frame, field.name)
    n = len(frame.cylinders.radius)
    for field in fields(frame.cylinders):
        before, after = (getattr(each.cylinders, field.name) for each in (frame, seen))
        assert np.array_equal(before, after[:n])
        assert before.dtype == after.dtype
    assert np.array_equal(seen.cylinders.colour[n:, :3].min(axis=0), setting.palette.accent[:3])


def test_the_halo_of_an_edge_lies_around_the_edge(show, frame):
    setting = show.setting
    seen = highlighted(frame, setting.layout, setting.palette, PickedEdge(0, 2, 1))
    start, end = (ends[2 * 4 + 1] for ends in setting.layout.edges(0))
    bars, flow = frame.cylinders, setting.layout.flow
    tips = bars.radius[:, None] * flow  # of an edge they touch its ports
    apart = np.abs(bars.start - tips - start) + np.abs(bars.end + tips - end)
    (own,) = np.flatnonzero(apart.max(axis=1) < 1e-5)
    assert np.array_equal(seen.cylinders.start[-1], bars.start[own])
    assert np.array_equal(seen.cylinders.end[-1], bars.end[own])
    assert seen.cylinders.radius[-1] == pytest.approx(bars.radius[own] + ROOM)


def test_the_picture_that_was_given_is_left_alone(show):
    seconds = show.duration_seconds / 3
    frame = show.frame_at(seconds)
    highlighted(frame, show.setting.layout, show.setting.palette, PickedNode(0, 0))
    assert same_picture(frame, show.frame_at(seconds))


PICKED = (PickedNode(1, 2), PickedEdge(0, 1, 3))


def test_a_look_may_let_things_stand_out_in_a_story_and_in_a_moment_by_itself(show):
    seconds = show.duration_seconds / 2
    moment, look = show.moment_at(seconds), Look(highlight=PICKED)
    setting = show.setting
    for plain, seen in [
        (show.frame_at(seconds), show.frame_at(seconds, look)),
        (show.frame_of(moment), show.frame_of(moment, look)),
    ]:
        wanted = plain
        for picked in PICKED:
            wanted = highlighted(wanted, setting.layout, setting.palette, picked)
        assert same_picture(seen, wanted)
        assert not same_picture(seen, plain)


def test_what_is_of_a_network_that_is_not_on_the_stage_does_not_stand_out(show):
    seconds = show.duration_seconds / 2
    look = Look(highlight=(PickedNode(1, 2, EARLIER), PickedEdge(7, 8, 9, network=3)))
    assert same_picture(show.frame_at(seconds, look), show.frame_at(seconds))
