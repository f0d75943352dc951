import numpy as np

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.frame import Camera
from nnviz.picture.labels import NO_CORES, Label, LabelGroup, place_labels
from nnviz.picture.palette import DARK

CAMERA = Camera(np.float32([0, 0, 10]), np.zeros(3, np.float32), 30.0, np.zeros(2, np.float32))

CORNERS = np.float32([[-9, -9, 0], [9, 9, 0]])


def shown(*given):
    builder = FrameBuilder()
    place_labels(builder, [LabelGroup(given, CORNERS, NO_CORES)], CAMERA, 16 / 9, DARK)
    return builder.flat().labels


def label(text, x, y, rank=0.0):
    return Label(text, np.float32([x, y, 0]), DARK.text, rank)


def test_a_label_stands_where_its_point_is():
    labels = shown(label("0.5", 0, 0))
    assert labels.text == ("0.5",)
    assert np.allclose(labels.position, [[16 / 9 / 2, 0.5]], atol=1e-6)


def test_of_two_labels_that_collide_the_higher_rank_stays():
    assert shown(label("low", 0, 0, 1.0), label("high", 0.02, 0, 2.0)).text == ("high",)


def test_labels_clear_of_each_other_all_stay():
    assert set(shown(label("a", -2, 0), label("b", 2, 0), label("c", 0, 1)).text) == {"a", "b", "c"}


def test_a_label_that_would_leave_the_picture_is_left_out():
    assert shown(label("far", 40, 0)).text == ()
    assert shown(label("behind", 0, 0), Label("b", np.float32([0, 0, 20]), DARK.text)).text == (
        "behind",
    )


def test_none_given_are_none_placed():
    assert shown().text == ()
