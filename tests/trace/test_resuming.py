"""A recording that was stopped goes on, and becomes what it would have become without."""

import dataclasses
import json
import sqlite3
from contextlib import closing, suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnviz.errors import TraceDamagedError, TraceError
from nnviz.learning.data import Data, own
from nnviz.learning.datasets import Dataset
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.optimizers import OPTIMIZERS, OptimizerSettings
from nnviz.learning.recording import Recording
from nnviz.learning.schedules import SCHEDULES, Schedule
from nnviz.trace import format as layout
from nnviz.trace import state
from nnviz.trace.plan import CHUNKS
from nnviz.trace.reader import check
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace
from tests.choosing import chosen

from .test_any_experiment import content
from .test_recorder import Interrupt

experiments = st.builds(
    Experiment,
    data=st.sampled_from([Data(name="spiral", records=12, held_out=0.5), "xor"]),
    layers=st.builds(
        Layer,
        units=st.integers(1, 4),
        activation=st.just("tanh"),
        bias=st.booleans(),
        dropout=st.sampled_from([0.0, 0.3]),
    ).map(lambda layer: (layer, Layer(units=1, activation="tanh"))),
    seed=st.integers(0, 2**32 - 1),
    epochs=st.integers(5, 20),
    batch_size=st.sampled_from([None, 1, 2, 3]),
    optimizer=st.builds(OptimizerSettings, name=st.sampled_from(sorted(OPTIMIZERS))),
    schedule=st.builds(
        chosen, st.just(Schedule), name=st.sampled_from(sorted(SCHEDULES)), every=st.integers(1, 5)
    ),
    recording=st.builds(
        Recording,
        steps=st.sampled_from(["all", 3, 7, "logarithmic", (2, 3, 5)]),
        records=st.sampled_from(["all", 2]),
        precision=st.sampled_from(["float64", "float32"]),
        tensors=st.sampled_from([(), ("activation_deltas",)]),
    ),
)
ADAM = Experiment(
    layers=(Layer(units=4, bias=True, dropout=0.2), Layer(units=1)),
    optimizer=OptimizerSettings(name="adam"),
    batch_size=2,
    epochs=600,
    recording=Recording(records="all"),
)


def is_complete(path):
    if not path.exists():
        return False
    check(path)
    with open_trace(path) as trace:
        return trace.complete


@settings(max_examples=20)
@given(experiment=experiments, data=st.data())
def test_whatever_was_recorded_however_often_it_was_stopped(tmp_path_factory, experiment, data):
    folder = tmp_path_factory.mktemp("resumed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("nnviz.trace.plan.CHUNK_STEPS", 3)
        patch.setattr("nnviz.trace.state.PART_BYTES", 40)
        record(experiment, folder / "whole.nntrace")
        stopped = folder / "stopped.nntrace"
        for after in sorted(data.draw(st.lists(st.integers(0, experiment.epochs)))):
            if not is_complete(stopped):
                with suppress(KeyboardInterrupt):
                    progress = Interrupt(after)
                    record(experiment, stopped, resume=stopped.exists(), progress=progress)
        if not is_complete(stopped):
            record(experiment, stopped, resume=stopped.exists())
        assert content(stopped) == content(folder / "whole.nntrace")


@pytest.fixture
def stopped(tmp_path):
    path = tmp_path / "adam.nntrace"
    with pytest.raises(KeyboardInterrupt) as caught:
        record(ADAM, path, progress=Interrupt(after=300))
    assert caught.value.__notes__ == [
        f"512 of 600 epochs are kept in {path}; resume it: on the command line by --resume, in"
        " Python by resume=True"
    ]
    return path


def test_a_recording_that_goes_on_says_at_once_where_it_is(stopped):
    reports: list[tuple[int, int]] = []
    record(ADAM, stopped, resume=True, progress=lambda *done: reports.append(done))
    assert reports == [(512, 600), (600, 600)]
    assert [file.name for file in stopped.parent.iterdir()] == [stopped.name]


def test_between_recorded_steps_that_lie_far_apart_little_is_lost(tmp_path):
    few = dataclasses.replace(ADAM, recording=Recording(steps=(10, 1200)))
    record(few, tmp_path / "whole.nntrace")
    path, reports = tmp_path / "few.nntrace", []
    with pytest.raises(KeyboardInterrupt):
        record(few, path, progress=Interrupt(after=400))
    assert check(path).steps == 1
    record(few, path, resume=True, progress=lambda done, _: reports.append(done))
    assert 400 - 600 // CHUNKS - 1 <= reports[0] <= 400
    assert content(path) == content(tmp_path / "whole.nntrace")


def test_a_recording_that_was_replacing_another_goes_on_under_its_own_name(tmp_path):
    record(ADAM, tmp_path / "whole.nntrace")
    with pytest.raises(KeyboardInterrupt):
        record(ADAM, tmp_path / "whole.nntrace", overwrite=True, progress=Interrupt(after=1))
    partial = tmp_path / "whole.partial-1.nntrace"
    record(ADAM, partial, resume=True)
    assert content(partial) == content(tmp_path / "whole.nntrace")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"learning_rate": 0.5}, r"learning_rate is 1\.0 there and 0\.5 here"),
        (
            {"optimizer": OptimizerSettings(name="adam", epsilon=1e-9)},
            r"optimizer\.epsilon is 1e-08",
        ),
        ({"data": "nand"}, r"data\.name is 'xor' there and 'nand' here"),
        ({"epochs": 700}, "epochs is 600 there and 700 here"),
    ],
)
def test_another_experiment_does_not_go_on(stopped, change, said):
    with pytest.raises(TraceError, match=f"another experiment: {said}.*begun with"):
        record(dataclasses.replace(ADAM, **change), stopped, resume=True)
    record(ADAM, stopped, resume=True)


def test_data_that_the_trace_does_not_show_are_compared_too(tmp_path):
    def trained_on(last):
        inputs = np.linspace(0, 1, 40)[:, np.newaxis]
        inputs[-2] = last
        table = Dataset(name="table", inputs=inputs, targets=inputs > 0.5, source="this test")
        recording = Recording(records=2)
        return dataclasses.replace(ADAM, data=own(table), recording=recording, batch_size=20)

    path = tmp_path / "table.nntrace"
    with pytest.raises(KeyboardInterrupt):
        record(trained_on(0.9), path, progress=Interrupt(after=300))
    with pytest.raises(TraceError, match=r"checksum is \d+ there and \d+ here"):
        record(trained_on(0.8), path, resume=True)
    record(trained_on(0.9), path, resume=True)


def test_a_complete_recording_is_not_gone_on_with(tmp_path):
    record(Experiment(epochs=3), tmp_path / "xor.nntrace")
    with pytest.raises(TraceError, match="complete already, up to epoch 3"):
        record(Experiment(epochs=3), tmp_path / "xor.nntrace", resume=True)


def test_beginning_where_a_recording_was_stopped_says_how_to_go_on(stopped):
    before = stopped.read_bytes()
    with pytest.raises(TraceError, match=r"was stopped; resume it on the command line by --resume"):
        record(ADAM, stopped)
    assert stopped.read_bytes() == before


def test_a_recording_that_is_not_there_is_not_gone_on_with(tmp_path):
    with pytest.raises(TraceError, match="no recording to resume"):
        record(ADAM, tmp_path / "none.nntrace", resume=True)
    assert list(tmp_path.iterdir()) == []


def change(path, statement, *values):
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(statement, values)


def test_a_recording_of_another_numpy_is_not_gone_on_with(stopped):
    check_of = layout.checksum("numpy", "1.0")
    change(stopped, "UPDATE meta SET value = '1.0', checksum = ? WHERE key = 'numpy'", check_of)
    with pytest.raises(TraceError, match=r"numpy 1\.0, and this is .*last bits"):
        record(ADAM, stopped, resume=True)


def part(data, number=0):
    statement = f"UPDATE state SET data = ?, checksum = ? WHERE part = {number}"
    return statement, data, layout.checksum(number, 1, data)


STATES = {
    "none": ("DELETE FROM state",),
    "a part less": ("DELETE FROM state WHERE part = 2",),
    "a part more": (
        "INSERT INTO state SELECT 99, chunk, data, checksum FROM state WHERE part = 1",
    ),
    "of another chunk": ("UPDATE state SET chunk = 0",),
    "as text": ("UPDATE state SET data = 'many'",),
    "changed": ("UPDATE state SET checksum = 1 WHERE part = 3",),
    "too short": part(bytes(8), 1),
    "too large": part(bytes(1 << 20), 1),
    "chance that is none": part(b"{"),
    "deep chance": part(b"[" * 4000),
    "chance without a place": part(b'{"batches": {}, "dropout": {}}'),
    "chance of another kind": part(b'{"batches": [], "dropout": 3}'),
    "of no step": part(b'{"taken": "many"}'),
    "a list": part(b"[]"),
}


@pytest.mark.parametrize("lie", STATES.values(), ids=STATES)
def test_a_state_that_lies_is_damage(stopped, lie):
    change(stopped, *lie)
    with pytest.raises(TraceDamagedError, match="state"):
        check(stopped)
    with pytest.raises(TraceDamagedError, match="state"):
        record(ADAM, stopped, resume=True)


@pytest.mark.parametrize("taken", [1, 1200])
def test_a_state_of_an_impossible_step_is_damage(stopped, taken):
    with closing(sqlite3.connect(stopped)) as database:
        (said,) = database.execute("SELECT data FROM state WHERE part = 0").fetchone()
    change(stopped, *part(json.dumps(json.loads(said) | {"taken": taken}).encode()))
    with pytest.raises(
        TraceDamagedError, match=f"state cannot be read: it is that of step {taken}"
    ):
        record(ADAM, stopped, resume=True)


def test_a_complete_trace_with_a_state_is_damaged(tmp_path):
    path = tmp_path / "xor.nntrace"
    record(Experiment(epochs=3), path)
    change(path, "INSERT INTO state VALUES (0, 0, x'00', 0)")
    with pytest.raises(TraceDamagedError, match="state"):
        check(path)


def test_a_large_array_is_kept_in_parts(monkeypatch):
    monkeypatch.setattr(state, "PART_BYTES", 40)
    assert state.part_bytes(Experiment()) == [4096, 40, 40, 16, 32]
