"""The playground in the window: what is changed in the panel is trained anew and shown in place."""

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtTest import QTest

from nnviz.learning.experiment import Experiment, Layer
from nnviz.story.moment import Phase
from nnviz.trace.recorder import record
from nnviz.viewer.player import TrackKind

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def lab(window, qtbot):
    """The window with the panel, at a moment in the midst of the training."""
    qtbot.keyClick(window, Qt.Key.Key_X)
    player = window.session.player
    player.to_epoch(17)
    player.to_record(2)
    return window


def experiment_of(window):
    """Return the experiment of the training that is shown."""
    return window.session.show.trace.experiment


def wait_for(window, qtbot, **fields):
    """Wait until a training with these fields is shown, and nothing is under way."""

    def is_there():
        shown = experiment_of(window)
        return all(getattr(shown, name) == value for name, value in fields.items())

    qtbot.waitUntil(lambda: is_there() and window.session.shown is not None)


def type_in(window, qtbot, box, text):
    qtbot.giveFocus(box)
    box.selectAll()
    qtbot.keyClicks(box, text)
    qtbot.keyClick(box, Qt.Key.Key_Return)


def test_a_typed_rate_is_trained_and_shown_at_the_same_place(lab, qtbot, tmp_path):
    before = lab.session.player.moment
    assert (before.epoch, before.phase, before.record) == (17, Phase.INPUT, 2)
    type_in(lab, qtbot, lab.experimenting.panel.rate, "0.25")
    wait_for(lab, qtbot, learning_rate=0.25)
    assert lab.session.player.moment == before
    assert lab.session.player.track_kind is TrackKind.TRAINING
    record(Experiment(epochs=40, learning_rate=0.25), tmp_path / "alone.nntrace")
    from nnviz.trace.trace import open_trace

    with open_trace(tmp_path / "alone.nntrace") as alone:
        assert alone.digest() == lab.session.show.trace.digest()
