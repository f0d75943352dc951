"""The bar of controls: what each of them does, and what it shows of what others did."""

import numpy as np
import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QToolTip

from nnviz.viewer.player import TrackKind
from nnviz.viewer.timeline.transport_bar import SPEEDS, clock_time

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
    assert window.session.player.transport.playing
    assert button.accessibleName() == "Pause"
    window.session.player.to_end()
    qtbot.waitUntil(lambda: button.accessibleName() == "Replay")
    qtbot.mouseClick(button, LEFT)
    assert window.session.player.transport.playing
    assert window.session.player.transport.playhead_seconds < window.session.player.story.step(
        0.0, "phase", forwards=True
    )  # which a tick of the clock does not pass


def test_the_step_buttons_step(window, qtbot):
    qtbot.mouseClick(window.bar.last_button, LEFT)
    assert window.session.player.transport.at_end
    qtbot.mouseClick(window.bar.back_button, LEFT)
    there = window.session.player.transport.playhead_seconds
    assert not window.session.player.transport.at_end
    qtbot.mouseClick(window.bar.on_button, LEFT)
    assert window.session.player.transport.playhead_seconds > there
    qtbot.mouseClick(window.bar.first_button, LEFT)
    assert window.session.player.transport.playhead_seconds == 0


def test_the_loop_button_and_the_key_agree(window, qtbot):
    qtbot.mouseClick(window.bar.loop_button, LEFT)
    assert window.session.player.transport.looping
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert not window.session.player.transport.looping
    assert not window.bar.loop_button.isChecked()


def test_an_epoch_is_gone_to_by_its_number(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_G)
    box = window.bar.places.epoch
    qtbot.waitUntil(box.hasFocus)
    qtbot.keyClicks(box, "33")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert (window.session.player.track_kind, window.session.player.moment.epoch) == (
        TrackKind.TRAINING,
        33,
    )
    assert not box.hasFocus()


def type_epoch(window, qtbot, digits):
    qtbot.keyClick(window, Qt.Key.Key_G)
    box = window.bar.places.epoch
    qtbot.waitUntil(box.hasFocus)
    qtbot.keyClicks(box, digits)
    return box


def test_escape_gives_up_a_number_and_gives_the_keyboard_back(window, qtbot):
    box = type_epoch(window, qtbot, "33")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert not box.hasFocus()
    assert box.text() == "1"
    assert (window.session.player.track_kind, window.session.player.moment.epoch) == (
        TrackKind.STORY,
        1,
    )
    qtbot.keyClick(window, Qt.Key.Key_Right)
    assert window.session.player.transport.playhead_seconds > 0


@pytest.mark.parametrize("digits", ["99999", "41", "0", "-3"])
def test_an_epoch_that_there_is_not_is_refused_where_it_is_typed(window, qtbot, digits):
    box = type_epoch(window, qtbot, digits)
    assert box.refused
    qtbot.waitUntil(QToolTip.isVisible)
    assert QToolTip.text() == "Epochs 1 to 40"
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.hasFocus()
    assert (window.session.player.track_kind, window.session.player.moment.epoch) == (
        TrackKind.STORY,
        1,
    )
    qtbot.keyClicks(box, "40")  # what was refused is selected, and typed over
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert (window.session.player.moment.epoch, box.hasFocus()) == (40, False)


def test_a_refused_number_is_left_with_the_box(window, qtbot):
    box = type_epoch(window, qtbot, "99999")
    qtbot.giveFocus(window.view.native)
    assert (box.text(), box.refused) == ("1", False)
    assert window.session.player.track_kind is TrackKind.STORY


def test_an_epoch_of_five_digits_is_typed_with_its_separators(qtbot):
    from nnviz.viewer.ranged_box import RangedBox

    box = RangedBox(lambda: "1 to 60,000")
    qtbot.addWidget(box)
    box.setRange(1, 60_000)
    box.setGroupSeparatorShown(True)
    box.show()
    box.selectAll()
    qtbot.keyClicks(box, "59999")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert (box.value(), box.refused) == (59_999, False)
    box.selectAll()
    qtbot.keyClicks(box, "60001")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert (box.value(), box.refused) == (59_999, True)


def test_a_record_is_gone_to_by_its_number(window, qtbot):
    box = window.bar.places.record
    qtbot.giveFocus(box)
    box.selectAll()
    qtbot.keyClicks(box, "3")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert (window.session.player.track_kind, window.session.player.moment.record) == (
        TrackKind.TRAINING,
        2,
    )
    assert box.text() == "3"


def test_while_a_number_is_typed_its_digits_are_no_commands(window, qtbot):
    looks = window.session.view_settings.look
    qtbot.giveFocus(window.bar.places.epoch)
    window.bar.places.epoch.selectAll()
    qtbot.keyClicks(window.bar.places.epoch, "12")
    qtbot.keyClick(window.bar.places.epoch, Qt.Key.Key_Left)
    assert window.session.view_settings.look is looks
    assert window.session.player.transport.playhead_seconds == 0
    assert "12" in window.bar.places.epoch.text()


def test_the_speed_is_chosen_in_the_bar(window, qtbot):
    qtbot.giveFocus(window.bar.speed_box)
    qtbot.keyClick(window.bar.speed_box, Qt.Key.Key_Down)
    assert window.session.player.transport.speed == 2


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
    window.session.player.to_epoch(10)
    qtbot.giveFocus(window.bar.detail_box)
    qtbot.keyClick(window.bar.detail_box, Qt.Key.Key_Down)
    qtbot.keyClick(window.bar.detail_box, Qt.Key.Key_Down)
    assert window.session.player.training_track.detail == "epochs"
    assert window.session.player.moment.epoch == 10


def test_the_same_file_opened_again_keeps_the_detail(window, trace_path):
    window.bar.detail_box.setCurrentText("Epoch by epoch")
    window.open(trace_path)
    assert window.session.player.training_track.detail == "epochs"
    assert window.bar.detail_box.currentText() == "Epoch by epoch"


def test_the_record_is_the_one_in_the_picture_in_every_phase(window, qtbot):
    player = window.session.player
    player.go_along(TrackKind.TRAINING)
    for seconds in np.linspace(0.0, player.training_track.epoch_seconds, 40, endpoint=False):
        player.seek(seconds)
        assert window.bar.places.record.value() == player.moment.record + 1
