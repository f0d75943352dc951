"""Following: a training that another process records is shown as it grows."""

import subprocess
import sys
import threading
from contextlib import contextmanager

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QSignalSpy

from nnviz.opening import open_show
from nnviz.stage.world.picking import PickedNode
from nnviz.viewer.opening import follower, trace_reopening
from nnviz.viewer.player import TrackKind

EPOCHS = 3072

# Records and, after each chunk, waits for a word from the test.
RECORDER = """
import sys
from nnviz.learning.experiment import Experiment
from nnviz.learning.training import Trainer
from nnviz.trace import recorder

def wait(done, total):
    print(done, flush=True)
    sys.stdin.readline()

class Later(Trainer):
    def run(self, steps):
        wait(0, 0)
        super().run(steps)

if sys.argv[3] == "True":
    recorder.Trainer = Later

recorder.record(Experiment(epochs=int(sys.argv[2])), sys.argv[1], progress=wait)
"""


class Recorder:
    """A training in another process, that goes on when it is told to."""

    def __init__(self, path, *, waits_first=False):
        self.path = path
        self._process = subprocess.Popen(
            [sys.executable, "-c", RECORDER, path, str(EPOCHS), str(waits_first)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self):
        self.done = self._wait()
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.communicate()

    def go_on(self):
        self._process.stdin.write("on\n")
        self._process.stdin.flush()
        self.done = self._wait()

    def finish(self):
        while self.done < EPOCHS:
            self.go_on()
        self._process.stdin.write("on\n")
        self._process.stdin.flush()
        assert self._process.wait() == 0

    def _wait(self):
        return int(self._process.stdout.readline())


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(follower, "LOOK_MS", 10)


@pytest.fixture
def recorder(tmp_path):
    with Recorder(tmp_path / "live.nntrace") as recorder:
        yield recorder


def epochs_of(window):
    return (
        int(window.session.player.training_track.epochs[-1])
        if window.session.player.training_track
        else 0
    )


def epoch_shown(window):
    moment = window.session.player.moment
    return moment.epoch if moment else 0


def test_the_playhead_goes_along_with_the_end(empty_window, qtbot, recorder):
    seen = []
    empty_window.session.picture_shown.connect(lambda shown: seen.append(shown.moment.epoch))
    empty_window.follow.begin(recorder.path)
    first = recorder.done
    assert (epochs_of(empty_window), epoch_shown(empty_window)) == (first, first)
    recorder.go_on()
    qtbot.waitUntil(lambda: epochs_of(empty_window) == recorder.done > first)
    assert epoch_shown(empty_window) == recorder.done
    qtbot.waitUntil(lambda: seen[-1:] == [recorder.done])


def test_a_playhead_that_was_touched_stays_where_it_is(empty_window, qtbot, recorder):
    empty_window.follow.begin(recorder.path)
    qtbot.keyClick(empty_window, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    stays = recorder.done - 1
    assert epoch_shown(empty_window) == stays
    recorder.go_on()
    qtbot.waitUntil(lambda: epochs_of(empty_window) == recorder.done)
    assert epoch_shown(empty_window) == stays
    qtbot.keyClick(empty_window, Qt.Key.Key_End)
    recorder.go_on()
    qtbot.waitUntil(lambda: epoch_shown(empty_window) == recorder.done)


@contextmanager
def held_up(monkeypatch):
    """Let traces that are opened anew wait until the block ends; yield the threads they are in."""
    threads, go_on = [], threading.Event()

    def open_later(*arguments, **options):
        threads.append(threading.get_ident())
        go_on.wait()
        return open_show(*arguments, **options)

    monkeypatch.setattr(trace_reopening, "open_show", open_later)
    try:
        yield threads
    finally:
        go_on.set()


def test_while_a_trace_is_opened_anew_the_window_stays_usable(
    empty_window, qtbot, recorder, monkeypatch
):
    empty_window.follow.begin(recorder.path)
    first = recorder.done
    with held_up(monkeypatch) as threads:
        recorder.go_on()
        qtbot.waitUntil(lambda: len(threads) == 1)
        assert threads[0] != threading.main_thread().ident
        with qtbot.waitSignal(empty_window.session.picture_shown):
            qtbot.keyClick(empty_window, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
        assert (epochs_of(empty_window), epoch_shown(empty_window)) == (first, first - 1)
    qtbot.waitUntil(lambda: epochs_of(empty_window) == recorder.done)
    assert epoch_shown(empty_window) == first - 1


@pytest.mark.parametrize("leave", ["close", "open another"])
def test_what_is_opened_anew_can_be_left(
    empty_window, qtbot, recorder, monkeypatch, trace_path, leave
):
    empty_window.follow.begin(recorder.path)
    with held_up(monkeypatch) as threads:
        recorder.go_on()
        qtbot.waitUntil(lambda: len(threads) == 1)
    if leave == "close":
        empty_window.close()
    else:
        empty_window.open(trace_path)
        assert empty_window.session.source.file == trace_path
    assert not empty_window.follow.following


def test_what_plays_plays_on_when_there_is_more(empty_window, qtbot, recorder):
    empty_window.follow.begin(recorder.path)
    qtbot.keyClick(empty_window, Qt.Key.Key_Home)
    qtbot.keyClick(empty_window, Qt.Key.Key_Space)
    recorder.go_on()
    qtbot.waitUntil(lambda: epochs_of(empty_window) == recorder.done)
    assert empty_window.session.player.transport.playing
    assert epoch_shown(empty_window) < 100


def test_opening_a_trace_that_is_being_written_follows_it(empty_window, qtbot, recorder):
    empty_window.open(recorder.path)
    assert empty_window.follow.following
    recorder.go_on()
    qtbot.waitUntil(lambda: epoch_shown(empty_window) == recorder.done)
    assert empty_window.session.player.track_kind is TrackKind.TRAINING


def test_at_the_end_of_the_training_nothing_runs_any_more(empty_window, qtbot, recorder):
    empty_window.follow.begin(recorder.path)
    recorder.finish()
    qtbot.waitUntil(lambda: epoch_shown(empty_window) == EPOCHS)
    assert not empty_window.follow.following
    swapped = empty_window.view.native.frameSwapped
    qtbot.waitUntil(lambda: not QSignalSpy(swapped).wait(200))


def test_what_is_pinned_stays_pinned_while_the_training_grows(empty_window, qtbot, recorder):
    empty_window.follow.begin(recorder.path)
    qtbot.waitUntil(lambda: empty_window.session.shown is not None)
    empty_window.inspector.pinned = PickedNode(1, 2)
    recorder.go_on()
    qtbot.waitUntil(lambda: epoch_shown(empty_window) == recorder.done)
    assert empty_window.inspector.pinned == PickedNode(1, 2)


def test_a_trace_with_nothing_in_it_is_waited_for(empty_window, qtbot, tmp_path, dialogs):
    with Recorder(tmp_path / "empty.nntrace", waits_first=True) as recorder:
        empty_window.follow.begin(recorder.path)
        assert empty_window.follow.following
        assert empty_window.session.source is None
        recorder.go_on()
        qtbot.waitUntil(lambda: epoch_shown(empty_window) == recorder.done > 0)
    assert dialogs == []


def test_what_is_no_trace_is_not_waited_for(empty_window, qtbot, tmp_path, dialogs):
    empty_window.follow.begin(tmp_path / "nowhere.nntrace")
    assert len(dialogs) == 1
    assert not empty_window.follow.following


def test_a_training_that_is_complete_is_not_followed(empty_window, trace_path):
    empty_window.open(trace_path)
    assert not empty_window.follow.following


def test_closing_ends_the_watch(empty_window, qtbot, recorder):
    empty_window.follow.begin(recorder.path)
    empty_window.close()
    assert not empty_window.follow.following


def look_on(window, qtbot):
    """Let a window look after a recording three times more."""
    looks = QSignalSpy(window.follow._timer.timeout)
    qtbot.waitUntil(lambda: len(looks) >= 3)


def test_a_recorder_that_dies_is_reported_once_and_the_window_lives(empty_window, qtbot, recorder):
    empty_window.follow.begin(recorder.path)
    bar = empty_window.statusBar()
    look_on(empty_window, qtbot)
    assert bar.currentMessage() == ""
    recorder._process.kill()
    qtbot.waitUntil(lambda: "--resume" in bar.currentMessage())
    bar.clearMessage()
    look_on(empty_window, qtbot)
    assert bar.currentMessage() == ""
    assert empty_window.follow.following
    assert epoch_shown(empty_window) == recorder.done
