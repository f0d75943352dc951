"""Two recorders of one file, a recorder and a reader, and files that are taken from a recorder."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from textwrap import dedent

import pytest

from nnviz.errors import TraceError
from nnviz.learning.experiment import Experiment
from nnviz.learning.recording import Recording
from nnviz.trace.database import TraceDatabase
from nnviz.trace.lock import sole_recorder
from nnviz.trace.reader import check
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace

from .test_any_experiment import content
from .test_recorder import Interrupt

ENDLESS = Experiment(epochs=2_000_000, recording=Recording(steps="all"))
SHORT = Experiment(epochs=600)
BUSY = "is being recorded right now by another process"


@pytest.fixture
def recorder(tmp_path):
    """A process that records `endless.nntrace`; it has written a chunk when the test begins."""
    program = """
        import sys
        from nnviz import Experiment, Recording, record
        record(Experiment(epochs=2_000_000, recording=Recording(steps="all")), sys.argv[1],
               progress=lambda done, total: print(done, flush=True))
        """
    process = subprocess.Popen(
        [sys.executable, "-c", dedent(program), tmp_path / "endless.nntrace"],
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        process.stdout.readline()
        yield process
        process.kill()


@pytest.mark.parametrize("how", [{}, {"overwrite": True}, {"resume": True}])
def test_a_second_recorder_of_a_file_is_refused(tmp_path, recorder, how):
    path = tmp_path / "endless.nntrace"
    with pytest.raises(TraceError, match=BUSY):
        record(ENDLESS, path, **how)
    line = recorder.stdout.readline()
    assert line  # the first one goes on
    check(path)


def test_the_lock_of_a_killed_recorder_locks_nobody_out(tmp_path, recorder):
    path = tmp_path / "endless.nntrace"
    recorder.kill()
    recorder.wait()
    before = check(path).steps
    with pytest.raises(KeyboardInterrupt):
        record(ENDLESS, path, resume=True, progress=Interrupt(after=before + 1))
    assert check(path).steps > before


def test_one_that_replaces_a_file_keeps_others_from_it(tmp_path):
    path = tmp_path / "xor.nntrace"
    record(SHORT, path)

    def record_too(done, total):
        with pytest.raises(TraceError, match=BUSY):
            record(SHORT, path, overwrite=True)
        with pytest.raises(TraceError, match=BUSY):
            record(SHORT, tmp_path / "xor.partial-1.nntrace", resume=True)

    record(SHORT, path, overwrite=True, progress=record_too)
    assert [file.name for file in tmp_path.iterdir()] == ["xor.nntrace"]


def test_a_lock_is_given_to_one_after_the_other(tmp_path):
    path = tmp_path / "xor.nntrace"
    for _ in range(2):
        with sole_recorder(path), pytest.raises(TraceError, match=BUSY), sole_recorder(path):
            pass
    assert list(tmp_path.iterdir()) == []


def test_a_reader_never_sees_half_a_chunk_while_another_process_writes(tmp_path, recorder):
    path, seen = tmp_path / "endless.nntrace", []
    while len(seen) < 12 or len(set(seen)) <= 3:
        recorder.stdout.readline()
        report = check(path)
        assert report.steps == 512 * report.chunks
        with open_trace(path) as trace:
            last = int(trace.steps[-1])
            before = trace.at("weights/0", step=last - 1) + trace.at("updates/0", step=last - 1)
            assert (trace.at("weights/0", step=last) == before).all()
            assert (trace.at("activations/1", step=last) > 0).all()
        seen.append(last)
    assert seen == sorted(seen)


def test_a_file_that_grows_while_it_is_measured_has_not_been_cut_off(tmp_path, monkeypatch):
    path = tmp_path / "growing.nntrace"
    record(Experiment(epochs=3), path)
    measure = TraceDatabase.size

    def measure_then_grow(database):
        size = measure(database)
        with closing(sqlite3.connect(path)) as writer, writer:
            writer.execute("INSERT INTO meta VALUES ('more', ?, 0)", ["x" * 100_000])
        return size

    monkeypatch.setattr(TraceDatabase, "size", measure_then_grow)
    with closing(TraceDatabase(path)) as database:
        assert not database.is_cut_off()


def test_a_file_that_is_removed_while_it_is_recorded_is_an_error(tmp_path):
    path = tmp_path / "xor.nntrace"
    with pytest.raises(TraceError, match=r"xor\.nntrace: was removed, moved or replaced"):
        record(Experiment(epochs=2000), path, progress=lambda *_: path.unlink())


def test_a_file_that_is_moved_while_it_is_recorded_keeps_what_was_recorded(tmp_path):
    record(Experiment(epochs=2000), tmp_path / "whole.nntrace")
    path, elsewhere = tmp_path / "xor.nntrace", tmp_path / "moved.nntrace"
    with pytest.raises(TraceError, match="was removed, moved or replaced"):
        record(Experiment(epochs=2000), path, progress=lambda *_: path.rename(elsewhere))
    assert check(elsewhere).steps == 512
    record(Experiment(epochs=2000), elsewhere, resume=True)
    assert content(elsewhere) == content(tmp_path / "whole.nntrace")


def test_a_file_that_replaces_a_recording_stays_as_it_is(tmp_path):
    record(SHORT, tmp_path / "other.nntrace")
    path = tmp_path / "xor.nntrace"

    def replace(done, total):
        path.unlink()
        shutil.copy(tmp_path / "other.nntrace", path)

    with pytest.raises(TraceError, match="was removed, moved or replaced") as caught:
        record(Experiment(epochs=2000), path, progress=replace)
    assert not hasattr(caught.value, "__notes__")
    assert content(path) == content(tmp_path / "other.nntrace")


def test_the_log_of_a_recording_that_is_gone_is_not_read_into_another(tmp_path, recorder):
    path, log = tmp_path / "endless.nntrace", tmp_path / "endless.nntrace-wal"
    recorder.kill()
    recorder.wait()
    path.unlink()
    with pytest.raises(TraceError, match=r"nntrace-wal: is left of a recording that is gone"):
        record(SHORT, path)
    assert log.exists()
    record(SHORT, path, overwrite=True)
    assert check(path).steps == 600


def test_the_log_of_a_recording_that_is_replaced_is_not_read_into_another(tmp_path, recorder):
    path = tmp_path / "endless.nntrace"
    recorder.kill()
    recorder.wait()
    record(SHORT, path, overwrite=True)
    assert check(path).steps == 600
    assert [file.name for file in tmp_path.iterdir()] == ["endless.nntrace"]
