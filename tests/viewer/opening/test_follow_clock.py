"""A training is followed to its end, whatever the clock says when its file is written."""

import os

import pytest

from nnviz.viewer.opening import follower
from tests.viewer.opening.test_follow import EPOCHS, Recorder, epoch_shown, epochs_of

HOURS = 3600 * 10**9


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(follower, "LOOK_MS", 10)


def set_times(path, nanoseconds):
    """Let a recording and the log beside it have been written at another time."""
    for file in (path, path.with_name(f"{path.name}-wal")):
        os.utime(file, ns=(nanoseconds, nanoseconds))


@pytest.mark.parametrize("offset", [-9 * HOURS, 9 * HOURS, 0], ids=["back", "forth", "stands"])
def test_a_training_is_followed_while_the_clock_is_set(empty_window, qtbot, tmp_path, offset):
    with Recorder(tmp_path / "live.nntrace") as recorder:
        began = recorder.path.stat().st_mtime_ns
        set_times(recorder.path, began)
        empty_window.follow.begin(recorder.path)
        for chunk in (1, 2, 3):
            before = recorder.done
            recorder.go_on()
            set_times(recorder.path, began + chunk * offset)
            qtbot.waitUntil(lambda: epochs_of(empty_window) == recorder.done)
            assert epoch_shown(empty_window) == recorder.done > before
        recorder.finish()
        qtbot.waitUntil(lambda: epoch_shown(empty_window) == EPOCHS)
        assert not empty_window.follow.following
