"""In pictures of every shape, nothing of any scene overlaps, is cut or leaves its panel."""

import pytest

from tests.repository import ALL_SCENES
from tests.stage.judging import faults

SHAPES = {"9:16": 9 / 16, "4:5": 4 / 5, "1:1": 1.0, "4:3": 4 / 3, "21:9": 21 / 9}


@pytest.mark.parametrize("aspect", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("scene", ALL_SCENES, ids=lambda path: path.stem)
def test_nothing_overlaps_in_any_shape(scene, aspect, open_scene):
    with open_scene(scene, aspect=aspect) as show:
        for start, end in show.shot_spans:
            frame = show.frame_at(start + 0.8 * (end - start))
            assert faults(show, frame) == [], start
