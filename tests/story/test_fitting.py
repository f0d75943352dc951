"""A story that nobody wrote: about as long for every network, every data, every training."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.story.fitting import fitted_storyboard
from nnviz.story.moment import Phase
from nnviz.story.storyboard import Shot, Storyboard, default_storyboard
from nnviz.story.timeline import Timeline
from nnviz.story.training_outline import TrainingOutline

LONGEST_SECONDS = 180.0

trainings = st.builds(
    lambda widths, records, first, steps: TrainingOutline(
        widths=tuple(widths),
        n_records=records,
        epochs=np.cumsum([first, *steps]),
        error=1.0 / np.arange(1, len(steps) + 2),
    ),
    st.lists(st.integers(1, 784), min_size=2, max_size=21),
    st.integers(1, 70_000),
    st.integers(1, 500),
    st.lists(st.integers(1, 1000), max_size=30),
)


def told(outline):
    board = fitted_storyboard(default_storyboard(int(outline.epochs[-1])), outline)
    return Timeline(board, outline)


def training(*, widths=(4, 8, 3), records=100, epochs=60):
    epochs = np.arange(1, epochs + 1)
    return TrainingOutline(widths=widths, n_records=records, epochs=epochs, error=1.0 / epochs)


@given(trainings)
def test_it_lasts_at_most_three_minutes_and_names_recorded_epochs_only(outline):
    timeline = told(outline)
    assert timeline.duration_seconds <= LONGEST_SECONDS
    assert {beat.moment.epoch for beat in timeline.beats} <= set(outline.epochs.tolist())


@given(trainings)
def test_every_phase_is_told_of_a_record_and_all_records_come_after_it(outline):
    timeline = told(outline)
    phases = {beat.moment.phase for beat in timeline.beats}
    assert set(Phase) - {Phase.EPOCH} <= phases
    records = {beat.moment.record for beat in timeline.beats}
    if len(records) < outline.n_records:
        assert records <= {0, 1}
        assert "All records" in [chapter.title for chapter in timeline.chapters("en")]


def test_a_hundred_records_are_told_by_two():
    timeline = told(training())
    assert {beat.moment.record for beat in timeline.beats} == {0, 1}
    assert [chapter.title for chapter in timeline.chapters("ja")][2] == "すべての学習データ"
    assert timeline.captions("en")[0].text.startswith("Two records")


def test_few_records_are_told_one_by_one_at_their_natural_pace():
    timeline = told(training(widths=(3, 4, 1), records=4))
    step = next(shot for shot in timeline.shots if shot.tell == "steps")
    assert (step.records, step.seconds, step.caption) == ((), None, "")


def test_a_network_so_deep_that_one_record_takes_too_long_is_told_faster():
    timeline = told(training(widths=(3,) * 50, records=1))
    step = next(shot for shot in timeline.shots if shot.tell == "steps")
    assert (step.records, step.caption) == ((1,), "")
    assert timeline.duration_seconds <= LONGEST_SECONDS


def test_what_somebody_wrote_is_told_as_it_is_written():
    board = Storyboard(shots=(Shot(),))
    assert fitted_storyboard(board, training()) is board


def test_what_was_fitted_is_fitted_already():
    board = fitted_storyboard(default_storyboard(60), training())
    assert fitted_storyboard(board, training(records=3)) is board


@pytest.mark.parametrize("records", [1, 2, 3])
def test_as_many_records_as_there_are_can_be_told(records):
    timeline = told(training(widths=(3,) * 9, records=records))
    assert {beat.moment.record for beat in timeline.beats} <= set(range(records))
