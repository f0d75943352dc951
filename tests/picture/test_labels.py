import numpy as np

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.frame import Camera
from nnviz.picture.labels import NO_CORES, Label, LabelGroup, place_labels
from nnviz.picture.palette import DARK

CAMERA = Camera(np.float32([0, 0, 10]), np.zeros(3, np.float32), 30.0, np.zeros(2, np.float32))

CORNERS = np.float32([[-9, -9, 0], [9, 9, 0]])


def shown(*tags):
    builder = FrameBuilder()
    place_labels(builder, [LabelGroup(tags, CORNERS, NO_CORES)], CAMERA, 16 / 9, DARK)
    return builder.flat().labels


def tag(text, x, y, rank=0.0):
    return Label(text, np.float32([x, y, 0]), DARK.text, rank)


def test_a_tag_stands_where_its_point_is():
    labels = shown(tag("0.5", 0, 0))
    assert labels.text == ("0.5",)
    assert np.allclose(labels.position, [[16 / 9 / 2, 0.5]], atol=1e-6)


def test_of_two_tags_that_collide_the_higher_rank_stays():
    assert shown(tag("low", 0, 0, 1.0), tag("high", 0.02, 0, 2.0)).text == ("high",)


def test_tags_clear_of_each_other_all_stay():
    assert set(shown(tag("a", -2, 0), tag("b", 2, 0), tag("c", 0, 1)).text) == {"a", "b", "c"}


def test_a_tag_that_would_leave_the_picture_is_left_out():
    assert shown(tag("far", 40, 0)).text == ()
    assert shown(tag("behind", 0, 0), Label("b", np.float32([0, 0, 20]), DARK.text)).text == (
        "behind",
    )


def test_no_tags_are_no_labels():
    assert shown().text == ()
