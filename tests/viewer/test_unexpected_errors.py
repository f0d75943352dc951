"""No exception reaches Qt's event loop unsaid: each is said in the window once, and it lives."""

from functools import partial

import pytest
from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QWidget

from nnviz.stage.show import Show
from nnviz.viewer.opening import opener, scene_recording
from nnviz.viewer.translation import set_interface_language
from nnviz.viewer.unexpected_errors import show_unexpected_errors


def fail(*_args, **_options):
    return [][0]


def is_alive(window, qtbot):
    """Return whether a window still draws what it is told to."""
    swapped = window.view.native.frameSwapped
    with qtbot.waitSignal(swapped):
        window.session.player.to_end()
        window.view.native.update()
    return window.view.frame is not None


@pytest.mark.parametrize(("language", "begins"), [("en", "Something"), ("ja", "nnviz の")])
def test_what_a_timer_raises_again_and_again_is_said_once(
    empty_window, dialogs, qtbot, capsys, language, begins
):
    set_interface_language(language)
    raised = []
    timer = QTimer(empty_window)
    timer.timeout.connect(lambda: raised.append(1) or fail())
    with show_unexpected_errors(empty_window):
        timer.start(0)
        qtbot.waitUntil(lambda: len(dialogs) > 0 and len(raised) > 20)
        timer.stop()
    set_interface_language("en")
    assert len(dialogs) == 1
    assert dialogs[0].startswith(begins)
    assert "IndexError: list index out of range" in dialogs[0]
    assert capsys.readouterr().err.count("Traceback") == 1


def test_what_painting_a_widget_raises_is_said(empty_window, dialogs, qtbot):
    class Broken(QWidget):
        def paintEvent(self, _event):
            fail()

    broken = Broken(empty_window)
    with show_unexpected_errors(empty_window):
        broken.show()
        qtbot.waitUntil(lambda: len(dialogs) > 0)
        broken.hide()
    assert "IndexError" in dialogs[0]


def test_what_painting_the_picture_raises_is_said_and_the_window_lives(
    window, dialogs, qtbot, monkeypatch
):
    with show_unexpected_errors(window), monkeypatch.context() as broken:
        broken.setattr(window.view._picture, "paint", fail)
        window.view.native.update()
        qtbot.waitUntil(lambda: len(dialogs) > 0)
    assert "can no longer be drawn: IndexError: list index out of range" in dialogs[0]
    assert is_alive(window, qtbot)


def test_what_composing_a_picture_raises_is_said_and_the_window_lives(
    window, dialogs, qtbot, monkeypatch
):
    with show_unexpected_errors(window), monkeypatch.context() as broken:
        broken.setattr(Show, "frame_at", fail)
        broken.setattr(Show, "frame_of", fail)
        window.session.player.seek(1.0)
        qtbot.waitUntil(lambda: len(dialogs) > 0)
    assert is_alive(window, qtbot)
    assert len(dialogs) == 1


def test_what_the_thread_of_a_recording_raises_is_said(
    window, dialogs, qtbot, monkeypatch, tmp_path
):
    scene = tmp_path / "scene.toml"
    scene.write_text("[experiment]\nepochs = 3\n")
    monkeypatch.setattr(scene_recording, "record_scene", fail)
    with show_unexpected_errors(window):
        QTimer.singleShot(0, partial(window.open, scene))
        qtbot.waitUntil(lambda: len(dialogs) > 0)
    assert "IndexError" in dialogs[0]
    assert is_alive(window, qtbot)


def test_what_opening_a_trace_raises_is_said(window, dialogs, qtbot, monkeypatch, trace_path):
    monkeypatch.setattr(opener, "open_show", fail)
    with show_unexpected_errors(window):
        QTimer.singleShot(0, partial(window.open, trace_path))
        qtbot.waitUntil(lambda: len(dialogs) > 0)
    assert "IndexError" in dialogs[0]
    assert is_alive(window, qtbot)
