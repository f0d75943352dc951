"""The track: the whole training as one walk of equal epochs."""

import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.story.beats import MOST_BEATS
from nnviz.story.moment import Moment, Phase
from nnviz.story.training_outline import TrainingOutline
from nnviz.story.training_track import LONGEST_SECONDS, TrainingTrack, usual_detail


def outline(epochs, *, widths=(3, 4, 1), records=4):
    epochs = np.asarray(epochs)
    return TrainingOutline(widths=widths, n_records=records, epochs=epochs, error=1.0 / epochs)


def told(moment):
    return (moment.epoch, moment.phase, moment.layer, moment.node, moment.sender, moment.record)


TRACK = TrainingTrack(outline(range(1, 101)), "nodes")
SPARSE = TrainingTrack(outline([1, 2, 4, 8, 16, 1000]), "layers")


@given(index=st.integers(0, 5), share=st.floats(0.0, 1.0))
def test_a_position_is_an_epoch_and_the_seconds_inside_it(index, share):
    inside = share * (SPARSE.epoch_seconds - 0.001)
    found, seconds = SPARSE.split(SPARSE.join(index, inside))
    assert (found, seconds) == (index, pytest.approx(inside, abs=1e-6))


@given(st.floats(0.0, 1.0))
def test_every_position_has_a_recorded_epoch_and_a_progress(share):
    moment = SPARSE.moment_at(share * SPARSE.duration_seconds)
    assert moment.epoch in SPARSE.epochs
    assert 0.0 <= moment.progress <= 1.0


def test_every_epoch_is_told_by_the_same_phases():
    first, last = (TRACK.moment_at(TRACK.join(index, 7.0)) for index in (0, 99))
    assert (first.epoch, last.epoch) == (1, 100)
    assert told(first)[1:] == told(last)[1:]


def test_stepping_on_visits_the_end_of_every_beat_of_every_epoch():
    track = TrainingTrack(outline([1, 2, 3]), "nodes")
    seconds, visited = 0.0, []
    for _ in range(3 * len(track.beats)):
        seconds = track.step(seconds, "phase", forwards=True)
        moment = track.moment_at(seconds)
        assert moment.progress == pytest.approx(1.0, abs=1e-4)
        visited.append(told(moment))
    assert len(set(visited)) == 3 * len(track.beats)
    assert track.step(seconds, "phase", forwards=True) == track.duration_seconds


@pytest.mark.parametrize("unit", ["phase", "record"])
def test_stepping_back_retraces_the_steps_on(unit):
    stops = [0.0]
    for _ in range(100):
        stops.append(TRACK.step(stops[-1], unit, forwards=True))
    seconds = stops[-1]
    for stop in reversed(stops[:-1]):
        seconds = TRACK.step(seconds, unit, forwards=False)
        assert seconds == pytest.approx(stop, abs=1e-9)


def test_stepping_back_lands_on_the_end_of_the_phase_before():
    beat = TRACK.beats[3]
    middle = beat.start_seconds + beat.seconds / 2
    moment = TRACK.moment_at(TRACK.step(middle, "phase", forwards=False))
    assert told(moment)[1:] == told(TRACK.beats[2].moment)[1:]
    assert moment.progress == pytest.approx(1.0, abs=1e-4)


def test_stepping_by_record_stops_at_the_end_of_each_record_then_mean_and_update():
    seconds, ends = 0.0, []
    for _ in range(len(TRACK.sections)):
        seconds = TRACK.step(seconds, "record", forwards=True)
        ends.append(TRACK.moment_at(seconds))
    phases = [moment.phase for moment in ends]
    assert phases == [Phase.ERROR] * 4 + [Phase.MEAN] + [Phase.BACKWARD] * 4 + [Phase.UPDATE]
    assert [moment.record for moment in ends[:4]] == [0, 1, 2, 3]


def test_stepping_by_epoch_keeps_the_place_inside_the_epoch():
    here = SPARSE.join(3, 5.0)
    there = SPARSE.step(here, "epoch", forwards=True)
    assert SPARSE.moment_at(there).epoch == 16
    assert told(SPARSE.moment_at(there))[1:] == told(SPARSE.moment_at(here))[1:]
    assert SPARSE.step(there, "epoch", forwards=False) == pytest.approx(here)


def test_beyond_the_ends_nothing_is_stepped_to():
    assert TRACK.step(0.0, "phase", forwards=False) == 0.0
    assert TRACK.step(3.0, "epoch", forwards=False) == 3.0
    end = TRACK.duration_seconds
    assert TRACK.step(end, "phase", forwards=True) == end
    assert TRACK.moment_at(end).epoch == 100
    assert TRACK.moment_at(end).progress == pytest.approx(1.0)


def test_stepping_back_from_the_very_end_leaves_the_last_phase():
    there = TRACK.step(TRACK.duration_seconds, "phase", forwards=False)
    assert told(TRACK.moment_at(there))[1:] == told(TRACK.beats[-2].moment)[1:]


@pytest.mark.parametrize(
    ("asked", "got"), [(1, 1), (5, 4), (7, 8), (600, 1000), (10**9, 1000), (-3, 1)]
)
def test_a_jump_leads_to_the_nearest_recorded_epoch(asked, got):
    assert SPARSE.moment_at(SPARSE.to_epoch(5.0, asked)).epoch == got


@given(st.floats(0.0, 1.0))
def test_the_position_nearest_to_its_own_moment_is_itself(share):
    seconds = share * SPARSE.duration_seconds
    again = SPARSE.seconds_near(SPARSE.moment_at(seconds))
    assert again == pytest.approx(seconds, abs=1e-3)


def test_moments_that_a_track_does_not_tell_have_their_place():
    before = TRACK.seconds_near(Moment(epoch=5, phase=Phase.INITIALISE, layer=0))
    after = TRACK.seconds_near(Moment(epoch=5, phase=Phase.EPOCH))
    assert TRACK.split(before) == (4, pytest.approx(0.0))
    assert TRACK.split(after) == (4, pytest.approx(TRACK.epoch_seconds, abs=1e-4))


def test_a_track_by_epochs_is_a_lapse():
    track = TrainingTrack(outline(range(1, 1001)), "epochs")
    assert len(track.beats) == 1
    assert track.moment_at(track.join(499, 0.05)) == Moment(
        epoch=500, phase=Phase.EPOCH, progress=pytest.approx(0.5)
    )
    assert track.shown_before(0.0, forwards=True) == track.duration_seconds
    assert track.step(0.0, "phase", forwards=True) == pytest.approx(0.1, abs=1e-4)


def test_stretches_tile_the_epoch():
    ends = [0.0] + [stretch.end_seconds for stretch in TRACK.sections]
    assert [stretch.start_seconds for stretch in TRACK.sections] == ends[:-1]
    assert ends[-1] == pytest.approx(TRACK.epoch_seconds)


def test_a_network_too_large_to_be_followed_is_told_more_coarsely():
    wide = TrainingTrack(outline([1, 2], widths=(64, 100, 10), records=1797), "nodes")
    assert len(wide.beats) <= MOST_BEATS
    assert all(beat.moment.node is None for beat in wide.beats)
    assert {stretch.record for stretch in wide.sections} > {0, 1, 2, None}


def test_a_small_network_is_usually_told_node_by_node_and_a_large_one_layer_by_layer():
    assert usual_detail(outline([1, 2])) == "nodes"
    assert usual_detail(outline([1, 2], widths=(64, 32, 10), records=16)) == "layers"


def operations_of(work):
    """Count what the interpreter does: a cost that is the same on every machine and every day."""
    counts = {"opcode": 0}

    def trace(frame, event, _argument):
        frame.f_trace_opcodes = True
        counts[event] = counts.get(event, 0) + 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return counts["opcode"]


def test_sixty_thousand_epochs_cost_what_six_hundred_do():
    def walk(epochs):
        track = TrainingTrack(epochs, "nodes")
        for epoch in range(1, 601, 60):
            assert track.moment_at(track.to_epoch(3.0, epoch)).epoch == epoch

    short, long = outline(np.arange(1, 601)), outline(np.arange(1, 60_001))
    costs = [operations_of(lambda each=each: walk(each)) for each in (short, long)]
    assert costs[0] > 1000
    assert costs[1] == pytest.approx(costs[0], rel=0.01)


@given(
    widths=st.lists(st.integers(1, 784), min_size=2, max_size=12),
    records=st.integers(1, 70_000),
    record=st.integers(0, 70_000),
    detail=st.sampled_from(["nodes", "layers", "epochs"]),
)
def test_an_epoch_is_short_and_tells_the_record_that_is_wanted(widths, records, record, detail):
    track = TrainingTrack(
        outline([1, 2], widths=tuple(widths), records=records), detail, record=record
    )
    assert track.epoch_seconds <= LONGEST_SECONDS + 1e-6
    assert len(track.beats) <= MOST_BEATS
    told = {beat.moment.record for beat in track.beats}
    assert min(record, records - 1) in told
    assert told == set(track.records)


def test_all_records_are_told_where_they_find_room():
    assert TRACK.records == range(4)
    assert TrainingTrack(outline([1], records=10), "layers").records == range(10)


def test_a_track_by_whole_epochs_shows_the_record_that_is_wanted():
    track = TrainingTrack(outline([1, 2, 3]), "epochs", record=2)
    assert [track.moment_at(seconds).record for seconds in (0.0, 0.15, 0.3)] == [2, 2, 2]
