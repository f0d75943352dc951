"""The transport: verbs that move a playhead, driven by no clock but the test's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.story.story_track import StoryTrack
from nnviz.story.storyboard import Shot, Storyboard
from nnviz.story.timeline import Timeline
from nnviz.story.training_outline import TrainingOutline
from nnviz.story.training_track import TrainingTrack
from nnviz.story.transport import FASTEST, SLOWEST, LoopRange, Transport

OUTLINE = TrainingOutline(
    widths=(3, 2, 1), n_records=2, epochs=np.arange(1, 11), error=1.0 / np.arange(1, 11)
)
TRACK = TrainingTrack(OUTLINE, "layers")
LAPSE = TrainingTrack(OUTLINE, "epochs")  # one second long; a lapse
STORY = StoryTrack(
    Timeline(Storyboard(shots=(Shot(tell="initialise"), Shot(epochs=(1, 3)))), OUTLINE)
)


@pytest.fixture
def transport():
    return Transport(TRACK)


@pytest.fixture
def lapse():
    return Transport(LAPSE)


def test_a_paused_playhead_stays_where_it_is(transport):
    transport.advance(3.0)
    assert transport.playhead_seconds == 0.0


def test_playing_moves_the_playhead_with_the_clock(transport):
    transport.play()
    transport.advance(0.5)
    transport.advance(0.25)
    assert transport.playhead_seconds == pytest.approx(0.75)


def test_speed_multiplies_the_clock(transport):
    transport.speed = 4.0
    transport.play()
    transport.advance(0.25)
    assert transport.playhead_seconds == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("asked", "got"),
    [(1000.0, FASTEST), (0.0, SLOWEST), (2.0, 2.0), (-3.0, -3.0), (-1e-9, -SLOWEST)],
)
def test_speed_stays_within_its_limits(transport, asked, got):
    transport.speed = asked
    assert transport.speed == got


def test_reverse_plays_the_other_way_as_fast_as_it_was(lapse):
    lapse.seek(0.5)
    lapse.speed = 2.0
    for speed in (-2.0, 2.0):
        lapse.reverse()
        assert (lapse.speed, lapse.playing, lapse.playhead_seconds) == (speed, True, 0.5)


def test_reverse_at_the_end_plays_back_from_there(lapse):
    lapse.seek(lapse.duration_seconds)
    lapse.reverse()
    lapse.advance(0.25)
    assert lapse.playhead_seconds == pytest.approx(0.75, abs=1e-3)


@given(
    start=st.floats(0.01, 0.99),
    dt_seconds=st.floats(0.001, 20.0),
    speed=st.floats(-64.0, 64.0).filter(bool),
)
def test_play_stops_at_the_end_of_each_phase_however_fast(start, dt_seconds, speed):
    transport = Transport(TRACK)
    transport.seek(start * TRACK.duration_seconds)
    transport.speed = speed
    transport.play()
    stop = TRACK.step(transport.playhead_seconds, "phase", forwards=speed > 0)
    before = transport.playhead_seconds
    transport.advance(dt_seconds)
    assert min(before, stop) <= transport.playhead_seconds <= max(before, stop)
    assert transport.playhead_seconds != before


def test_play_at_full_speed_shows_every_phase_of_every_epoch(transport):
    transport.speed = 64.0
    transport.play()
    seen = []
    while transport.playing:
        transport.advance(10.0)
        moment = TRACK.moment_at(transport.playhead_seconds)
        seen.append((moment.epoch, moment.phase, moment.layer, moment.record))
    assert len(set(seen)) == 10 * len(TRACK.beats)


def test_playing_backwards_shows_every_phase_too(transport):
    transport.seek(TRACK.duration_seconds)
    transport.speed = -64.0
    transport.play()
    seen = set()
    while transport.playing:
        moment = TRACK.moment_at(transport.playhead_seconds)
        seen.add((moment.epoch, moment.phase, moment.layer, moment.record))
        transport.advance(10.0)
    assert len(seen) == 10 * len(TRACK.beats)
    assert transport.playhead_seconds == 0.0


def test_a_lapse_passes_epochs_by(lapse):
    lapse.play()
    lapse.advance(0.55)
    assert LAPSE.moment_at(lapse.playhead_seconds).epoch == 6


def test_playing_stops_at_the_end(lapse):
    lapse.play()
    lapse.advance(100.0)
    assert (lapse.playhead_seconds, lapse.playing, lapse.at_end) == (1.0, False, True)


def test_play_at_the_end_is_replay(lapse):
    lapse.seek(1.0)
    lapse.play()
    assert (lapse.playhead_seconds, lapse.playing) == (0.0, True)


def test_play_backwards_from_the_beginning_begins_at_the_end(lapse):
    lapse.speed = -1.0
    lapse.play()
    assert lapse.playhead_seconds == 1.0
    lapse.advance(0.25)
    assert lapse.playhead_seconds == pytest.approx(0.75)
    lapse.advance(3.0)
    assert (lapse.playhead_seconds, lapse.playing) == (0.0, False)


def test_a_playhead_that_is_put_to_the_end_stops_there(lapse):
    lapse.play()
    lapse.seek(1.0)
    lapse.advance(0.1)
    assert (lapse.playhead_seconds, lapse.playing) == (1.0, False)


def test_a_loop_shows_the_end_and_begins_again(lapse):
    lapse.looping = True
    lapse.play()
    lapse.advance(5.0)
    assert (lapse.playhead_seconds, lapse.playing) == (1.0, True)
    lapse.advance(0.1)
    assert lapse.playhead_seconds == 0.0


def test_a_marked_part_is_looped(lapse):
    lapse.seek(0.25)
    lapse.mark_start()
    lapse.seek(0.5)
    lapse.mark_end()
    assert (lapse.marked, lapse.looping) == (LoopRange(0.25, 0.5), True)
    lapse.play()
    positions = set()
    for _ in range(50):
        lapse.advance(0.04)
        positions.add(lapse.playhead_seconds)
    assert (min(positions), max(positions)) == (0.25, pytest.approx(0.5, abs=1e-4))


def test_a_part_is_marked_whichever_end_comes_first(lapse):
    lapse.seek(0.5)
    lapse.mark_end()
    assert lapse.marked == LoopRange(0.0, 0.5)
    lapse.seek(0.75)
    lapse.mark_start()
    assert lapse.marked == LoopRange(0.75, 1.0)


def test_a_part_without_length_is_not_marked(lapse):
    lapse.mark_end()
    assert (lapse.marked, lapse.looping) == (None, False)


def test_unmarking_plays_to_the_end_again(lapse):
    lapse.seek(0.5)
    lapse.mark_end()
    lapse.unmark()
    lapse.play()
    lapse.advance(10.0)
    assert (lapse.playhead_seconds, lapse.playing) == (1.0, False)


def test_toggle_pauses_and_plays(transport):
    transport.toggle()
    assert transport.playing
    transport.toggle()
    assert not transport.playing


def test_the_shuttle_gets_faster_and_turns_round(transport):
    transport.seek(100.0)
    speeds = []
    for forwards in (True, True, True, False, False, True):
        transport.shuttle(forwards=forwards)
        assert transport.playing
        speeds.append(transport.speed)
    assert speeds == [1.0, 2.0, 4.0, -1.0, -2.0, 1.0]


@given(st.floats(-1e6, 1e6))
def test_seeking_never_leaves_the_track(seconds):
    transport = Transport(TRACK)
    transport.seek(seconds)
    assert 0.0 <= transport.playhead_seconds <= TRACK.duration_seconds


def test_a_step_stops_play(transport):
    transport.play()
    transport.step("phase", forwards=True)
    assert not transport.playing
    assert transport.playhead_seconds == pytest.approx(TRACK.beats[0].seconds, abs=1e-4)


def test_another_track_is_followed_from_the_same_moment(transport):
    transport.seek(TRACK.join(2, 6.0))
    moment = TRACK.moment_at(transport.playhead_seconds)
    transport.follow(STORY)
    told = STORY.moment_at(transport.playhead_seconds)
    assert (told.epoch, told.phase, told.layer, told.record) == (
        3,
        moment.phase,
        moment.layer,
        moment.record,
    )
    transport.follow(TRACK)
    assert transport.playhead_seconds == pytest.approx(TRACK.join(2, 6.0), abs=1e-3)


def test_without_a_track_no_verb_does_anything():
    transport = Transport()
    transport.play()
    transport.advance(1.0)
    transport.step("epoch", forwards=True)
    transport.seek(3.0)
    transport.mark_end()
    assert (transport.playhead_seconds, transport.marked) == (0.0, None)
