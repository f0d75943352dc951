"""The bar of controls: what each of them does, and what it shows of what others did."""

import pytest
from PyQt6.QtCore import Qt

from nnviz.viewer.player import Way
from nnviz.viewer.transport_bar import SPEEDS, clock_time

LEFT = Qt.MouseButton.LeftButton


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.0, "0:00.0"),
        (9.96, "0:10.0"),
        (49.99999, "0:50.0"),
        (83.4, "1:23.4"),
        (3600, "1:00:00"),
        (3723.9, "1:02:03"),
    ],
)
def test_a_time_is_written_as_a_clock_shows_it(seconds, text):
    assert clock_time(seconds) == text


def test_the_play_button_plays_pauses_and_replays(window, qtbot):
    button = window.bar.play_button
    qtbot.mouseClick(button, LEFT)
    assert window.player.transport.playing
    assert button.accessibleName() == "Pause"
    window.player.to_end()
    qtbot.waitUntil(lambda: button.accessibleName() == "Replay")
    qtbot.mouseClick(button, LEFT)
    assert window.player.transport.playing
    assert window.player.transport.playhead_seconds < 1


def test_the_step_buttons_step(window, qtbot):
    qtbot.mouseClick(window.bar.last_button, LEFT)
    assert window.player.transport.at_end
    qtbot.mouseClick(window.bar.back_button, LEFT)
    there = window.player.transport.playhead_seconds
    assert not window.player.transport.at_end
    qtbot.mouseClick(window.bar.on_button, LEFT)
    assert window.player.transport.playhead_seconds > there
    qtbot.mouseClick(window.bar.first_button, LEFT)
    assert window.player.transport.playhead_seconds == 0


def test_the_loop_button_and_the_key_agree(window, qtbot):
    qtbot.mouseClick(window.bar.loop_button, LEFT)
    assert window.player.transport.looping
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert not window.player.transport.looping
    assert not window.bar.loop_button.isChecked()


def test_an_epoch_is_gone_to_by_its_number(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_G)
    box = window.bar.epoch_box
    qtbot.waitUntil(box.hasFocus)
    qtbot.keyClicks(box, "33")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert (window.player.way, window.player.moment.epoch) == (Way.TRAINING, 33)
    assert not box.hasFocus()


def test_while_a_number_is_typed_its_digits_are_no_commands(window, qtbot):
    looks = window.looks.look
    window.bar.epoch_box.setFocus()
    window.bar.epoch_box.selectAll()
    qtbot.keyClicks(window.bar.epoch_box, "12")
    qtbot.keyClick(window.bar.epoch_box, Qt.Key.Key_Left)
    assert window.looks.look is looks
    assert window.player.transport.playhead_seconds == 0
    assert "12" in window.bar.epoch_box.text()


def test_the_speed_is_chosen_in_the_bar(window, qtbot):
    window.bar.speed_box.setFocus()
    qtbot.keyClick(window.bar.speed_box, Qt.Key.Key_Down)
    assert window.player.transport.speed == 2


def test_the_speed_is_shown_whoever_chose_it(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_J)
    assert window.bar.speed_box.currentText() == "−1×"
    assert window.bar.play_button.accessibleName() == "Pause"
    qtbot.keyClick(window, Qt.Key.Key_J)
    assert window.bar.speed_box.currentText() == "−2×"
    qtbot.keyClick(window, Qt.Key.Key_K)
    assert window.bar.speed_box.currentText() == "−2×"
    assert window.bar.play_button.accessibleName() == "Play backwards"


def test_every_speed_up_to_sixty_four_is_there_in_both_directions():
    assert max(SPEEDS.values()) == 64
    assert min(abs(speed) for speed in SPEEDS.values()) == 1 / 8
    assert {-speed for speed in SPEEDS.values()} == set(SPEEDS.values())


def test_the_detail_is_chosen_in_the_bar(window, qtbot):
    window.player.to_epoch(10)
    window.bar.detail_box.setFocus()
    qtbot.keyClick(window.bar.detail_box, Qt.Key.Key_Down)
    qtbot.keyClick(window.bar.detail_box, Qt.Key.Key_Down)
    assert window.player.tour.detail == "epochs"
    assert window.player.moment.epoch == 10


def test_the_same_file_opened_again_keeps_the_detail(window, trace_path):
    window.bar.detail_box.setCurrentText("Epoch by epoch")
    window.open(trace_path)
    assert window.player.tour.detail == "epochs"
    assert window.bar.detail_box.currentText() == "Epoch by epoch"
