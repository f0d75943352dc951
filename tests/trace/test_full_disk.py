"""A disk that is full at any byte of what a recording writes."""

import re
import resource
from contextlib import ExitStack, contextmanager

import pytest

from nnviz.errors import TraceError
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.optimizers import OptimizerSettings
from nnviz.trace.reader import check
from nnviz.trace.recorder import record

from .test_any_experiment import content

EXPERIMENT = Experiment(
    layers=(Layer(units=4, bias=True, dropout=0.1), Layer(units=1)),
    optimizer=OptimizerSettings(name="adam"),
    epochs=400,
)


@contextmanager
def full_disk(n_bytes):
    """Let no file of this process grow beyond some bytes; writing behind them is an error."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def whole(tmp_path, monkeypatch):
    monkeypatch.setattr("nnviz.trace.plan.CHUNK_STEPS", 100)
    path = tmp_path / "whole.nntrace"
    record(EXPERIMENT, path)
    return path


def test_wherever_the_disk_is_full_what_was_committed_stays_and_goes_on(whole):
    expected, kept = content(whole), set()
    size = whole.stat().st_size
    for n_bytes in range(0, int(1.3 * size), size // 12):
        path = whole.with_name(f"{n_bytes}.nntrace")
        with full_disk(n_bytes):
            try:
                record(EXPERIMENT, path)
            except TraceError as error:
                assert re.match(rf"{path}: .*the disk has room", str(error))
                notes = getattr(error, "__notes__", [])
            else:
                kept.add("all")
                continue
        if not path.exists():
            assert notes == []
            kept.add(0)
            assert list(whole.parent.glob(f"*{n_bytes}.*")) == []
            continue
        steps = check(path).steps
        assert f"{steps} of 400 epochs are kept in {path}; resume it: on the" in notes[0]
        kept.add(steps)
        record(EXPERIMENT, path, resume=True)
        assert content(path) == expected
        assert list(whole.parent.glob(f"*{n_bytes}.*")) == [path]
    assert kept == {0, 100, 200, 300, "all"}
    assert not list(whole.parent.glob(".nnviz*"))


def test_a_disk_that_is_full_when_the_log_is_folded_back_is_gone_on_with(whole):
    path = whole.with_name("xor.nntrace")
    with ExitStack() as stack, pytest.raises(TraceError, match="the disk has room") as caught:
        record(
            EXPERIMENT,
            path,
            progress=lambda done, total: done == total and stack.enter_context(full_disk(5000)),
        )
    assert "400 of 400 epochs are kept" in caught.value.__notes__[0]
    assert check(path).steps == 400
    assert path.with_name("xor.nntrace-wal").exists()
    record(EXPERIMENT, path, resume=True)
    assert content(path) == content(whole)
    assert sorted(file.name for file in whole.parent.iterdir()) == ["whole.nntrace", "xor.nntrace"]


def test_a_disk_that_is_full_again_when_a_recording_goes_on_loses_nothing(whole):
    path, size = whole.with_name("xor.nntrace"), whole.stat().st_size
    with pytest.raises(TraceError), full_disk(size // 2):
        record(EXPERIMENT, path)
    steps = check(path).steps
    for n_bytes in range(0, size, size // 4):
        with pytest.raises(TraceError, match="the disk has room"), full_disk(n_bytes):
            record(EXPERIMENT, path, resume=True)
        assert check(path).steps >= steps
        steps = check(path).steps
    record(EXPERIMENT, path, resume=True)
    assert content(path) == content(whole)


def test_a_disk_that_is_full_while_a_recording_is_replaced_leaves_the_old_one(whole):
    before = whole.read_bytes()
    for n_bytes in range(0, len(before), len(before) // 4):
        with pytest.raises(TraceError, match="the disk has room"), full_disk(n_bytes):
            record(EXPERIMENT, whole, overwrite=True)
        assert whole.read_bytes() == before
    for partial in whole.parent.glob("*.partial-*.nntrace"):
        record(EXPERIMENT, partial, resume=True)
        assert content(partial) == content(whole)
