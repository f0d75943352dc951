"""Readers that hold a lock while a recorder opens, goes on, closes or takes another's name."""

import sqlite3
import subprocess
import sys
from contextlib import ExitStack, closing, contextmanager

import pytest

from nnviz.errors import TraceError
from nnviz.learning.experiment import Experiment
from nnviz.learning.recording import Recording
from nnviz.trace import file_and_log, writer
from nnviz.trace.reader import check
from nnviz.trace.recorder import record

from .test_any_experiment import content
from .test_recorder import Interrupt

LONG = Experiment(epochs=2000, recording=Recording(steps="all"))
KILLED = """
import os, signal, sys
from nnviz import Experiment, Recording, record
def kill(done, total):
    if done >= 1024:
        os.kill(os.getpid(), signal.SIGKILL)
record(Experiment(epochs=2000, recording=Recording(steps="all")), sys.argv[1], progress=kill)
"""


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    """Nobody waits for a lock that is never given back."""
    monkeypatch.setattr(file_and_log, "PATIENCE_SECONDS", 0.0)


@contextmanager
def reading(path):
    """Hold a read transaction on a recording."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM chunks").fetchall()
        yield


def read_from(stack, path, *, after):
    """Return progress that begins to read a recording when so many epochs are recorded."""

    def progress(done, _):
        if done == after:
            stack.enter_context(reading(path))

    return progress


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def stack():
    with ExitStack() as stack:
        yield stack


def test_a_replacement_that_somebody_reads_loses_no_chunk(tmp_path, stack):
    path = tmp_path / "b.nntrace"
    record(Experiment(epochs=3), path)
    progress = read_from(stack, tmp_path / "b.partial-1.nntrace", after=512)
    record(LONG, path, overwrite=True, progress=progress)
    assert names(tmp_path) == ["b.nntrace"]  # one single file, while the reader reads on
    assert check(path).steps == 2000
    record(LONG, tmp_path / "whole.nntrace")
    assert content(path) == content(tmp_path / "whole.nntrace")


def test_a_replaced_recording_that_somebody_reads_leaves_no_log_to_the_new_one(tmp_path):
    path = tmp_path / "b.nntrace"
    subprocess.run([sys.executable, "-c", KILLED, path])
    assert names(tmp_path) == ["b.nntrace", "b.nntrace-lock", "b.nntrace-shm", "b.nntrace-wal"]
    with reading(path):
        record(Experiment(epochs=5), path, overwrite=True)
        assert names(tmp_path) == ["b.nntrace"]
    assert check(path).steps == 5


def test_a_reader_of_a_new_recording_does_not_end_its_recorder(tmp_path, stack, monkeypatch):
    path = tmp_path / "b.nntrace"
    open_it = writer.TraceWriter.__init__

    def read_first(self, *arguments, **named):
        stack.enter_context(reading(path))
        open_it(self, *arguments, **named)

    monkeypatch.setattr(writer.TraceWriter, "__init__", read_first)
    record(LONG, path)
    assert check(path).steps == 2000


def test_a_reader_of_a_killed_recording_does_not_keep_it_from_being_resumed(tmp_path):
    path = tmp_path / "b.nntrace"
    subprocess.run([sys.executable, "-c", KILLED, path])
    with reading(path):
        record(LONG, path, resume=True)
        assert check(path).steps == 2000


def test_a_reader_that_locks_a_closed_recording_is_named_and_nothing_is_lost(tmp_path):
    path = tmp_path / "b.nntrace"
    with pytest.raises(KeyboardInterrupt):
        record(LONG, path, progress=Interrupt(after=512))
    there = path.read_bytes()
    with (
        reading(path),
        pytest.raises(TraceError, match="kept locked by another program that reads it; close"),
    ):
        record(LONG, path, resume=True)
    assert path.read_bytes() == there
    record(LONG, path, resume=True)
    assert check(path).steps == 2000


def test_a_reader_of_the_end_keeps_the_log_beside_a_recording_until_that_is_resumed(tmp_path):
    path = tmp_path / "b.nntrace"
    with ExitStack() as stack:
        record(LONG, path, progress=read_from(stack, path, after=512))
        assert check(path).steps == 2000
    assert names(tmp_path) == ["b.nntrace", "b.nntrace-shm", "b.nntrace-wal"]
    record(LONG, path, resume=True)
    assert names(tmp_path) == ["b.nntrace"]
    assert check(path).steps == 2000


def test_a_copy_that_finds_no_room_leaves_both_recordings(tmp_path, stack, monkeypatch):
    def full(*_):
        raise sqlite3.OperationalError("database or disk is full")

    path, beside = tmp_path / "b.nntrace", tmp_path / "b.partial-1.nntrace"
    record(Experiment(epochs=3), path)
    with monkeypatch.context() as patched:
        patched.setattr(file_and_log, "_copy", full)
        with pytest.raises(TraceError, match="disk is full; check"):
            record(LONG, path, overwrite=True, progress=read_from(stack, beside, after=512))
    assert (check(path).steps, check(beside).steps) == (3, 2000)
    record(LONG, path, overwrite=True, resume=True)
    assert names(tmp_path) == ["b.nntrace"]
    assert check(path).steps == 2000
