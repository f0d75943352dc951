"""The window as a person meets it: real keys, real clicks, a real screen."""

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QFileDialog

from nnviz.errors import TraceDamagedError
from nnviz.stage.show import Show
from nnviz.viewer.window import ViewerWindow

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def screen_of(window):
    """Return (height, width) uint32 colours: what the screen shows where the picture is."""
    picture = window.view.native
    corner = picture.mapTo(window, QPoint(0, 0))
    shot = window.screen().grabWindow(
        int(window.winId()), corner.x(), corner.y(), picture.width(), picture.height()
    )
    image = shot.toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = image.constBits().asstring(image.sizeInBytes())
    return np.frombuffer(pixels, dtype=np.uint32).reshape(image.height(), image.width())


def colours_in(window):
    return len(np.unique(screen_of(window)))


def position(window):
    return window.player.transport.playhead_seconds


def test_the_first_picture_is_on_the_screen(window, qtbot):
    qtbot.waitUntil(lambda: colours_in(window) > 50)


def test_another_second_is_another_picture(window, qtbot):
    qtbot.waitUntil(lambda: colours_in(window) > 50)
    first = screen_of(window)
    qtbot.keyClick(window, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: not np.array_equal(screen_of(window), first))


def test_space_plays_and_pauses(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: position(window) > 0.1)
    qtbot.keyClick(window, Qt.Key.Key_Space)
    stopped_at = position(window)
    with qtbot.assertNotEmitted(window.player.moved, wait=100):
        pass
    assert position(window) == stopped_at


def test_arrows_step_and_shift_leaps(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_Right)
    qtbot.keyClick(window, Qt.Key.Key_Right, SHIFT)
    assert position(window) == pytest.approx(6)
    qtbot.keyClick(window, Qt.Key.Key_Left)
    assert position(window) == pytest.approx(5)
    qtbot.keyClick(window, Qt.Key.Key_Left, SHIFT)
    assert position(window) == pytest.approx(0)


def test_home_and_end_go_to_the_ends(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_End)
    assert position(window) == window.player.transport.duration_seconds
    assert window.bar.play_button.accessibleName() == "Replay"
    qtbot.keyClick(window, Qt.Key.Key_Home)
    assert position(window) == 0
    assert window.bar.play_button.accessibleName() == "Play"


@pytest.mark.parametrize("name", ["play_button", "scrubber", "speed_box"])
def test_keys_work_wherever_the_focus_is(window, qtbot, name):
    control = getattr(window.bar, name)
    control.setFocus()
    qtbot.keyClick(control, Qt.Key.Key_Right)
    assert position(window) == pytest.approx(1)
    qtbot.keyClick(control, Qt.Key.Key_Space)
    assert window.player.transport.playing


def test_the_button_plays_pauses_and_replays(window, qtbot):
    button = window.bar.play_button
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.player.transport.playing
    assert button.accessibleName() == "Pause"
    window.player.to_end()
    qtbot.waitUntil(lambda: button.accessibleName() == "Replay")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.player.transport.playing
    assert position(window) < 1


def test_dragging_the_slider_seeks(window, qtbot):
    scrubber = window.bar.scrubber
    middle, left = scrubber.rect().center(), QPoint(scrubber.width() // 4, scrubber.height() // 2)
    duration_seconds = window.player.transport.duration_seconds
    qtbot.mousePress(scrubber, Qt.MouseButton.LeftButton, pos=middle)
    assert position(window) == pytest.approx(duration_seconds / 2, rel=0.02)
    qtbot.mouseMove(scrubber, left)
    qtbot.waitUntil(lambda: position(window) < duration_seconds / 3)
    qtbot.mouseRelease(scrubber, Qt.MouseButton.LeftButton, pos=left)
    assert position(window) == pytest.approx(duration_seconds / 4, rel=0.04)


def test_the_speed_is_chosen_in_the_bar(window, qtbot):
    window.bar.speed_box.setFocus()
    qtbot.keyClick(window.bar.speed_box, Qt.Key.Key_Down)
    assert window.player.transport.speed == 2


def test_opening_another_story_keeps_the_speed(window, trace_path):
    window.bar.speed_box.setCurrentText("4×")
    window.player.to_end()
    window.open(trace_path)
    assert (window.player.transport.speed, position(window)) == (4, 0)


def test_f_fills_the_screen_and_gives_it_back(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_F)
    qtbot.waitUntil(window.isFullScreen)
    assert not window.menuBar().isVisible()
    qtbot.keyClick(window, Qt.Key.Key_F)
    qtbot.waitUntil(lambda: not window.isFullScreen())
    assert window.menuBar().isVisible()


def test_control_o_opens_the_chosen_file(empty_window, qtbot, trace_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(trace_path), ""))
    qtbot.keyClick(empty_window, Qt.Key.Key_O, CONTROL)
    assert "short" in empty_window.windowTitle()


def test_a_broken_file_is_explained_and_the_window_lives(window, qtbot, tmp_path, dialogs):
    broken = tmp_path / "broken.nntrace"
    broken.write_bytes(b"no trace at all")
    window.open(broken)
    assert len(dialogs) == 1
    assert "broken.nntrace" in dialogs[0]
    assert "short" in window.windowTitle()
    qtbot.keyClick(window, Qt.Key.Key_Right)
    assert position(window) == pytest.approx(1)


def test_a_picture_that_cannot_be_made_is_explained_once(window, qtbot, dialogs, monkeypatch):
    def broken(show, seconds):
        raise TraceDamagedError("chunk 3 is damaged")

    qtbot.keyClick(window, Qt.Key.Key_Space)
    monkeypatch.setattr(Show, "frame_at", broken)
    qtbot.waitUntil(lambda: dialogs == ["chunk 3 is damaged"])
    assert not window.player.transport.playing
    monkeypatch.undo()
    qtbot.keyClick(window, Qt.Key.Key_Home)
    assert dialogs == ["chunk 3 is damaged"]


def test_without_a_story_no_key_does_anything(empty_window, qtbot):
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_End):
        qtbot.keyClick(empty_window, key)
    assert not empty_window.player.transport.playing
    assert not empty_window.bar.isEnabled()


def test_closing_while_playing_stops_the_clock(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: position(window) > 0)
    qtbot.keyClick(window, Qt.Key.Key_Q, CONTROL)
    assert not window.isVisible()
    assert not window.player.transport.playing


def test_a_paused_window_draws_nothing(window, qtbot):
    qtbot.waitUntil(lambda: colours_in(window) > 50)
    with qtbot.assertNotEmitted(window.view.native.frameSwapped, wait=200):
        pass


def test_every_control_has_a_name_for_those_who_do_not_see_it(window):
    bar = window.bar
    controls = (bar.play_button, bar.scrubber, bar.time_label, bar.speed_box, window.view.native)
    assert all(control.accessibleName() for control in controls)


def test_a_window_that_never_opened_a_story_closes(qtbot):
    window = ViewerWindow()
    qtbot.addWidget(window)
    window.close()
