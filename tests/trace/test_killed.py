"""A recording that is killed holds what was committed, and goes on to be what it would be."""

import signal

import pytest

from .killing import Victim, Whole


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return Whole(0, tmp_path_factory.mktemp("whole") / "whole.nntrace")


@pytest.mark.parametrize("share", [0.3, 0.95], ids=["before a chunk", "within the last chunk"])
def test_killed_at_a_line_of_what_writes_it_it_goes_on(tmp_path, whole, share):
    path = tmp_path / "killed.nntrace"
    printed, _ = Victim(0, path, "begin", line=round(share * whole.lines)).end()
    assert printed == (["128", "256", "384", "512"] if share > 0.5 else [])
    assert not whole.compare(path, reported=512 if share > 0.5 else 0)
    printed, said = Victim(0, path, "resume").end()
    assert said == ""
    assert whole.compare(path, reported=600)
    assert [file.name for file in tmp_path.iterdir()] == ["killed.nntrace"]


def test_killed_before_it_has_its_name_it_leaves_none(tmp_path, whole):
    Victim(0, tmp_path / "killed.nntrace", "begin", line=round(0.05 * whole.lines)).end()
    assert {path.suffix for path in tmp_path.iterdir()} <= {".part", ".nntrace-lock"}


def test_killed_at_any_instant_it_holds_what_was_reported(tmp_path, whole):
    path = tmp_path / "killed.nntrace"
    victim = Victim(0, path, "begin")
    victim.wait_for(2)
    victim.end(signal.SIGKILL)
    whole.compare(path, reported=256)
