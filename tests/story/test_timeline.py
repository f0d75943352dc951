import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.errors import SceneError
from nnviz.story.lapse import equal_progress
from nnviz.story.moment import Phase
from nnviz.story.storyboard import Shot, Storyboard
from nnviz.story.text import Localised
from nnviz.story.timeline import Timeline
from nnviz.story.training_outline import TrainingOutline

OUTLINE = TrainingOutline(
    widths=(3, 4, 1),
    n_records=4,
    epochs=np.arange(1, 2001),
    error=np.exp(-np.arange(2000) / 300.0),
)
LESSON = Storyboard(
    shots=(
        Shot(tell="initialise", title="Start"),
        Shot(epochs=(1, 2), seconds=30.0, title=Localised(en="By hand", ja="手計算")),
        Shot(tell="lapse", epochs=(2, 1998)),
        Shot(epochs=(1998, 2000), records=(3,), title="Late"),
        Shot(tell="compare", epochs=(1, 2000)),
    )
)
TIMELINE = Timeline(LESSON, OUTLINE)


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
    told = [(moment.phase, moment.layer, moment.record) for moment in beats]
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
    assert told == [*forward, (Phase.MEAN, 2, 3), *backward, *updates]


def moments(**shot):
    board = Storyboard(shots=(Shot(**shot),))
    return [beat.moment for beat in Timeline(board, OUTLINE).beats]


def test_in_detail_a_layer_is_told_node_by_node():
    told = [(m.layer, m.node) for m in moments(detail="nodes", phases=("forward",), records=(1,))]
    assert told == [(1, 0), (1, 1), (1, 2), (1, 3), (2, 0)]


def test_in_detail_weights_are_updated_edge_by_edge():
    told = [(m.sender, m.node) for m in moments(detail="nodes", phases=("update",), layers=(0,))]
    assert told == [(i, j) for j in range(4) for i in range(3)]


def test_a_shot_tells_only_what_it_asks_for():
    told = moments(phases=("input", "error"), records=(2, 4))
    assert [(m.phase, m.record) for m in told] == [
        (Phase.INPUT, 1),
        (Phase.ERROR, 1),
        (Phase.INPUT, 3),
        (Phase.ERROR, 3),
    ]


def test_pace_shortens_every_beat_alike():
    board, faster = (Storyboard(shots=(Shot(pace=pace),)) for pace in (1.0, 4.0))
    ratio = Timeline(board, OUTLINE).duration_seconds / Timeline(faster, OUTLINE).duration_seconds
    assert ratio == pytest.approx(4.0)


def test_a_shot_tells_only_the_records_that_were_asked_for():
    assert {beat.moment.record for beat in TIMELINE.beats if beat.shot == 3} == {2}


@given(st.floats(-10.0, 1000.0))
def test_every_second_has_a_moment_within_its_phase(seconds):
    moment = TIMELINE.moment_at(seconds)
    assert 0.0 <= moment.progress <= 1.0
    assert 1 <= moment.epoch <= 2000


@given(st.lists(st.floats(0.0, TIMELINE.duration_seconds), min_size=2, max_size=8))
def test_a_moment_does_not_depend_on_what_was_visited_before(seconds):
    alone = [Timeline(LESSON, OUTLINE).moment_at(second) for second in seconds[:2]]
    for second in reversed(seconds):
        TIMELINE.moment_at(second)
    assert [TIMELINE.moment_at(second) for second in seconds[:2]] == alone


def test_before_the_story_is_its_beginning_and_after_it_its_end():
    assert TIMELINE.moment_at(-1.0).phase is Phase.INITIALISE
    assert TIMELINE.moment_at(-1.0).progress == 0.0
    last = TIMELINE.moment_at(TIMELINE.duration_seconds + 1.0)
    assert (last.phase, last.epoch, last.progress) == (Phase.EPOCH, 2000, 1.0)


def test_chapters_reach_from_title_to_title():
    chapters = TIMELINE.chapters("en")
    assert [chapter.title for chapter in chapters] == ["Start", "By hand", "Late"]
    assert chapters[0].end_seconds == chapters[1].start_seconds
    assert chapters[-1].end_seconds == TIMELINE.duration_seconds
    assert TIMELINE.chapters("ja")[1].title == "手計算"


def test_a_story_without_titles_has_no_chapters():
    assert Timeline(Storyboard(shots=(Shot(),)), OUTLINE).chapters("en") == ()


def test_a_lapse_runs_from_its_first_epoch_to_its_last_and_never_back():
    epochs = equal_progress((2, 1998), OUTLINE)
    assert (epochs[0], epochs[-1]) == (2, 1998)
    assert (np.diff(epochs) >= 0).all()


def test_a_lapse_spends_more_time_where_the_error_moves():
    error = np.concatenate([np.full(1000, 0.5), np.geomspace(0.5, 0.01, 1000)])
    outline = TrainingOutline(widths=(1, 1), n_records=1, epochs=np.arange(1, 2001), error=error)
    epochs = equal_progress((1, 2000), outline)
    assert (epochs > 1000).mean() > 0.7


def test_a_lapse_survives_an_error_that_diverged():
    error = np.array([1.0, np.inf, np.nan, 0.0])
    outline = TrainingOutline(widths=(1, 1), n_records=1, epochs=np.arange(1, 5), error=error)
    assert set(equal_progress((1, 4), outline)) == {1, 2, 3, 4}


def test_an_epoch_that_was_not_recorded_is_named_with_what_there_is():
    board = Storyboard(shots=(Shot(), Shot(epochs=(1, 3000))))
    with pytest.raises(SceneError, match=r"shot 2: epochs: epoch 3000 .* 1 to 2000"):
        Timeline(board, OUTLINE)


@pytest.mark.parametrize(
    ("shot", "message"),
    [
        (Shot(records=(5,)), r"shot 1: records: record 5 .* records 1 to 4"),
        (Shot(layers=(3,)), r"shot 1: layers: layer 3 .* 0 to 2"),
        (Shot(phases=("forward",), layers=(0,)), r"shot 1: phases and layers leave nothing"),
        (Shot(epochs=(1, 2000)), r'shot 1: epochs: .* tell = "lapse"'),
    ],
)
def test_what_the_training_lacks_is_refused_with_the_remedy(shot, message):
    with pytest.raises(SceneError, match=message):
        Timeline(Storyboard(shots=(shot,)), OUTLINE)


@pytest.mark.parametrize("tell", ["lapse", "race", "surface"])
@pytest.mark.parametrize("fps", [1, 4, 24000 / 1001, 24, 30, 60])
@pytest.mark.parametrize("seconds", [6.0, 7.37, 20.0, 60.0])
def test_the_last_frame_of_a_lapse_shows_its_last_epoch(tell, fps, seconds):
    shots = (Shot(), Shot(tell=tell, epochs=(1, 1998), seconds=seconds))
    timeline = Timeline(Storyboard(shots=shots), OUTLINE)
    start, end = timeline.shot_spans[1]
    last = start + (max(1, round((end - start) * fps)) - 1) / fps
    assert timeline.moment_at(last).epoch == 1998
    assert timeline.moment_at(start).epoch == 1


@pytest.mark.parametrize("seconds", [0.1, 0.4, 2.0])
def test_a_short_lapse_gives_most_of_its_time_to_what_passes(seconds):
    shots = (Shot(tell="lapse", epochs=(1, 1998), seconds=seconds),)
    timeline = Timeline(Storyboard(shots=shots), OUTLINE)
    assert timeline.moment_at(0.74 * seconds).epoch < 1998
    assert timeline.moment_at(0.75 * seconds).epoch == 1998


def test_a_shot_begins_at_its_own_frame_however_seconds_add_up():
    shots = tuple(Shot(seconds=seconds) for seconds in (4.0, 8.0, 18.6, 22.32, 0.1, 0.2, 0.3, 1.0))
    timeline = Timeline(Storyboard(shots=shots), OUTLINE)
    begins = [0.0, 4.0, 12.0, 30.6, 52.92, 53.02, 53.22, 53.52]
    for shot, begin in enumerate(begins):
        assert timeline.beat_at(begin).shot == shot
        assert timeline.moment_at(begin).progress == pytest.approx(0.0, abs=1e-6)
    assert [timeline.beat_at(begin - 1e-6).shot for begin in begins[1:]] == [*range(7)]
