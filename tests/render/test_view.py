import numpy as np
import pytest
from PyQt6.QtGui import QImage

from nnviz.errors import FontError
from nnviz.render.view import StageView

from .frames import BLUE, RED, SIZE, cylinder, frame, label, rectangle, solid

WIDTH, HEIGHT = SIZE


@pytest.fixture
def view(qtbot):
    made = StageView()
    qtbot.addWidget(made.native)
    made.native.resize(WIDTH, HEIGHT)
    with qtbot.waitExposed(made.native, timeout=60_000):
        made.native.show()
    return made


def pixels(view):
    picture = view.native.grabFramebuffer().convertToFormat(QImage.Format.Format_RGBA8888)
    raw = np.frombuffer(picture.constBits().asarray(picture.sizeInBytes()), np.uint8)
    rows = raw.reshape(picture.height(), picture.bytesPerLine() // 4, 4)[:, : picture.width()]
    return rows.copy()  # the memory is the image's, which is gone in a moment


def scene():
    return frame(
        solids=[solid((0.5, 0.2, 0), 0.7, glow=0.0)],
        cylinders=[cylinder((-2, -1, 0), (2, 1, 0), 0.1, BLUE)],
        rectangles=[rectangle((0.1, 0.1), (0.3, 0.2), RED, rounding=0.03)],
        labels=[label("0.4964", (0.2, 0.9), 0.1)],
        background=(0.1, 0.1, 0.2, 1.0),
    )


def test_a_window_shows_the_same_picture_as_a_canvas(view, canvas):
    view.draw(scene())
    canvas.draw(scene())
    shown, expected = pixels(view)[..., :3].astype(int), canvas.image()[..., :3]
    assert shown.shape == expected.shape
    assert np.abs(shown - expected).mean() < 0.5


def test_the_picture_keeps_its_aspect_in_a_square_window_and_its_ground_goes_on(view):
    whole = rectangle((0.0, 0.0), (2.0, 1.0), BLUE)
    view.draw(frame(background=RED, rectangles=[whole]))
    view.native.resize(WIDTH, WIDTH)
    shown = pixels(view)
    assert np.all(shown[WIDTH // 2, 2:-2, :3] == (0, 0, 255))
    for beside in (shown[:60], shown[-60:]):
        assert np.all(beside[..., :3] == (255, 0, 0))


def test_before_the_first_frame_the_window_is_black(view):
    assert not np.any(pixels(view)[..., :3])


def test_a_frame_that_cannot_be_drawn_is_said_to_the_caller_and_the_last_one_stays(view):
    view.draw(frame(background=BLUE))
    with pytest.raises(FontError):
        view.draw(frame(background=RED, labels=[label("ก", (0.5, 0.5), 0.1)]))
    assert pixels(view)[5, 5].tolist()[:3] == [0, 0, 255]
