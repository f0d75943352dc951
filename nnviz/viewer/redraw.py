"""When the picture is drawn again: once for many changes, and before Qt shows any of them.

Qt paints widgets that changed, puts the window together with the picture in it and shows that, all
as the last thing that is posted. A timer of no time would come after it: the window would be shown
twice, first with its controls ahead of its picture.
"""

from PyQt6.QtCore import QObject, Qt, pyqtSignal


class RedrawRequest(QObject):
    """Waits until the input at hand has been dealt with.

    Attributes:
        due: signal, it is time to draw; once, however often it was asked for.
        awaited: whether it was asked for, and is not due yet.

    """

    due = pyqtSignal()
    _posted = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.awaited = False
        queued = Qt.ConnectionType.QueuedConnection
        self._posted.connect(self._emit_due, queued)  # type: ignore[call-arg]  # PyQt's stubs lack it

    def ask(self) -> None:
        """Let it be due soon."""
        if not self.awaited:
            self.awaited = True
            self._posted.emit()

    def cancel(self) -> None:
        """Let it not be due any more: it is drawn already, or never will be."""
        self.awaited = False

    def _emit_due(self) -> None:
        if self.awaited:
            self.awaited = False
            self.due.emit()
