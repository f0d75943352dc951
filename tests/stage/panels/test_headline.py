import pytest

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.palette import DARK
from nnviz.picture.regions import Regions
from nnviz.picture.typography import extent
from nnviz.stage.panels.caption import SMALLEST, add_caption, typeset_caption
from tests.stage.judging import boxes, overlaps

LONG = (
    "Little is left to learn here: only the marked weights change, " + "and only a very little " * 2
)


def caption(text, aspect):
    builder = FrameBuilder()
    add_caption(builder, DARK, Regions(aspect), text)
    return builder.flat(), builder


def test_a_short_caption_is_one_line_in_the_middle():
    frame, _ = caption("A line", 16 / 9)
    assert frame.labels.text == ("A line",)
    assert frame.labels.position[0, 0] == pytest.approx(8 / 9)


@pytest.mark.parametrize("aspect", [4 / 3, 16 / 9])
def test_a_long_caption_wraps_inside_the_picture_and_below_the_panels(aspect):
    frame, builder = caption(LONG, aspect)
    labels = frame.labels
    assert len(labels.text) == 2
    widths = [extent(t, "sans") * h for t, h in zip(labels.text, labels.height, strict=True)]
    assert max(widths) < aspect - 0.07
    assert labels.position[1, 1] - labels.position[0, 1] > labels.height[0]
    top, height = frame.rectangles.corner[0, 1], frame.rectangles.size[0, 1]
    assert top >= Regions(aspect).bottom
    assert top + height <= 1
    assert builder.kept_clear[0].top == pytest.approx(top)


def test_no_caption_is_nothing():
    frame, builder = caption("", 16 / 9)
    assert len(frame.labels.text) == len(frame.rectangles.corner) == len(builder.kept_clear) == 0


@pytest.mark.parametrize("aspect", [4 / 3, 16 / 9])
@pytest.mark.parametrize(
    "text", ["word " * 30, "word " * 36, "one\ntwo\nthree", "とても長い字幕です。" * 8]
)
def test_a_caption_of_three_lines_is_set_smaller_and_stays_below_the_panels(aspect, text):
    frame, _ = caption(text, aspect)
    assert 2 <= len(frame.labels.text) <= 3
    assert (frame.labels.height >= SMALLEST - 1e-6).all()
    top, height = frame.rectangles.corner[0, 1], frame.rectangles.size[0, 1]
    assert top >= Regions(aspect).bottom - 1e-6
    assert top + height <= 1 + 1e-6
    areas = boxes(frame.labels)
    assert not overlaps(areas)
    assert areas.min() >= 0
    assert areas[:, 3].max() <= 1


def test_a_caption_for_which_there_is_no_room_is_told_by_the_setting():
    assert typeset_caption("word " * 120, 16 / 9) is None
    assert typeset_caption("a\nb\nc\nd", 16 / 9) is None
