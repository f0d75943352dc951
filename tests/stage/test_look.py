"""A show seen otherwise than its storyboard says."""

import numpy as np
import pytest

from nnviz.picture.frame import same_picture
from nnviz.picture.orbit import zoom
from nnviz.stage.look import AS_TOLD, Look
from nnviz.stage.show import Show
from nnviz.story.moment import Moment, Phase
from nnviz.story.storyboard import Shot, Storyboard

BOARD = Storyboard(
    shots=(
        Shot(camera="front", epochs=(1, 2)),
        Shot(camera="top", epochs=(3, 3)),
        Shot(tell="compare", epochs=(1, 5)),
    )
)


@pytest.fixture
def show(trace):
    return Show(trace, BOARD)


def test_as_told_is_the_picture_of_the_film(show):
    for seconds in np.linspace(0.0, show.duration_seconds, 7):
        assert same_picture(show.frame_at(seconds), show.frame_at(seconds, AS_TOLD))


def test_a_preset_holds_through_the_whole_show(show):
    look = Look(preset="front")
    top = show.shot_spans[1][1] - 0.1
    assert not same_picture(show.frame_at(top).camera, show.frame_at(top, look).camera)
    assert same_picture(show.frame_at(1.0, look).camera, show.frame_at(top, look).camera)


def test_a_camera_of_ones_own_is_taken_where_as_many_networks_stand(show):
    own = zoom(show.frame_at(0.0).camera, 2.0)
    look = Look(camera=own)
    assert show.frame_at(3.0, look).camera is own
    end = show.duration_seconds
    assert len(show.networks_at(end)) == show.crowd_at(end) == 2
    assert same_picture(show.frame_at(end, look), show.frame_at(end))


def test_hidden_panels_are_not_drawn_and_the_stage_grows(show):
    everything = frozenset({"headline", "records", "code", "legend", "calculation", "slope"})
    bare = show.frame_at(3.0, Look(hidden=everything))
    assert len(bare.labels.text) < len(show.frame_at(3.0).labels.text)
    assert np.linalg.norm(bare.camera.eye) < np.linalg.norm(show.frame_at(3.0).camera.eye)


def test_a_single_moment_is_looked_at_in_the_same_ways(show):
    moment = Moment(epoch=4, phase=Phase.FORWARD, layer=1, node=2)
    plain = show.frame_of(moment)
    own = zoom(plain.camera, 2.0)
    assert show.frame_of(moment, Look(camera=own)).camera is own
    hidden = show.frame_of(moment, Look(hidden=frozenset({"code", "records"})))
    assert len(hidden.labels.text) < len(plain.labels.text)


def test_the_same_show_in_other_colours_and_words(show):
    retold = show.retold(language="ja", theme="light")
    assert (retold.language, retold.theme) == ("ja", "light")
    assert retold.duration_seconds == show.duration_seconds
    assert retold.frame_at(1.0).labels.text != show.frame_at(1.0).labels.text
    assert not np.array_equal(retold.frame_at(1.0).background, show.frame_at(1.0).background)
