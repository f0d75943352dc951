"""The story as a track: stepping through what a storyboard tells."""

import numpy as np
import pytest

from nnviz.story.moment import Moment, Phase
from nnviz.story.story_track import StoryTrack
from nnviz.story.storyboard import Shot, Storyboard
from nnviz.story.timeline import Timeline
from nnviz.story.training_outline import TrainingOutline

OUTLINE = TrainingOutline(
    widths=(3, 4, 1),
    n_records=4,
    epochs=np.arange(1, 301),
    error=np.exp(-np.arange(300) / 60.0),
)
TIMELINE = Timeline(
    Storyboard(
        shots=(
            Shot(tell="initialise", title="Start"),
            Shot(epochs=(1, 2), title="By hand"),
            Shot(tell="lapse", epochs=(2, 299)),
            Shot(epochs=(300, 300), records=(3,)),
        )
    ),
    OUTLINE,
)
TRACK = StoryTrack(TIMELINE)


def stops(unit):
    found = [0.0]
    while found[-1] < TRACK.duration_seconds:
        found.append(TRACK.step(found[-1], unit, forwards=True))
    return found


def test_stepping_on_stops_at_the_end_of_every_beat():
    ends = [beat.start_seconds + beat.seconds for beat in TIMELINE.beats]
    assert stops("phase")[1:-1] == pytest.approx(ends, abs=1e-4)


@pytest.mark.parametrize("unit", ["phase", "record"])
def test_stepping_back_retraces_the_steps_on(unit):
    there = stops(unit)
    seconds = there[-2]
    for stop in reversed(there[:-2]):
        seconds = TRACK.step(seconds, unit, forwards=False)
        assert seconds == pytest.approx(stop, abs=0.05)


def test_in_a_lapse_a_step_by_epoch_is_the_next_epoch_that_it_shows():
    start, end = TIMELINE.shot_spans[2]
    seconds = (start + end) / 2
    here = TRACK.moment_at(seconds).epoch
    there = TRACK.moment_at(TRACK.step(seconds, "epoch", forwards=True)).epoch
    back = TRACK.moment_at(TRACK.step(seconds, "epoch", forwards=False)).epoch
    assert back == here - 1
    assert there == here + 1


def test_a_step_by_epoch_does_not_pass_over_a_lapse():
    start, end = TIMELINE.shot_spans[2]
    there = TRACK.step(start - 0.001, "epoch", forwards=True)
    assert TRACK.moment_at(there).epoch == 3
    back = TRACK.step(end + 1.0, "epoch", forwards=False)
    assert TRACK.moment_at(back).epoch == 299


def test_a_moment_is_found_where_it_is_told():
    wanted = Moment(epoch=2, phase=Phase.BACKWARD, layer=1, record=2, progress=0.25)
    assert TRACK.moment_at(TRACK.seconds_near(wanted)) == Moment(
        epoch=2, phase=Phase.BACKWARD, layer=1, record=2, progress=pytest.approx(0.25)
    )


def test_a_moment_that_is_told_in_a_lapse_alone_is_found_there():
    wanted = Moment(epoch=150, phase=Phase.FORWARD, layer=1, record=2)
    found = TRACK.moment_at(TRACK.seconds_near(wanted))
    assert (found.epoch, found.phase) == (150, Phase.EPOCH)


def test_chapters_are_gone_to_at_their_beginnings():
    start = TIMELINE.shot_starts[1]
    assert TRACK.chapter(0.0, forwards=True) == start
    assert TRACK.chapter(start, forwards=True) == TRACK.duration_seconds
    assert TRACK.chapter(start + 5.0, forwards=False) == start
    assert TRACK.chapter(start + 0.5, forwards=False) == 0.0
    assert TRACK.chapter(0.0, forwards=False) == 0.0


def epochs_on_the_way(seconds, *, forwards):
    """Return the epochs that steps by epoch lead to, until they lead nowhere."""
    found = []
    while True:
        there = TRACK.step(seconds, "epoch", forwards=forwards)
        if there == seconds:
            return found
        seconds = there
        found.append(TRACK.moment_at(seconds).epoch)


def test_steps_by_epoch_visit_every_epoch_of_the_story_there_and_back():
    assert epochs_on_the_way(0.0, forwards=True) == list(range(2, 301))
    assert epochs_on_the_way(TRACK.duration_seconds, forwards=False) == list(range(299, 0, -1))


def test_a_step_by_epoch_stays_at_the_same_place_where_that_is_told():
    here = TRACK.seconds_near(
        Moment(epoch=1, phase=Phase.BACKWARD, layer=1, record=2, progress=0.5)
    )
    there = TRACK.step(here, "epoch", forwards=True)
    assert TRACK.moment_at(there) == Moment(
        epoch=2, phase=Phase.BACKWARD, layer=1, record=2, progress=pytest.approx(0.5)
    )
    assert TRACK.step(there, "epoch", forwards=False) == pytest.approx(here, abs=1e-4)


def test_a_step_by_epoch_into_what_tells_other_phases_begins_with_them():
    last = TIMELINE.shot_starts[3]
    there = TRACK.step(last - 0.001, "epoch", forwards=True)
    assert (TRACK.moment_at(there).epoch, there) == (300, last)


def test_epochs_are_stepped_through_in_the_order_of_the_story():
    shots = tuple(Shot(epochs=(n, n), records=(1,)) for n in (5, 3, 3, 9))
    back = StoryTrack(Timeline(Storyboard(shots=(*shots, Shot(tell="lapse"))), OUTLINE))
    seconds, visited = 0.0, []
    for _ in range(4):
        seconds = back.step(seconds, "epoch", forwards=True)
        visited.append(back.moment_at(seconds).epoch)
    assert visited == [3, 9, 1, 1]
