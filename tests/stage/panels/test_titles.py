"""Titles of curves are whole, on two lines where one would be cut."""

import pytest

from nnviz.picture.wrapping import ELLIPSIS
from tests.repository import SCENES
from tests.stage.judging import faults

DIGITS = SCENES / "digits.toml"


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("aspect", [1.0, 4 / 3, 16 / 9])
def test_no_title_of_a_curve_is_cut(language, aspect, open_scene):
    with open_scene(DIGITS, language=language, aspect=aspect) as show:
        start, end = show.shot_spans[1]
        frame = show.frame_at((start + end) / 2)
        titles = {show.setting.loss_title, show.setting.wording.accuracy}
        written = "".join(frame.labels.text).lower().replace(" ", "")
        assert all(title.lower().replace(" ", "") in written for title in titles)
        assert not [text for text in frame.labels.text if ELLIPSIS in text]
        assert faults(show, frame) == []
