"""Any loop can be recorded: its steps are pushed, and shown as those of an experiment are."""

import dataclasses

import numpy as np
import pytest

from nnviz import record, recording
from nnviz.cli.code import code
from nnviz.errors import ExperimentError, NnvizError, SceneError, TraceError
from nnviz.learning.datasets import Dataset
from nnviz.learning.description import Layer, TrainingDescription
from nnviz.learning.experiment import Experiment
from nnviz.learning.network import initial_weights
from nnviz.opening import open_show
from nnviz.stage.show import Show
from nnviz.story.storyboard import Shot, Storyboard
from nnviz.trace.gradcheck import check_gradients
from nnviz.trace.reader import check
from nnviz.trace.trace import open_trace

from .pushed import NETWORK, lecture

XOR = Experiment(epochs=1100)
DATA = XOR.dataset
TRAINING = dataclasses.replace(XOR.training, steps=None)


def loop(steps=XOR.epochs):
    weights = [weights.copy() for weights in initial_weights(XOR).values()]
    return lecture(DATA.inputs, DATA.targets, weights, steps)


@pytest.fixture
def pushed(tmp_path):
    path = tmp_path / "pushed.nntrace"
    with recording(path, network=NETWORK, data=DATA, training=TRAINING) as recorder:
        for arrays in loop():
            recorder.push_arrays(arrays)
    return path


def test_what_is_pushed_is_what_the_experiment_records(pushed, tmp_path):
    record(XOR, tmp_path / "xor.nntrace")
    check(pushed)
    with open_trace(pushed) as trace, open_trace(tmp_path / "xor.nntrace") as whole:
        assert trace.complete
        assert trace.experiment is None
        assert (trace.network, trace.training) == (whole.network, whole.training)
        assert (trace.names, trace.steps.tolist()) == (whole.names, whole.steps.tolist())
        for name in whole.names:
            one, other = (each.between_steps(name, first=1, last=1100) for each in (trace, whole))
            assert np.array_equal(one, other), name


def test_a_step_can_be_computed_where_it_is_recorded(tmp_path):
    with recording(tmp_path / "a.nntrace", network=NETWORK, data=DATA) as recorder:
        for arrays in loop(3):
            step = recorder.step
            for k in (1, 2):
                step.activations[k][...] = arrays[f"activations/{k}"]
            recorder.push()
    with open_trace(tmp_path / "a.nntrace") as trace:
        assert trace.steps.tolist() == [1, 2, 3]
        assert trace.at("activations/2", step=3).tobytes() == arrays["activations/2"].tobytes()
        assert trace.at("weights/0", step=3).tolist() == np.zeros((3, 4)).tolist()


def test_it_is_read_while_it_grows_and_is_complete_at_the_end(tmp_path):
    path = tmp_path / "growing.nntrace"
    with recording(path, network=NETWORK, data=DATA) as recorder:
        for number, arrays in enumerate(loop(600), 1):
            recorder.push_arrays(arrays)
            if number == 599:
                with open_trace(path) as trace:
                    assert (trace.complete, trace.training.steps) == (False, None)
                    assert trace.epochs.tolist() == list(range(1, 513))
                check(path)
    with open_trace(path) as trace:
        assert (trace.complete, trace.training.steps) == (True, 600)


def test_of_a_loop_that_fails_what_was_pushed_is_kept_and_not_gone_on_with(tmp_path):
    path = tmp_path / "failed.nntrace"
    with (
        pytest.raises(ZeroDivisionError) as caught,
        recording(path, network=NETWORK, data=DATA) as recorder,
    ):
        for number, arrays in enumerate(loop(700), 1):
            recorder.push_arrays(arrays)
            assert number < 700 or 1 / 0
    assert any("512 steps are kept" in note for note in caught.value.__notes__)
    with open_trace(path) as trace:
        assert not trace.complete
        assert len(trace.steps) == 512
    with pytest.raises(TraceError, match="holds no experiment to go on with"):
        record(XOR, path, resume=True)
    with pytest.raises(TraceError, match="exists"), recording(path, network=NETWORK, data=DATA):
        pass
    with recording(path, network=NETWORK, data=DATA, overwrite=True) as recorder:
        recorder.push_arrays(next(iter(loop(1))))
    assert check(path).steps == 1


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"deltas/1": None}, "^step 1: lacks deltas/1; push"),
        ({"loss": np.zeros(())}, "^step 1: loss: .* leave it out"),
        ({"errors/1": np.zeros((4, 4))}, "^step 1: errors/1: .* leave it out"),
        ({"weights/0": np.zeros((4, 3))}, r"^step 1: weights/0: has the shape \(4, 3\); give one"),
        ({"weights/1": "many"}, "^step 1: weights/1: 'many' holds no numbers"),
    ],
)
def test_arrays_that_are_not_those_of_the_step_are_named(tmp_path, changed, message):
    arrays = {k: v for k, v in (next(iter(loop(1))) | changed).items() if v is not None}
    path = tmp_path / "wrong.nntrace"
    with (
        pytest.raises(TraceError, match=message),
        recording(path, network=NETWORK, data=DATA) as recorder,
    ):
        recorder.push_arrays(arrays)
    assert list(tmp_path.iterdir()) == []


def test_more_steps_than_were_announced_are_refused(tmp_path):
    training = dataclasses.replace(TRAINING, steps=2)
    with (
        pytest.raises(TraceError, match="step 3 is one more"),
        recording(
            tmp_path / "a.nntrace", network=NETWORK, data=DATA, training=training
        ) as recorder,
    ):
        for arrays in loop(3):
            recorder.push_arrays(arrays)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"network": dataclasses.replace(NETWORK, inputs=2)}, "^inputs: 2 is not possible"),
        (
            {"network": dataclasses.replace(NETWORK, layers=(Layer(units=2),))},
            "^layers: .*1 target",
        ),
        ({"training": dataclasses.replace(TRAINING, records_per_step=5)}, "^records_per_step: 5"),
        (
            {"training": dataclasses.replace(TRAINING, records_per_step=2, records_in_last_step=2)},
            "^records_per_step: 2",
        ),
        ({"data": DATA.only([0, 1])}, "^data: '2 records'"),
    ],
)
def test_what_does_not_fit_the_data_is_refused(tmp_path, fields, message):
    given = {"network": NETWORK, "data": DATA, "training": TRAINING} | fields
    with pytest.raises(ExperimentError, match=message), recording(tmp_path / "a.nntrace", **given):
        pass
    assert list(tmp_path.iterdir()) == []


BATCHES = Experiment(batch_size=3, drop_last=False, epochs=4, seed=5)


def test_batches_of_any_loop_are_recorded_with_their_records(tmp_path):
    wanted = dataclasses.replace(BATCHES.recording, steps="all")
    experiment = dataclasses.replace(BATCHES, recording=wanted)
    record(BATCHES, tmp_path / "chosen.nntrace")
    training = dataclasses.replace(experiment.training, steps=None)
    path = tmp_path / "batches.nntrace"
    rows = [[0, 2, 3], [1], [3, 1, 0], [2]]
    with recording(path, network=NETWORK, data=DATA, training=training) as recorder:
        weights = list(initial_weights(BATCHES).values())
        for some in rows:
            x, y = DATA.inputs[some], DATA.targets[some]
            (arrays,) = lecture(x, y, weights, 1)
            recorder.push_arrays(arrays | {"records": some})
            weights = [weights[k] + arrays[f"updates/{k}"] for k in (0, 1)]
    check(path)
    with open_trace(path) as trace, open_trace(tmp_path / "chosen.nntrace") as chosen:
        assert trace.epochs.tolist() == [1, 2]
        assert trace.at("records", step=4).tolist() == [2, -1, -1]
        assert set(trace.names) >= {"training_loss", "loss"}
        assert set(trace.names) == set(chosen.names)
        missed = DATA.targets[[2]] - trace.at("activations/2", step=4)[:1]
        assert trace.at("mean_absolute_error", step=4) == np.abs(missed).mean()


@pytest.mark.parametrize("rows", [[0, 1, 4], [0, 1, -1], [0, 1, 1.5]])
def test_records_that_the_data_do_not_have_are_refused(tmp_path, rows):
    training = dataclasses.replace(BATCHES.training, steps=None)
    weights = list(initial_weights(XOR).values())
    (arrays,) = lecture(DATA.inputs[:3], DATA.targets[:3], weights, 1)
    with (
        pytest.raises(TraceError, match=r"step 1: records: .* no rows of the data; give whole"),
        recording(
            tmp_path / "a.nntrace", network=NETWORK, data=DATA, training=training
        ) as recorder,
    ):
        recorder.push_arrays(arrays | {"records": rows})


def test_it_is_shown_without_a_program(pushed):
    with open_show(pushed) as show:
        assert show.setting.listing is None
        assert show.title == "pushed"
        for seconds in np.linspace(0, show.duration_seconds, 9):
            show.frame_at(seconds)


def test_a_panel_or_a_shot_that_needs_the_experiment_says_so(pushed):
    with open_trace(pushed) as trace:
        for panel in ("code", "listing"):
            asked = Storyboard(shots=(Shot(panels=(panel,)),))
            with pytest.raises(SceneError, match=f'"{panel}" needs an experiment, which the rec'):
                Show(trace, asked)
        with pytest.raises(SceneError, match='tell = "surface" needs an experiment'):
            Show(trace, Storyboard(shots=(Shot(tell="surface", epochs=(1, 9)),)))


def test_what_needs_the_experiment_says_so(pushed):
    with open_trace(pushed) as trace, pytest.raises(TraceError, match="holds no experiment"):
        check_gradients(trace)
    with pytest.raises(NnvizError, match="holds no experiment"):
        code(pushed)


def test_two_recordings_without_experiments_are_one_training_only_as_one_file(pushed, tmp_path):
    other = tmp_path / "other.nntrace"
    other.write_bytes(pushed.read_bytes())
    with open_trace(pushed) as one, open_trace(pushed) as same, open_trace(other) as copy:
        assert one.is_same_training(same)
        assert not one.is_same_training(copy)


def test_a_plane_of_two_inputs_needs_no_experiment(tmp_path):
    inputs = np.random.default_rng(1).uniform(-1, 1, (8, 2))
    targets = (inputs[:, :1] > 0).astype(float)
    data = Dataset(name="points", inputs=inputs, targets=targets, source="made here")
    network = dataclasses.replace(NETWORK, inputs=2)
    weights = [np.ones((2, 4)), np.ones((4, 1))]
    path = tmp_path / "points.nntrace"
    with recording(path, network=network, data=data) as recorder:
        for arrays in lecture(inputs, targets, weights, 5):
            recorder.push_arrays(arrays)
    with open_show(path) as show:
        assert show.setting.plane is not None


def test_impossible_trainings_are_refused():
    for fields in (
        {"records_in_last_step": 5},
        {"records_per_step": 0},
        {"steps_per_epoch": 0},
        {"steps": 0},
        {"learning_rate": -1},
        {"by_batches": 1},
        {"memory": ("everything",)},
        {"regularization": None},
    ):
        with pytest.raises(ExperimentError, match=next(iter(fields))):
            TrainingDescription(**{"records_per_step": 4, "records_in_last_step": 4} | fields)
