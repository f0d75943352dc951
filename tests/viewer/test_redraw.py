"""The picture is drawn once for many changes, and shown together with the controls."""

from PyQt6.QtCore import QCoreApplication
from PyQt6.QtTest import QSignalSpy
from PyQt6.QtWidgets import QWidget

from nnviz.viewer.redraw import Redraw


class Painted(QWidget):
    """A widget that notes when it is painted."""

    def __init__(self, happened):
        super().__init__()
        self._happened = happened

    def paintEvent(self, _event):
        """Note it."""
        self._happened.append("painted")


def test_however_often_it_was_asked_for_it_is_due_once(qtbot):
    redraw = Redraw()
    due = QSignalSpy(redraw.due)
    for _ in range(3):
        redraw.ask()
    assert redraw.awaited
    QCoreApplication.processEvents()
    assert (len(due), redraw.awaited) == (1, False)


def test_what_was_dropped_is_not_due_and_may_be_asked_for_again(qtbot):
    redraw = Redraw()
    due = QSignalSpy(redraw.due)
    redraw.ask()
    redraw.drop()
    QCoreApplication.processEvents()
    assert len(due) == 0
    redraw.ask()
    QCoreApplication.processEvents()
    assert len(due) == 1


def test_it_is_due_before_widgets_that_changed_earlier_are_painted(qtbot):
    happened, redraw = [], Redraw()
    widget = Painted(happened)
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    redraw.due.connect(lambda: happened.append("due"))
    happened.clear()
    widget.update()
    redraw.ask()
    qtbot.waitUntil(lambda: "painted" in happened)
    assert happened == ["due", "painted"]


def settle(window, qtbot):
    """Wait until the picture is drawn, and nothing is posted any more."""
    qtbot.waitUntil(lambda: window.view.frame is not None and not window._redraw.awaited)
    QCoreApplication.processEvents()


def test_a_jump_is_shown_once_with_its_controls(window, qtbot):
    settle(window, qtbot)
    happened = []
    window.sighted.connect(lambda sight: happened.append(sight.moment.epoch))
    window.view.native.frameSwapped.connect(lambda: happened.append("shown"))
    window.player.to_epoch(7)
    window.player.to_epoch(31)
    qtbot.waitUntil(lambda: "shown" in happened)
    QCoreApplication.processEvents()
    assert happened[:2] == [31, "shown"]
    assert set(happened) == {31, "shown"}
    assert happened.count(31) == 1
    assert window.bar.places.epoch.value() == 31
