"""A recording that was to replace another and was killed, and recordings of several names."""

import subprocess
import sys

import pytest

from nnviz.errors import TraceError
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.recording import Recording
from nnviz.trace.lock import sole_recorder
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
record(Experiment(epochs=2000, recording=Recording(steps="all")), sys.argv[1], overwrite=True,
       progress=kill)
"""


@pytest.fixture
def killed(tmp_path):
    """The name of a recording that a killed process was to replace."""
    path = tmp_path / "b.nntrace"
    record(Experiment(epochs=3), path)
    subprocess.run([sys.executable, "-c", KILLED, path])
    assert check(tmp_path / "b.partial-1.nntrace").steps == 1024
    return path


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_what_a_killed_replacement_has_left_goes_with_the_next_whole_one(tmp_path, killed):
    record(Experiment(epochs=5), killed, overwrite=True)
    assert names(tmp_path) == ["b.nntrace"]
    assert check(killed).steps == 5


def test_a_killed_replacement_can_be_gone_on_with_and_takes_its_place(tmp_path, killed):
    begun_with = []
    record(
        LONG, killed, overwrite=True, resume=True, progress=lambda done, _: begun_with.append(done)
    )
    assert begun_with[0] == 1024
    assert names(tmp_path) == ["b.nntrace"]
    record(LONG, tmp_path / "whole.nntrace")
    assert content(killed) == content(tmp_path / "whole.nntrace")


def test_only_the_same_experiment_goes_on_with_a_killed_replacement(tmp_path, killed):
    with pytest.raises(TraceError, match="no stopped recording of this experiment"):
        record(Experiment(epochs=5), killed, overwrite=True, resume=True)
    assert check(killed).steps == 3
    assert (tmp_path / "b.partial-1.nntrace").exists()


def test_a_replacement_that_a_person_stopped_is_kept(tmp_path):
    path = tmp_path / "b.nntrace"
    record(Experiment(epochs=3), path)
    with pytest.raises(KeyboardInterrupt):
        record(LONG, path, overwrite=True, progress=Interrupt(after=512))
    record(Experiment(epochs=5), path, overwrite=True)
    assert names(tmp_path) == ["b.nntrace", "b.partial-1.nntrace"]


@pytest.mark.parametrize("how", [{}, {"overwrite": True}, {"resume": True}])
def test_a_second_recorder_is_refused_under_any_name_that_a_link_gives_the_file(tmp_path, how):
    (tmp_path / "elsewhere").mkdir()
    path, link = tmp_path / "xor.nntrace", tmp_path / "elsewhere" / "link.nntrace"
    record(Experiment(epochs=3), path)
    link.symlink_to(path)
    with sole_recorder(path), pytest.raises(TraceError, match="is being recorded right now"):
        record(LONG, link, **how)
    with sole_recorder(link), pytest.raises(TraceError, match="is being recorded right now"):
        record(LONG, path, **how)
    assert names(tmp_path / "elsewhere") == ["link.nntrace"]


def test_what_is_behind_a_link_is_replaced_and_the_link_stays(tmp_path):
    path, link = tmp_path / "xor.nntrace", tmp_path / "link.nntrace"
    record(Experiment(epochs=3), path)
    link.symlink_to(path.name)
    record(Experiment(epochs=5), link, overwrite=True)
    assert link.is_symlink()
    assert check(path).steps == 5


def test_a_recording_of_two_names_is_not_gone_on_with(tmp_path):
    path = tmp_path / "xor.nntrace"
    with pytest.raises(KeyboardInterrupt):
        record(LONG, path, progress=Interrupt(after=512))
    (tmp_path / "other.nntrace").hardlink_to(path)
    for each in (path, tmp_path / "other.nntrace"):
        with pytest.raises(TraceError, match="has another name"):
            record(LONG, each, resume=True)


def test_a_link_to_nothing_is_named_with_what_helps(tmp_path):
    link = tmp_path / "link.nntrace"
    link.symlink_to("gone.nntrace")
    with pytest.raises(TraceError, match=r"is a link to gone\.nntrace, which is not there; remove"):
        record(LONG, link)


def test_what_differs_is_shown_however_much_is_the_same(tmp_path):
    path = tmp_path / "xor.nntrace"
    layers = [Layer(units=4, activation="tanh", bias=True, dropout=share) for share in (0.1, 0.25)]
    first, second = (Experiment(layers=(layer, Layer(units=1)), epochs=2000) for layer in layers)
    with pytest.raises(KeyboardInterrupt):
        record(first, path, progress=Interrupt(after=512))
    with pytest.raises(TraceError, match=r"layers 1\.dropout is 0\.1 there and 0\.25 here"):
        record(second, path, resume=True)
