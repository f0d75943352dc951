"""The course of a number over all epochs: read in stretches, thinned, and remembered."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nnviz.errors import TraceDamagedError
from nnviz.trace.trace import Trace, open_trace
from nnviz.viewer.inspector.series import Series, SeriesReader, read_in_chunks, thinned, value_range
from nnviz.viewer.inspector.tracked_number import TrackedNumber

WEIGHT = TrackedNumber("weights/0", (2, 1), "weight")
OTHER = TrackedNumber("weights/1", (0, 0), "weight")


@pytest.fixture
def trace(trace_path):
    with open_trace(trace_path) as opened:
        yield opened


@pytest.fixture
def reader(qapp, trace):
    reader = SeriesReader()
    reader.load(trace)
    yield reader
    reader.stop()


@pytest.mark.parametrize("steps", [1, 7, 512])
def test_stretches_make_up_the_whole_series(trace, monkeypatch, steps):
    monkeypatch.setattr("nnviz.viewer.inspector.series.CHUNK_STEPS", steps)
    *waits, series = read_in_chunks(trace, WEIGHT)
    assert waits == [None] * -(-len(trace.epochs) // steps)
    assert np.array_equal(series.epochs, trace.epochs)
    every = trace.between("weights/0", first=1, last=trace.experiment.epochs)
    assert np.array_equal(series.values, every[:, 2, 1])


values = hnp.arrays(np.float64, st.integers(1, 400), elements=st.floats(-1e3, 1e3))


@given(values=values, most=st.integers(4, 60))
def test_a_thinned_curve_keeps_its_ends_its_highest_and_its_lowest(values, most):
    whole = Series(np.arange(1, len(values) + 1), values, (1, len(values)))
    few = thinned(whole, most)
    assert len(few.epochs) <= max(most + 3, len(values) if len(values) <= most else 0)
    assert np.array_equal(few.values, values[few.epochs - 1])
    assert (np.diff(few.epochs) > 0).all()
    assert {few.epochs[0], few.epochs[-1]} == {1, len(values)}
    assert (few.values.min(), few.values.max()) == (values.min(), values.max())


def test_a_thinned_curve_still_says_where_it_stopped_being_a_number():
    values = np.linspace(0, 1, 1000)
    values[700:] = np.nan
    assert np.isnan(thinned(Series(np.arange(1000), values, (0, 999)), 50).values).any()


def test_a_series_is_read_while_nothing_else_happens_and_then_remembered(reader, qtbot):
    with qtbot.waitSignal(reader.ready) as first:
        reader.read(WEIGHT)
    assert first.args[0] == WEIGHT
    with qtbot.waitSignal(reader.ready) as again:
        reader.read(WEIGHT)
    assert again.args[1] is first.args[1]


def test_of_two_requests_the_last_one_counts(reader, qtbot):
    seen = []
    reader.ready.connect(lambda outline, _: seen.append(outline))
    with qtbot.waitSignal(reader.ready):
        reader.read(WEIGHT)
        reader.read(OTHER)
    assert seen == [OTHER]


def test_what_cannot_be_read_is_said_once(reader, qtbot, monkeypatch):
    def damaged(*_, **__):
        raise TraceDamagedError("chunk 3 is damaged")

    monkeypatch.setattr(Trace, "between", damaged)
    with qtbot.waitSignal(reader.failed) as failed:
        reader.read(WEIGHT)
    assert str(failed.args[0]) == "chunk 3 is damaged"
    with qtbot.assertNotEmitted(reader.failed, wait=50):
        pass


def test_a_plot_reaches_over_what_is_finite_and_before_a_training_runs_away():
    series = Series(np.arange(1, 6), np.array([1.0, -2.0, 3.0, 1e200, np.nan]), (1, 5))
    assert value_range(series, None) == (-2.0, 1e200)
    assert value_range(series, 4) == (-2.0, 3.0)
    assert value_range(series, 1) is None
