"""Window and film are one picture, and live in one process."""

import numpy as np
from PyQt6.QtGui import QImage

from nnviz.opening import open_show
from nnviz.render.canvas import Canvas
from nnviz.render.view import StageView

SIZE = (640, 360)


def pixels_of(view):
    """Return (height, width, 4) uint8 RGBA: what the view has drawn."""
    image = view.native.grabFramebuffer().convertToFormat(QImage.Format.Format_RGBA8888)
    pixels = image.constBits().asstring(image.sizeInBytes())
    return np.frombuffer(pixels, dtype=np.uint8).reshape(image.height(), image.width(), 4)


def test_the_window_shows_what_the_film_shows(qtbot, trace_path):
    with open_show(trace_path) as show:
        frame = show.frame_at(show.duration_seconds / 2)
    view = StageView()
    qtbot.addWidget(view.native)
    view.native.resize(*SIZE)
    view.native.show()
    for _ in range(2):  # each may leave OpenGL to the other
        with Canvas(SIZE) as canvas:
            canvas.draw(frame)
            filmed = canvas.image()
        with qtbot.waitSignal(view.native.frameSwapped):
            view.draw(frame)
        difference = np.abs(pixels_of(view).astype(int) - filmed)
        assert filmed.std() > 5
        assert difference.max() <= 8  # one is painted upside down, so edges round differently
