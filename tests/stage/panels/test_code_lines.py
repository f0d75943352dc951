"""The lines of code of every scene are whole, whatever the three that are shown together."""

import pytest

from nnviz.picture.wrapping import ELLIPSIS
from nnviz.story.moment import Phase
from tests.repository import ALL_SCENES


@pytest.mark.parametrize("scene", ALL_SCENES, ids=lambda path: path.stem)
def test_no_line_that_runs_is_cut(scene, open_scene):
    with open_scene(scene) as show:
        for beat in show.timeline.beats:
            if beat.moment.phase is Phase.INITIALISE or beat.moment.epoch > 2:
                continue
            labels = show.frame_at(beat.start_seconds + beat.seconds / 2).labels
            code = [t for t, f in zip(labels.text, labels.font, strict=True) if f == "mono"]
            assert not [text for text in code if ELLIPSIS in text]
