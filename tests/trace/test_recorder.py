"""Recording: to a fresh name, over an older file, interrupted, killed, on a full disk."""

import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from textwrap import dedent

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnviz.errors import TraceError
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.training import train
from nnviz.trace.buffers import ChunkBuffer
from nnviz.trace.plan import BUFFER_BYTES, CHUNK_STEPS
from nnviz.trace.policy import plan_for
from nnviz.trace.reader import CheckReport, check
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace


class Interrupt:
    """Progress that presses Ctrl-C once so many epochs are done."""

    def __init__(self, after):
        self.after = after

    def __call__(self, done, total):
        if done >= self.after:
            raise KeyboardInterrupt


def in_another_process(program, *arguments):
    command = [sys.executable, "-c", dedent(program), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@settings(max_examples=10)
@given(epochs=st.integers(1, 2 * CHUNK_STEPS + 10), bias=st.booleans())
def test_what_is_read_is_what_was_computed(tmp_path_factory, epochs, bias):
    layers = (Layer(units=3, activation="tanh", bias=bias), Layer(units=1))
    experiment = Experiment(layers=layers, epochs=epochs)
    computed = ChunkBuffer(experiment, epochs)
    train(experiment, computed.steps)
    computed.measure(range(1, epochs + 1))
    path = tmp_path_factory.mktemp("traces") / "run.nntrace"
    record(experiment, path)
    with open_trace(path) as trace:
        assert trace.epochs.tolist() == list(range(1, epochs + 1))
        assert set(trace.names) == set(computed.arrays)
        for name, array in computed.arrays.items():
            assert trace.between(name, first=1, last=epochs).tobytes() == array.tobytes()


def test_a_finished_trace_is_one_single_file(tmp_path):
    record(Experiment(epochs=600), tmp_path / "xor.nntrace")
    assert [file.name for file in tmp_path.iterdir()] == ["xor.nntrace"]
    assert check(tmp_path / "xor.nntrace") == CheckReport(chunks=2, tensors=19, steps=600)
    assert [file.name for file in tmp_path.iterdir()] == ["xor.nntrace"]


def test_progress_is_reported_up_to_the_end(tmp_path):
    reports: list[tuple[int, int]] = []
    record(
        Experiment(epochs=1100),
        tmp_path / "xor.nntrace",
        progress=lambda done, total: reports.append((done, total)),
    )
    assert reports == [(512, 1100), (1024, 1100), (1100, 1100)]


def test_an_existing_file_is_refused_and_stays(tmp_path):
    path = tmp_path / "thesis.txt"
    path.write_text("precious")
    with pytest.raises(TraceError, match=r"thesis\.txt.*exists.*overwrite"):
        record(Experiment(epochs=1), path)
    assert path.read_text() == "precious"


def test_with_overwrite_the_old_file_stays_until_the_new_one_is_whole(tmp_path):
    path = tmp_path / "xor.nntrace"
    record(Experiment(epochs=3), path)
    seen: list[int] = []

    def look(done, total):
        with open_trace(path) as old:
            seen.append(len(old.epochs))

    record(Experiment(epochs=700), path, overwrite=True, progress=look)
    assert seen == [3, 3]
    with open_trace(path) as new:
        assert len(new.epochs) == 700
    assert [file.name for file in tmp_path.iterdir()] == ["xor.nntrace"]


def test_ctrl_c_keeps_what_was_recorded(tmp_path):
    path = tmp_path / "xor.nntrace"
    with pytest.raises(KeyboardInterrupt):
        record(Experiment(epochs=10_000), path, progress=Interrupt(after=1024))
    with open_trace(path) as trace:
        assert len(trace.epochs) >= 1024
        assert not trace.complete
    check(path)


def test_ctrl_c_while_replacing_keeps_both_files_and_says_so(tmp_path):
    path = tmp_path / "xor.nntrace"
    record(Experiment(epochs=3), path)
    with pytest.raises(KeyboardInterrupt) as caught:
        record(Experiment(epochs=10_000), path, overwrite=True, progress=Interrupt(after=512))
    partial = tmp_path / "xor.partial-1.nntrace"
    assert str(partial) in caught.value.__notes__[0]
    assert check(path).steps == 3
    assert check(partial).steps >= 512


def test_an_error_before_the_first_chunk_leaves_no_file(tmp_path, monkeypatch):
    def fail(*_):
        raise MemoryError

    monkeypatch.setattr("nnviz.trace.recorder.Trainer.run", fail)
    with pytest.raises(MemoryError):
        record(Experiment(), tmp_path / "xor.nntrace")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["nowhere/xor.nntrace", ""])
def test_an_impossible_place_is_named(tmp_path, place):
    with pytest.raises(TraceError, match=str(tmp_path / place)):
        record(Experiment(epochs=1), tmp_path / place, overwrite=True)


def test_a_large_network_is_recorded_in_bounded_memory(tmp_path):
    large = Experiment(layers=(Layer(units=250), Layer(units=250), Layer(units=1)), epochs=12)
    n_steps = plan_for(large).chunk_steps
    buffer = ChunkBuffer(large, n_steps)
    assert 1 < n_steps < 12
    assert sum(array.nbytes for array in buffer.arrays.values()) <= BUFFER_BYTES
    record(large, tmp_path / "large.nntrace")
    assert check(tmp_path / "large.nntrace").steps == 12


def test_a_network_that_is_too_large_is_refused_and_leaves_no_file(tmp_path):
    huge = Experiment(layers=(Layer(units=100_000), Layer(units=100_000), Layer(units=1)))
    with pytest.raises(TraceError, match=r"MiB.*give smaller layers"):
        record(huge, tmp_path / "huge.nntrace")
    assert list(tmp_path.iterdir()) == []


def test_a_killed_recording_opens_and_holds_every_committed_chunk(tmp_path):
    path = tmp_path / "xor.nntrace"
    victim = in_another_process(
        """
        import sys
        from nnviz import Experiment, record
        from nnviz.learning.recording import Recording
        record(Experiment(epochs=2_000_000, recording=Recording(steps="all")), sys.argv[1],
               progress=lambda done, total: print(done, flush=True))
        """,
        path,
    )
    assert victim.stdout is not None
    reported = [int(victim.stdout.readline()) for _ in range(5)][-1]
    victim.send_signal(signal.SIGKILL)
    victim.communicate()
    report = check(path)
    assert report.steps >= reported
    experiment = Experiment(epochs=reported)
    computed = ChunkBuffer(experiment, reported)
    train(experiment, computed.steps)
    with open_trace(path) as trace:
        assert not trace.complete
        recorded = trace.between("deltas/1", first=1, last=reported)
        assert recorded.tobytes() == computed.arrays["deltas/1"].tobytes()


def test_a_recording_can_be_read_while_it_is_written(tmp_path):
    path = tmp_path / "xor.nntrace"
    seen: list[int] = []

    def look(done, total):
        with open_trace(path) as trace:
            seen.append(len(trace.epochs))
            assert trace.at("loss", epoch=seen[-1]) > 0

    record(Experiment(epochs=1500), path, progress=look)
    assert seen == [512, 1024, 1500]


def test_a_reader_that_stays_does_not_stop_the_recording(tmp_path):
    path = tmp_path / "xor.nntrace"
    readers = []

    def look(done, total):
        readers.append(open_trace(path))

    record(Experiment(epochs=600), path, progress=look)
    assert [len(trace.epochs) for trace in readers] == [512, 600]
    assert readers[0].at("loss", epoch=1) == readers[1].at("loss", epoch=1)
    for trace in readers:
        trace.close()
    assert check(path).steps == 600


def test_a_full_disk_is_an_error_and_what_was_recorded_stays(tmp_path):
    path = tmp_path / "xor.nntrace"
    process = in_another_process(
        """
        import resource, signal, sys
        from nnviz import Experiment, NnvizError, record
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, 1_500_000))
        try:
            record(Experiment(epochs=100_000), sys.argv[1])
        except NnvizError as error:
            print(type(error).__name__, error)
        """,
        path,
    )
    message, _ = process.communicate()
    assert process.returncode == 0
    assert message.startswith("TraceError")
    assert str(path) in message
    assert "disk" in message
    assert check(path).steps > 0


@pytest.fixture
def public_folder():
    """A folder that every user can reach, unlike those of pytest."""
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


def test_a_trace_in_a_read_only_folder_can_be_read_and_not_replaced(public_folder):
    path = public_folder / "xor.nntrace"
    record(Experiment(epochs=10), path)
    path.chmod(0o444)
    public_folder.chmod(0o555)
    process = in_another_process(
        """
        import os, sys
        from nnviz import Experiment, NnvizError, open_trace, record
        if os.geteuid() == 0:
            os.seteuid(65534)  # nothing is read-only for root
        with open_trace(sys.argv[1]) as trace:
            print(len(trace.epochs))
        try:
            record(Experiment(epochs=1), sys.argv[1], overwrite=True)
        except NnvizError as error:
            print(error)
        """,
        path,
    )
    output, _ = process.communicate()
    assert process.returncode == 0
    steps, message = output.splitlines()
    assert steps == "10"
    assert "Permission denied" in message or "nothing may be written" in message
    assert [file.name for file in public_folder.iterdir()] == ["xor.nntrace"]


def test_training_that_diverged_is_recorded(tmp_path):
    layers = (Layer(units=4, activation="identity"), Layer(units=1, activation="identity"))
    record(Experiment(layers=layers, learning_rate=100.0, epochs=100), tmp_path / "run.nntrace")
    with open_trace(tmp_path / "run.nntrace") as trace:
        loss = trace.series("loss")
        assert np.isfinite(loss[0])
        assert np.isinf(loss).any()
        assert np.isnan(loss[-1])
        assert np.isnan(trace.after("weights/0", epoch=100)).any()
    check(tmp_path / "run.nntrace")
