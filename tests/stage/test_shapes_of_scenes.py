"""In pictures of every shape, nothing of any scene overlaps, is cut or leaves its panel."""

from pathlib import Path

import pytest

from nnviz.opening import open_show
from tests.stage.judging import faults

SCENES = sorted((Path(__file__).parents[2] / "scenes").glob("*.toml"))
SHAPES = {"9:16": 9 / 16, "4:5": 4 / 5, "1:1": 1.0, "4:3": 4 / 3, "21:9": 21 / 9}


@pytest.mark.parametrize("aspect", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("scene", SCENES, ids=lambda path: path.stem)
def test_nothing_overlaps_in_any_shape(scene, aspect):
    with open_show(scene, aspect=aspect) as show:
        for start, end in show.shot_spans:
            frame = show.frame_at(start + 0.8 * (end - start))
            assert faults(show, frame) == [], start
