"""A network leaves its equation room, and numbers stand where rods that meet are apart."""

import numpy as np
import pytest

from nnviz.picture.camera import project
from nnviz.stage.world.edges import NEAR_OTHERS
from nnviz.story.moment import Phase
from tests.repository import SCENES
from tests.stage.equations import equation_area

XOR = SCENES / "xor.toml"


@pytest.fixture(scope="module")
def show(open_scene):
    with open_scene(XOR) as opened:
        yield opened


def first_epoch(show):
    return [beat for beat in show.timeline.beats if beat.moment.epoch == 1]


def test_no_node_lies_under_the_equation_of_a_single_node(show):
    seen = 0
    for beat in first_epoch(show):
        if beat.moment.node is None or beat.moment.phase is Phase.INITIALISE:
            continue
        frame = show.frame_at(beat.start_seconds + 0.5 * beat.seconds)
        area = equation_area(show, frame)
        if area is None:
            continue
        seen += 1
        nodes = np.concatenate(show.setting.layout.nodes)
        x, y = project(frame.camera, frame.aspect, nodes).position.T
        under = (area[0] < x) & (x < area[2]) & (area[1] < y) & (y < area[3])
        assert not under.any(), beat.moment
    assert seen > 30


def test_numbers_of_rods_that_meet_stand_near_their_other_ends(show):
    beat = next(
        beat
        for beat in first_epoch(show)
        if beat.moment.phase is Phase.FORWARD and beat.moment.layer == 1 and beat.moment.node == 0
    )
    frame = show.frame_at(beat.start_seconds + 0.9 * beat.seconds)
    layout, weights = show.setting.layout, show.step(1).weights[0][:, 0]
    start, end = layout.edges(0, np.arange(3) * 4)
    wanted = project(frame.camera, frame.aspect, start + NEAR_OTHERS * (end - start)).position
    labels = frame.labels
    for weight, place in zip(weights, wanted, strict=True):
        text = f"{abs(weight):.4f}"
        near = [
            np.abs(position - place).max()
            for written, position in zip(labels.text, labels.position, strict=True)
            if text in written
        ]
        assert min(near) < 0.15
