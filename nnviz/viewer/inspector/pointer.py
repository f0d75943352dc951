"""The pointer over the picture: where it is, and when it clicks rather than drags."""

from PyQt6.QtCore import QEvent, QObject, QPointF, Qt, pyqtSignal
from PyQt6.QtGui import QMouseEvent
from PyQt6.QtWidgets import QApplication, QWidget


class Pointer(QObject):
    """Watches the mouse over a widget and takes nothing away from the widget.

    Attributes:
        position: where it is, in the widget's own units; None: somewhere else.
        moved: signal, it is somewhere else.
        clicked: signal, the left button was pressed and let go at the same place.

    """

    moved = pyqtSignal()
    clicked = pyqtSignal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.position: QPointF | None = None
        self._pressed_at: QPointF | None = None
        widget.setMouseTracking(True)
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject | None, event: QEvent | None) -> bool:
        """Look at the widget's events on their way."""
        if isinstance(event, QMouseEvent):
            self._look_at(event)
        elif event is not None and event.type() == QEvent.Type.Leave:
            self._go(None)
        return False

    def _look_at(self, event: QMouseEvent) -> None:
        left = event.button() == Qt.MouseButton.LeftButton
        match event.type():
            case QEvent.Type.MouseMove:
                self._go(event.position())
            case QEvent.Type.MouseButtonPress if left:
                self._pressed_at = event.position()
            case QEvent.Type.MouseButtonRelease if left:
                self._release(event.position())

    def _release(self, position: QPointF) -> None:
        pressed_at, self._pressed_at = self._pressed_at, None
        if pressed_at is None:
            return
        moved_by = (position - pressed_at).manhattanLength()
        if moved_by < QApplication.startDragDistance():
            self._go(position)
            self.clicked.emit()

    def _go(self, position: QPointF | None) -> None:
        if position != self.position:
            self.position = position
            self.moved.emit()
