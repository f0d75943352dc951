"""The worker: it records the newest order, gives up what is overtaken, and says what went wrong."""

import io
import json
import pickle
import subprocess
import sys
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from nnviz.errors import TraceError
from nnviz.learning.data import Data
from nnviz.learning.experiment import Experiment, Layer
from nnviz.playground import worker
from nnviz.playground.goals import Goal
from nnviz.playground.runs import RunOrder
from nnviz.playground.worker import AT_ONCE_SECONDS, NewestOrder, Worker, pickled
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace

EXPERIMENT = Experiment(epochs=30)


def order(folder, number=1, experiment=EXPERIMENT, gesture=0):
    file = folder / str(number) / "run.nntrace"
    return RunOrder(number=number, experiment=experiment, file=file, gesture=gesture)


class Line(NewestOrder):
    """Orders that come when a test says so."""

    def __init__(self, *orders):
        super().__init__(io.BytesIO())
        self.coming = list(orders)

    def wait(self):
        self._order, wanted = None, self._order
        return wanted or (self.coming.pop(0) if self.coming else None)

    def come(self, newer):
        self._order = newer


def told_by(newest):
    told = []
    Worker(newest, told.append).work()
    return [(each["number"], each["what"]) for each in told if each["what"] != "progress"], told


def records_meanwhile(monkeypatch, newest, newer, *, seconds):
    """Let another order come in the midst of the first recording, after so many seconds."""
    clock = iter([0.0, *[seconds] * 1000])
    monkeypatch.setattr(worker, "monotonic", lambda: next(clock))

    def recorded(experiment, path, *, progress, resume):
        def report(done, total):
            if newer is not None:
                newest.come(newer)
            progress(done, total)

        first = path.parent.name == "1"
        record(experiment, path, progress=report if first else None)

    monkeypatch.setattr(worker, "record", recorded)


def test_what_is_ordered_is_recorded_bit_for_bit(tmp_path):
    assert told_by(Line(order(tmp_path)))[0] == [(1, "finished")]
    record(EXPERIMENT, tmp_path / "alone.nntrace")
    with (
        open_trace(tmp_path / "1" / "run.nntrace") as one,
        open_trace(tmp_path / "alone.nntrace") as other,
    ):
        assert one.complete
        assert one.experiment == EXPERIMENT
        assert one.digest() == other.digest()


def test_only_the_newest_order_is_begun(tmp_path):
    orders = [pickled(order(tmp_path, number)) for number in (1, 2, 3)]
    newest = NewestOrder(io.BytesIO(b"".join(orders)))
    newest.read()
    newest._ended = False  # as long as whoever orders is there
    assert newest.wait().number == 3


@pytest.mark.parametrize(
    ("gestures", "seconds", "what"),
    [
        ((0, 0), 0.0, "abandoned"),
        ((5, 6), 0.0, "abandoned"),
        ((5, 5), 0.0, "finished"),
        ((5, 5), AT_ONCE_SECONDS + 0.01, "abandoned"),
    ],
)
def test_what_is_overtaken_is_given_up_unless_it_is_quick_and_of_one_movement(
    tmp_path, monkeypatch, gestures, seconds, what
):
    first, second = (order(tmp_path, n, gesture=gesture) for n, gesture in enumerate(gestures, 1))
    newest = Line(first)
    records_meanwhile(monkeypatch, newest, second, seconds=seconds)
    assert told_by(newest)[0] == [(1, what), (2, "finished")]


def test_how_far_it_is_is_said_now_and_then(tmp_path, monkeypatch):
    newest = Line(order(tmp_path))
    records_meanwhile(monkeypatch, newest, None, seconds=10.0)
    told = told_by(newest)[1]
    assert told[0] == {"number": 1, "what": "progress", "done": 30, "total": 30, "grown": True}
    assert told[-1]["what"] == "finished"


def test_what_goes_wrong_is_said_and_the_next_order_is_carried_out(tmp_path, monkeypatch):
    def full(experiment, path, *, progress, resume):
        monkeypatch.undo()
        path.write_bytes(b"some")
        raise TraceError(f"{path}: the disk is full")

    monkeypatch.setattr(worker, "record", full)
    results, told = told_by(Line(order(tmp_path), order(tmp_path, 2)))
    assert results == [(1, "failed"), (2, "finished")]
    assert "the disk is full" in told[0]["why"]


@pytest.fixture
def stopped(tmp_path, monkeypatch):
    """An order of which a third is recorded."""
    long = replace(EXPERIMENT, epochs=1536)
    newest = Line(order(tmp_path, experiment=long))
    records_meanwhile(monkeypatch, newest, order(tmp_path, 2), seconds=0.0)
    assert told_by(newest)[0] == [(1, "abandoned"), (2, "finished")]
    monkeypatch.undo()
    return order(tmp_path, experiment=long)


def test_what_was_given_up_goes_on_where_it_was_to_the_same_bits(stopped, tmp_path):
    with open_trace(stopped.file) as trace:
        assert 0 < trace.epochs[-1] < 1536
    on = replace(stopped, number=3, goes_on=True)
    assert told_by(Line(on, replace(on, number=4)))[0] == [(3, "finished"), (4, "finished")]
    record(stopped.experiment, tmp_path / "alone.nntrace")
    with open_trace(stopped.file) as one, open_trace(tmp_path / "alone.nntrace") as other:
        assert one.digest() == other.digest()


def test_a_training_that_comes_to_its_goal_ends_there(tmp_path, monkeypatch):
    long = replace(EXPERIMENT, epochs=10**6)
    wanted = replace(order(tmp_path, experiment=long), goal=Goal(loss_below=0.1))
    monkeypatch.setattr(worker, "monotonic", count().__next__)
    assert told_by(Line(wanted))[0] == [(1, "reached")]
    with open_trace(wanted.file) as trace:
        assert trace.series("loss").min() < 0.1
        assert trace.epochs[-1] < 10**5


def test_a_folder_that_is_gone_is_said(tmp_path):
    (results, told) = told_by(Line(order(tmp_path / "gone")))
    assert results == [(1, "failed")]
    assert "cannot be written: No such file" in told[-1]["why"]


def test_a_fault_of_ours_is_said_and_the_worker_lives(tmp_path, monkeypatch):
    def broken(experiment, path, *, progress, resume):
        monkeypatch.undo()
        raise ZeroDivisionError

    monkeypatch.setattr(worker, "record", broken)
    results, told = told_by(Line(order(tmp_path), order(tmp_path, 2)))
    assert results == [(1, "failed"), (2, "finished")]
    assert "did not foresee" in told[0]["why"]


@pytest.fixture
def own_data(tmp_path):
    """An experiment whose records lie in a file."""
    file = tmp_path / "own.csv"
    file.write_text("a,y\n1,0\n2,1\n3,0\n4,1\n")
    data = Data(name="csv", path=str(file))
    return file, Experiment(data=data, layers=(Layer(units=1),), epochs=3)


def test_an_order_names_a_file_of_records_and_does_not_carry_them(tmp_path, own_data):
    _, experiment = own_data
    assert len(experiment.data.dataset.inputs) == 4
    there = pickle.loads(pickled(order(tmp_path, experiment=experiment)))
    assert there.experiment == experiment
    assert there.experiment.data._dataset is None
    built_in = pickle.loads(pickled(order(tmp_path)))
    assert built_in.experiment == EXPERIMENT


def test_a_file_is_read_again_only_where_it_changed_and_missed_where_it_is_gone(tmp_path, own_data):
    file, experiment = own_data
    orders = [
        pickle.loads(pickled(order(tmp_path, n, replace(experiment, seed=n)))) for n in (1, 2, 3, 4)
    ]

    class Changing(Line):
        def wait(self):
            wanted = super().wait()
            if wanted is not None and wanted.number == 3:
                file.write_text("a,y\n1,0\n2,1\n3,0\n4,1\n5,1\n")
            if wanted is not None and wanted.number == 4:
                file.unlink()
            return wanted

    results, told = told_by(Changing(*orders))
    assert results == [(1, "finished"), (2, "finished"), (3, "finished"), (4, "failed")]
    sizes = []
    for number in (1, 2, 3):
        with open_trace(tmp_path / str(number) / "run.nntrace") as trace:
            sizes.append(trace.dataset.size)
    assert sizes == [4, 4, 5]
    assert "own.csv cannot be read any more: No such file" in told[-1]["why"]


@pytest.fixture
def process():
    """The worker as a process."""
    command = [sys.executable, "-m", "nnviz.playground.worker", str(worker.os.getpid())]
    started = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    yield started
    started.kill()
    started.communicate()


def hear(process):
    while (said := json.loads(process.stdout.readline()))["what"] == "progress":
        pass
    return said


def test_the_process_carries_out_orders_and_ends_with_its_input(process, tmp_path):
    for number in (1, 2):
        process.stdin.write(pickled(order(tmp_path, number)))
        process.stdin.flush()
        assert hear(process) == {"number": number, "what": "finished"}
    process.stdin.close()
    assert process.wait() == 0
    process.stdin = None
    assert Path(tmp_path, "2", "run.nntrace").exists()


def test_the_end_of_its_input_ends_it_in_the_midst_of_a_training(process, tmp_path):
    endless = order(tmp_path, experiment=replace(EXPERIMENT, epochs=10**8))
    process.stdin.write(pickled(endless))
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["what"] == "progress"
    process.stdin.close()
    assert process.wait() == 0
    process.stdin = None
