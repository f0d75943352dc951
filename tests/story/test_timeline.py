import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.errors import SceneError
from nnviz.story.moment import Phase
from nnviz.story.storyboard import Shot, Storyboard
from nnviz.story.timeline import Course, Timeline, equal_progress

COURSE = Course(
    layers=2,
    samples=4,
    epochs=np.arange(1, 2001),
    error=np.exp(-np.arange(2000) / 300.0),
)
LESSON = Storyboard(
    shots=(
        Shot(tell="initialise", title="Start"),
        Shot(tell="samples", epochs=(1, 2), seconds=30.0, title="By hand"),
        Shot(tell="lapse", epochs=(2, 1998)),
        Shot(tell="layers", epochs=(1998, 2000), sample=3, title="Late"),
        Shot(tell="compare", epochs=(1, 2000)),
    )
)
TIMELINE = Timeline(LESSON, COURSE)


def test_beats_tile_the_story_without_gaps():
    end = 0.0
    for beat in TIMELINE.beats:
        assert beat.start_seconds == pytest.approx(end)
        assert beat.seconds > 0
        end = beat.start_seconds + beat.seconds
    assert end == pytest.approx(TIMELINE.duration_seconds)


def test_a_shot_takes_the_seconds_that_it_was_given():
    start, end = TIMELINE.shot_starts[1:3]
    assert end - start == pytest.approx(30.0)


def test_a_step_is_told_record_by_record_forwards_then_backwards_then_updated():
    beats = [beat.moment for beat in TIMELINE.beats if beat.shot == 1 and beat.moment.epoch == 1]
    told = [(moment.phase, moment.layer, moment.sample) for moment in beats]
    forward = [
        step
        for s in range(4)
        for step in (
            (Phase.INPUT, 0, s),
            (Phase.FORWARD, 1, s),
            (Phase.FORWARD, 2, s),
            (Phase.ERROR, 2, s),
        )
    ]
    backward = [(Phase.BACKWARD, layer, s) for s in range(4) for layer in (2, 1)]
    updates = [(Phase.UPDATE, 1, 3), (Phase.UPDATE, 0, 3)]
    assert told == forward + backward + updates


def test_layers_tells_only_the_record_that_was_asked_for():
    assert {beat.moment.sample for beat in TIMELINE.beats if beat.shot == 3} == {2}


@given(st.floats(-10.0, 1000.0))
def test_every_second_has_a_moment_within_its_phase(seconds):
    moment = TIMELINE.moment_at(seconds)
    assert 0.0 <= moment.progress <= 1.0
    assert 1 <= moment.epoch <= 2000


@given(st.lists(st.floats(0.0, TIMELINE.duration_seconds), min_size=2, max_size=8))
def test_a_moment_does_not_depend_on_what_was_visited_before(seconds):
    alone = [Timeline(LESSON, COURSE).moment_at(second) for second in seconds[:2]]
    for second in reversed(seconds):
        TIMELINE.moment_at(second)
    assert [TIMELINE.moment_at(second) for second in seconds[:2]] == alone


def test_before_the_story_is_its_beginning_and_after_it_its_end():
    assert TIMELINE.moment_at(-1.0).phase is Phase.INITIALISE
    assert TIMELINE.moment_at(-1.0).progress == 0.0
    last = TIMELINE.moment_at(TIMELINE.duration_seconds + 1.0)
    assert (last.phase, last.epoch, last.progress) == (Phase.EPOCH, 2000, 1.0)


def test_chapters_reach_from_title_to_title():
    titles = [chapter.title for chapter in TIMELINE.chapters]
    assert titles == ["Start", "By hand", "Late"]
    assert TIMELINE.chapters[0].end_seconds == TIMELINE.chapters[1].start_seconds
    assert TIMELINE.chapters[-1].end_seconds == TIMELINE.duration_seconds


def test_a_lapse_runs_from_its_first_epoch_to_its_last_and_never_back():
    epochs = equal_progress((2, 1998), COURSE)
    assert (epochs[0], epochs[-1]) == (2, 1998)
    assert (np.diff(epochs) >= 0).all()


def test_a_lapse_spends_more_time_where_the_error_moves():
    error = np.concatenate([np.full(1000, 0.5), np.geomspace(0.5, 0.01, 1000)])
    course = Course(layers=1, samples=1, epochs=np.arange(1, 2001), error=error)
    epochs = equal_progress((1, 2000), course)
    assert (epochs > 1000).mean() > 0.7


def test_a_lapse_survives_an_error_that_diverged():
    error = np.array([1.0, np.inf, np.nan, 0.0])
    course = Course(layers=1, samples=1, epochs=np.arange(1, 5), error=error)
    assert set(equal_progress((1, 4), course)) == {1, 2, 3, 4}


def test_an_epoch_that_was_not_recorded_is_named_with_what_there_is():
    board = Storyboard(shots=(Shot(), Shot(epochs=(1, 3000))))
    with pytest.raises(SceneError, match=r"shot 2: epochs: epoch 3000 .* 1 to 2000"):
        Timeline(board, COURSE)


def test_a_record_that_the_data_lack_is_refused():
    with pytest.raises(SceneError, match=r"shot 1: sample = 5: .* 4 records"):
        Timeline(Storyboard(shots=(Shot(sample=5),)), COURSE)


def test_thousands_of_epochs_told_one_by_one_are_refused_with_the_remedy():
    board = Storyboard(shots=(Shot(tell="samples", epochs=(1, 2000)),))
    with pytest.raises(SceneError, match=r'2000 epochs told one by one; .* tell = "lapse"'):
        Timeline(board, COURSE)
