"""The picture is drawn once for many changes, and shown together with the controls."""

from PyQt6.QtCore import QCoreApplication
from PyQt6.QtTest import QSignalSpy
from PyQt6.QtWidgets import QAbstractSlider, QAbstractSpinBox, QLabel, QWidget

from nnviz.viewer.redraw import RedrawRequest


class Painted(QWidget):
    """A widget that notes when it is painted."""

    def __init__(self, happened):
        super().__init__()
        self._happened = happened

    def paintEvent(self, _event):
        """Note it."""
        self._happened.append("painted")


def test_however_often_it_was_asked_for_it_is_due_once(qtbot):
    redraw = RedrawRequest()
    due = QSignalSpy(redraw.due)
    for _ in range(3):
        redraw.ask()
    assert redraw.awaited
    QCoreApplication.processEvents()
    assert (len(due), redraw.awaited) == (1, False)


def test_what_was_dropped_is_not_due_and_may_be_asked_for_again(qtbot):
    redraw = RedrawRequest()
    due = QSignalSpy(redraw.due)
    redraw.ask()
    redraw.cancel()
    QCoreApplication.processEvents()
    assert len(due) == 0
    redraw.ask()
    QCoreApplication.processEvents()
    assert len(due) == 1


def test_it_is_due_before_widgets_that_changed_earlier_are_painted(qtbot):
    happened, redraw = [], RedrawRequest()
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
    """Wait until the picture is on the screen with all that comes after it, and nothing is due."""
    training, picture = window.timelines.training, window.view.native
    qtbot.waitUntil(lambda: window.view.frame is not None and training._paint_curve is not None)
    with qtbot.waitSignal(picture.frameSwapped):
        picture.update()
    QCoreApplication.processEvents()
    assert not window.drawing.redraw.awaited


def controls_of(window):
    """Return all that the controls and the timelines say about where the playhead stands."""
    said = [label.text() for label in window.bar.findChildren(QLabel)]
    boxes = window.bar.findChildren(QAbstractSpinBox)
    scrubbers = window.timelines.findChildren(QAbstractSlider)
    return said + [place.value() for place in (*boxes, *scrubbers)]


def test_a_jump_is_shown_once_with_its_controls(window, qtbot):
    """It is shown by what is posted when it is made: no clock and no other event has a part in it.

    Refused are: the window shown before its picture is drawn, or with controls of before; a picture
    drawn or shown twice; and a jump drawn that nobody sees any more.
    """
    settle(window, qtbot)
    happened = []
    window.session.picture_shown.connect(
        lambda shown: happened.append(("drawn", shown.moment.epoch))
    )
    shown = window.view.native.frameSwapped
    shown.connect(lambda: happened.append(("shown", controls_of(window))))
    window.session.player.to_epoch(7)
    window.session.player.to_epoch(31)
    QCoreApplication.sendPostedEvents()
    once = [("drawn", 31), ("shown", controls_of(window))]
    assert window.bar.places.epoch.value() == 31
    assert happened == once
    QCoreApplication.processEvents()  # the window may be shown again, but nothing new in it
    assert controls_of(window) == once[1][1]
    assert [each for each in happened if each not in once] == []
    assert happened.count(once[0]) == 1
