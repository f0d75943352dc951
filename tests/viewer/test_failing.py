"""OpenGL that fails in the midst of what a window shows, and of what it exports then."""

import sys
from functools import cache

import pytest

from nnviz.viewer.export.orders import FilmOrder
from tests.repository import TESTS
from tests.viewer.export.test_export import ask_for_film
from tests.viewer.failing import HOW, answered, closed, fail, opened, sound

FAILING = str(TESTS / "failing_graphics.py")


@pytest.fixture
def window(qtbot, trace_path):
    window = opened(trace_path)
    qtbot.giveKeyboard(window)
    qtbot.waitUntil(lambda: window.session.shown is not None)
    yield window
    closed(window)


@pytest.fixture
def expected(qtbot, trace_path):
    return shown_in_the_end(trace_path)


@cache
def shown_in_the_end(path):
    window = opened(path)
    pixels = sound(window)
    closed(window)
    return pixels


@pytest.fixture
def film(tmp_path):
    (tmp_path / "films").mkdir()
    return tmp_path / "films" / "film.mp4"


@pytest.mark.parametrize(("how", "picture"), list(zip(HOW, (2, 5, 6, 1, 6), strict=True)))
def test_a_window_says_once_that_opengl_failed_and_shows_the_right_picture_again(
    window, expected, how, picture
):
    fail(window, how, picture, expected)


def test_an_export_whose_opengl_fails_is_one_message_and_the_window_lives(
    window, qtbot, film, monkeypatch
):
    plain = FilmOrder.command

    def command(order):
        words = plain(order)
        return [sys.executable, FAILING, "memory", "3", *words[words.index("render") :]]

    monkeypatch.setattr(FilmOrder, "command", command)
    with answered() as texts:
        ask_for_film(window, qtbot, film, end_box=0.5)
        qtbot.waitUntil(lambda: len(texts) == 1)
    assert "OpenGL gave up while a picture was drawn" in texts[0]
    assert "Traceback" not in texts[0]
    assert list(film.parent.iterdir()) == []
    assert window.isVisible()
    assert window.export.actions[0].isEnabled()


def test_an_export_goes_on_while_opengl_fails_in_the_window(window, qtbot, film, expected):
    ask_for_film(window, qtbot, film, end_box=0.5, fps_box=12)
    ended = []
    window.export.job.finished.connect(ended.append)
    fail(window, "memory", 2, expected)
    qtbot.waitUntil(lambda: ended == [""])
    assert film.exists()
