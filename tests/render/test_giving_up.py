"""A canvas on which OpenGL gave up says so, and draws nothing that would be half of a picture."""

import pytest

from nnviz.errors import GraphicsError
from nnviz.render.canvas import Canvas
from tests.failing_graphics import FAILURES, heal
from tests.film.grey import plain_frame


@pytest.mark.parametrize("how", FAILURES)
def test_a_canvas_that_gave_up_is_an_error_until_there_is_a_new_one(how, capfd):
    method, failure = FAILURES[how]
    with Canvas(size=(64, 36)) as canvas:
        canvas.draw(plain_frame(0.2))
        before = canvas.image()
        canvas.show(plain_frame(0.8))
        if method == "image":
            canvas.paint()
        failure()
        try:
            with pytest.raises(GraphicsError, match=r"OpenGL gave up .* Try again"):
                canvas.paint()
                canvas.image()
        finally:
            heal()
        with pytest.raises(GraphicsError, match="draw with a new one"):
            canvas.draw(plain_frame(0.2))
    with Canvas(size=(64, 36)) as canvas:
        canvas.draw(plain_frame(0.2))
        assert (canvas.image() == before).all()
    assert capfd.readouterr() == ("", "")
