import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.story.transport import FASTEST, SLOWEST, Transport


@pytest.fixture
def transport():
    return Transport(10.0)


def test_a_paused_playhead_stays_where_it_is(transport):
    transport.advance(3.0)
    assert transport.playhead_seconds == 0.0


def test_playing_moves_the_playhead_with_the_clock(transport):
    transport.play()
    transport.advance(1.5)
    transport.advance(1.5)
    assert transport.playhead_seconds == pytest.approx(3.0)


def test_speed_multiplies_the_clock(transport):
    transport.speed = 4.0
    transport.play()
    transport.advance(1.0)
    assert transport.playhead_seconds == pytest.approx(4.0)


@pytest.mark.parametrize(("asked", "got"), [(1000.0, FASTEST), (0.0, SLOWEST), (2.0, 2.0)])
def test_speed_stays_within_its_limits(transport, asked, got):
    transport.speed = asked
    assert transport.speed == got


def test_playing_stops_at_the_end(transport):
    transport.play()
    transport.advance(100.0)
    assert transport.playhead_seconds == 10.0
    assert transport.at_end
    assert not transport.playing


def test_play_at_the_end_is_replay(transport):
    transport.seek(10.0)
    transport.play()
    assert transport.playhead_seconds == 0.0
    assert transport.playing


def test_a_loop_goes_round(transport):
    transport.looping = True
    transport.play()
    transport.advance(23.0)
    assert transport.playhead_seconds == pytest.approx(3.0)
    assert transport.playing


def test_toggle_pauses_and_plays_on_from_there(transport):
    transport.toggle()
    transport.advance(2.0)
    transport.toggle()
    transport.advance(2.0)
    assert (transport.playing, transport.playhead_seconds) == (False, 2.0)
    transport.toggle()
    assert (transport.playing, transport.playhead_seconds) == (True, 2.0)


def test_a_step_back_from_the_beginning_stays_there(transport):
    transport.step(-1.0)
    assert transport.playhead_seconds == 0.0


@given(st.lists(st.floats(-50.0, 50.0), max_size=20))
def test_the_playhead_never_leaves_the_story(steps):
    transport = Transport(10.0)
    transport.play()
    for step in steps:
        transport.step(step)
        transport.advance(abs(step))
        assert 0.0 <= transport.playhead_seconds <= 10.0
