import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnviz.errors import SceneError, TraceError
from nnviz.learning.data import own
from nnviz.learning.datasets import Dataset
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.initializers import Initialization
from nnviz.picture.frame import same_picture
from nnviz.picture.numerals import numeral, signed
from nnviz.picture.typography import extent
from nnviz.stage.show import Show
from nnviz.story.moment import Moment, Phase
from nnviz.story.storyboard import Shot, Storyboard, default_storyboard
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace
from tests.stage.conftest import STORYBOARD
from tests.telling import seconds_of

WITH_BIASES = Layer(units=6, activation="tanh", bias=True)
share = st.floats(0.0, 1.0)


def parts(frame):
    for group in (frame.solids, frame.cylinders, frame.rectangles, frame.strokes, frame.labels):
        for name in group.__slots__:
            values = getattr(group, name)
            if isinstance(values, np.ndarray):
                yield values


@settings(max_examples=60)
@given(share)
def test_every_frame_is_finite_and_typed_as_its_description_says(show, at):
    frame = show.frame_at(at * show.duration_seconds)
    for values in parts(frame):
        assert values.dtype in (np.float32, np.uint8)
        assert np.isfinite(values).all()


@settings(max_examples=25)
@given(st.lists(share, min_size=2, max_size=6))
def test_a_frame_does_not_depend_on_what_was_visited_before(trace, show, visits):
    seconds = visits[0] * show.duration_seconds
    for visit in visits:
        show.frame_at(visit * show.duration_seconds)
    fresh = Show(trace, STORYBOARD, title="XOR")
    assert same_picture(show.frame_at(seconds), fresh.frame_at(seconds))


@settings(max_examples=60)
@given(share)
def test_no_text_leaves_the_picture_and_none_is_too_small(show, at):
    labels = show.frame_at(at * show.duration_seconds).labels
    assert (labels.height >= 1 / 45).all()
    widths = np.array(
        [extent(t, f) * h for t, f, h in zip(labels.text, labels.font, labels.height, strict=True)]
    )
    left = labels.position[:, 0] - labels.anchor[:, 0] * widths
    assert (left >= 0).all()
    assert (left + widths <= show.aspect).all()
    assert (labels.position[:, 1] <= 1).all()


def test_numbers_at_the_nodes_are_the_recorded_ones(trace, show):
    seconds = seconds_of(show, epoch=2, phase=Phase.BACKWARD, layer=1, record=3)
    texts = show.frame_at(seconds - 1e-6).labels.text
    for value in trace.at("activations/1", epoch=2)[3]:
        assert numeral(value) in texts
    for value in trace.at("deltas/1", epoch=2)[3]:
        assert signed(value) in texts


def test_numbers_at_the_edges_are_the_weights_that_change_most_after_the_update(trace, show):
    end = seconds_of(show, epoch=2, phase=Phase.UPDATE, layer=0)
    after = trace.after("weights/0", epoch=2).ravel()
    most = np.argsort(-np.abs(trace.at("updates/0", epoch=2).ravel()))[:4]
    assert {numeral(w) for w in after[most]} <= set(show.frame_at(end - 1e-6).labels.text)


def test_the_error_is_shown_once_all_records_have_been_computed(trace, show):
    error = numeral(trace.series("mean_absolute_error")[0], 6)
    early = seconds_of(show, epoch=1, phase=Phase.ERROR, record=3) - 1e-6
    late = seconds_of(show, epoch=1, phase=Phase.MEAN) - 1e-6
    assert error not in show.frame_at(early).labels.text
    assert error in show.frame_at(late).labels.text
    assert error == "0.496410"


def test_chapters_and_length_are_those_of_the_storyboard(show):
    assert [chapter.title for chapter in show.chapters] == [
        "Start",
        "By hand",
        "Again",
        "Lapse",
        "End",
    ]
    assert show.chapters[-1].end_seconds == show.duration_seconds


def test_another_process_would_show_the_same(show):
    other = pickle.loads(pickle.dumps(show))
    for seconds in (0.5, show.duration_seconds / 2):
        assert same_picture(other.frame_at(seconds), show.frame_at(seconds))
        assert other.basis_at(seconds) == show.basis_at(seconds)
    other.trace.close()


def test_a_moment_can_be_shown_without_a_story(show):
    frame = show.frame_of(Moment(epoch=30, phase=Phase.FORWARD, layer=2, record=1))
    assert "Epoch 30" in frame.labels.text


def test_an_epoch_that_was_not_recorded_is_refused(show):
    with pytest.raises(TraceError, match="61"):
        show.frame_of(Moment(epoch=61, phase=Phase.EPOCH))


def test_a_storyboard_beyond_the_training_is_refused(trace):
    with pytest.raises(SceneError, match="epoch 90"):
        Show(trace, Storyboard(shots=(Shot(epochs=(90, 90)),)))


@pytest.mark.parametrize(
    "experiment",
    [
        Experiment(epochs=1, layers=(Layer(units=1),)),
        Experiment(epochs=3, layers=(WITH_BIASES, Layer(units=1))),
        Experiment(
            epochs=40,
            learning_rate=1e200,
            layers=(Layer(units=2, activation="relu"), Layer(units=1, activation="identity")),
        ),
    ],
    ids=["one layer, one epoch", "biases", "diverging"],
)
def test_other_trainings_can_be_shown_too(tmp_path, experiment):
    path = tmp_path / "other.nntrace"
    record(experiment, path)
    with open_trace(path) as trace:
        show = Show(trace, default_storyboard(experiment.epochs))
        for at in np.linspace(0, 1, 30):
            for values in parts(show.frame_at(at * show.duration_seconds)):
                assert np.isfinite(values).all()


def test_nothing_is_said_of_deltas_before_there_are_any(show):
    seconds = seconds_of(show, epoch=2, phase=Phase.FORWARD, layer=2, record=0)
    assert not any("deltas" in text for text in show.frame_at(seconds - 1e-6).labels.text)


def test_the_step_of_an_epoch_is_what_the_trace_recorded(show, trace):
    assert np.array_equal(show.step(7).weights[0], trace.at("weights/0", epoch=7))


def test_the_lecture_s_table_shows_all_inputs_in_every_language(trace):
    for language, headings in (
        ("en", ("x₁", "x₂", "x₃", "target", "output", "error")),
        ("ja", ("x₁", "x₂", "x₃", "目標", "出力", "誤差")),
    ):
        told = Show(trace, STORYBOARD, language=language)
        seconds = seconds_of(told, epoch=2, phase=Phase.BACKWARD, layer=1, record=3)
        assert set(headings) <= set(told.frame_at(seconds - 1e-6).labels.text)


def test_nothing_is_said_of_deltas_where_none_is_drawn(tmp_path):
    zeros = [np.zeros((2, 2)), np.zeros((2, 1))]
    experiment = Experiment(
        data=own(Dataset(name="d", inputs=np.eye(2), targets=np.zeros((2, 1)), source="t")),
        layers=(Layer(units=2, activation="identity"), Layer(units=1, activation="identity")),
        initialization=Initialization(name="given", weights=zeros),
        epochs=2,
    )
    record(experiment, tmp_path / "zeros.nntrace")
    with open_trace(tmp_path / "zeros.nntrace") as trace:
        still = Show(trace, default_storyboard(2))
        for instant in np.linspace(0, still.duration_seconds, 60):
            assert not any("volume" in text for text in still.frame_at(instant).labels.text)
