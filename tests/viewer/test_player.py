"""The player: the clock runs while something plays, and only then."""

from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QSignalSpy

from nnviz.story.story_track import StoryTrack
from nnviz.story.storyboard import Shot, Storyboard
from nnviz.story.timeline import Timeline
from nnviz.story.training_outline import TrainingOutline
from nnviz.story.training_track import TrainingTrack
from nnviz.viewer.player import Player, TrackKind

EPOCHS = np.arange(1, 101)
OUTLINE = TrainingOutline(widths=(3, 4, 1), n_records=4, epochs=EPOCHS, error=1.0 / EPOCHS)


class Clock:
    """A wall clock on which so many milliseconds have gone by whenever it is asked."""

    def start(self):
        """Begin, as Qt's clock does."""

    def restart(self):
        return 20


def story(seconds):
    shots = (Shot(tell="lapse", epochs=(1, 100), seconds=seconds),)
    return StoryTrack(Timeline(Storyboard(shots=shots), OUTLINE))


def loaded(seconds):
    player = Player()
    player.load(story(seconds), TrainingTrack(OUTLINE, "nodes"))
    return player


def note_positions(player):
    positions = []
    player.moved.connect(lambda: positions.append(player.transport.playhead_seconds))
    return positions


def test_playing_reaches_the_end_and_stops_there(qtbot):
    player = loaded(0.05)
    player._clock = Clock()
    positions = note_positions(player)
    with qtbot.waitSignal(player.changed, check_params_cb=lambda: not player.transport.playing):
        player.play()
    assert positions[0] < 0.05
    assert positions[-1] == pytest.approx(0.05, abs=1e-4)
    assert positions == sorted(positions)


def test_a_loop_begins_again(qtbot):
    player = loaded(0.05)
    player._clock = Clock()
    player.set_looping(True)
    positions = note_positions(player)
    player.play()
    qtbot.waitUntil(lambda: positions != sorted(positions))
    assert player.transport.playing
    player.pause()


def test_speed_is_seconds_of_the_story_in_a_second_of_the_clock(qtbot):
    player = loaded(1000.0)
    player._clock = Clock()
    player.set_speed(64)
    played = QSignalSpy(player.played)
    player.play()
    qtbot.waitUntil(lambda: len(played) >= 4)
    player.pause()
    assert player.transport.playhead_seconds == pytest.approx(len(played) * 0.020 * 64)


def test_while_nothing_plays_nothing_moves(qtbot):
    player = loaded(10.0)
    player.play()
    player.pause()
    with qtbot.assertNotEmitted(player.moved, wait=100):
        pass


def test_seeking_tells_even_while_paused(qtbot):
    player = loaded(10.0)
    with qtbot.waitSignal(player.moved):
        player.seek(3.0)
    assert player.transport.playhead_seconds == 3.0


def test_a_jump_to_an_epoch_goes_through_the_training(qtbot):
    player = loaded(10.0)
    player.to_epoch(42)
    assert (player.track_kind, player.moment.epoch) == (TrackKind.TRAINING, 42)


def test_the_other_way_begins_at_the_same_moment(qtbot):
    player = loaded(10.0)
    player.to_epoch(42)
    player.go_along(TrackKind.STORY)
    assert (player.track_kind, player.moment.epoch) == (TrackKind.STORY, 42)


def test_another_detail_stays_at_the_epoch(qtbot):
    player = loaded(10.0)
    player.to_epoch(42)
    player.change_training_track(TrainingTrack(OUTLINE, "epochs"))
    assert (player.track_kind, player.moment.epoch) == (TrackKind.TRAINING, 42)


def test_another_detail_does_not_leave_the_story(qtbot):
    player = loaded(10.0)
    player.change_training_track(TrainingTrack(OUTLINE, "epochs"))
    assert player.track_kind is TrackKind.STORY


def test_another_story_keeps_speed_and_loop(qtbot):
    player = loaded(10.0)
    player.set_speed(-4.0)
    player.set_looping(True)
    player.load(story(5.0), TrainingTrack(OUTLINE, "layers"))
    assert (player.transport.speed, player.transport.looping) == (4.0, True)
    assert (player.track_kind, player.transport.playhead_seconds) == (TrackKind.STORY, 0.0)


def test_before_anything_is_loaded_no_verb_does_anything(qtbot):
    player = Player()
    player.play()
    player.step("phase", forwards=True)
    player.to_epoch(3)
    player.go_along(TrackKind.TRAINING)
    player.pause()
    assert (player.moment, player.transport.playhead_seconds) == (None, 0.0)


def test_at_full_speed_every_phase_of_an_epoch_is_drawn(window, qtbot):
    window.bar.detail_box.setCurrentText("Layer by layer")
    window.session.player.to_epoch(40)
    drawn = []
    window.session.picture_shown.connect(lambda shown: drawn.append(shown.moment))
    window.session.player.set_speed(64.0)
    window.session.player.play()
    qtbot.waitUntil(lambda: not window.session.player.transport.playing)
    qtbot.waitUntil(lambda: not window.drawing.redraw.awaited)
    ended = {(m.phase, m.layer, m.record) for m in drawn if m.progress > 0.999}
    assert ended == {
        (b.moment.phase, b.moment.layer, b.moment.record)
        for b in window.session.player.training_track.beats
    }


def test_by_whole_epochs_another_record_is_shown_and_the_epoch_kept(window, qtbot):
    window.bar.detail_box.setCurrentText("Epoch by epoch")
    window.session.player.to_epoch(10)
    shift = Qt.KeyboardModifier.ShiftModifier
    shown = []
    for key in [Qt.Key.Key_Right] * 4 + [Qt.Key.Key_Left]:
        qtbot.keyClick(window, key, shift)
        shown.append(window.session.player.moment.record)
        assert window.session.player.moment.epoch == 10
    assert shown == [1, 2, 3, 3, 2]
    qtbot.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert (window.session.player.moment.epoch, window.session.player.moment.record) == (11, 2)
    window.bar.detail_box.setCurrentText("Layer by layer")
    window.bar.detail_box.setCurrentText("Epoch by epoch")
    assert window.session.player.moment.record == 2


def test_the_record_of_the_story_is_shown_in_the_training(qtbot):
    shots = (Shot(epochs=(3, 3), records=(4,)),)
    player = Player()
    player.load(
        StoryTrack(Timeline(Storyboard(shots=shots), OUTLINE)), TrainingTrack(OUTLINE, "epochs")
    )
    player.go_along(TrackKind.TRAINING)
    assert (player.moment.epoch, player.moment.record) == (3, 3)


def test_a_record_of_many_is_gone_to_at_the_same_place(qtbot):
    many = TrainingOutline(widths=(4, 8, 3), n_records=500, epochs=EPOCHS, error=1.0 / EPOCHS)
    player = Player()
    player.load(story(10.0), TrainingTrack(many, "layers"))
    player.to_epoch(42)
    player.seek_in(
        TrackKind.TRAINING,
        player.training_track.step(player.transport.playhead_seconds, "phase", forwards=True),
    )
    before = player.moment
    player.to_record(300)
    assert player.moment == replace(before, record=300, progress=player.moment.progress)
    player.to_record(10**9)
    assert player.moment.record == 499


def test_what_is_looped_stays_when_another_record_is_shown(qtbot):
    player = Player()
    player.load(story(10.0), TrainingTrack(OUTLINE, "epochs"))
    player.go_along(TrackKind.TRAINING)
    player.seek(1.0)
    player.mark_end()
    marked = player.transport.marked
    player.to_record(3)
    assert (player.transport.marked, player.transport.looping) == (marked, True)
