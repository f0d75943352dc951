"""Nodes that have lines in an equation and those that are counted are all nodes of the layer."""

import pytest

from nnviz.stage.worked.calculation import calculation
from nnviz.story.moment import Phase
from tests.repository import ALL_SCENES

COUNTED = {Phase.FORWARD, Phase.BACKWARD, Phase.ERROR}


@pytest.mark.parametrize("scene", ALL_SCENES, ids=lambda path: path.stem)
def test_told_and_counted_nodes_are_all_of_a_layer(scene, open_scene):
    with open_scene(scene) as show:
        setting, widths, seen = show.setting, show.setting.layout.widths, set()
        for beat in show.timeline.beats:
            moment = beat.moment
            if moment.phase not in COUNTED or moment.node is not None:
                continue
            key = moment.phase, moment.layer
            if key in seen:
                continue
            seen.add(key)
            for most in range(1, 7):
                worked = calculation(setting, show.step_at(moment), moment, most_terms=most)
                told = [line for line in worked.lines if line.node is not None]
                count = widths[-1 if moment.phase is Phase.ERROR else moment.layer]
                left = count - len(told)
                more = setting.wording.more.format(count=left)
                written = ["".join(part.text for part in line.parts) for line in worked.lines]
                if told:
                    assert (more in written) == (left > 0), (moment, most, written)
