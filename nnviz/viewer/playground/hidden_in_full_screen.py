"""What is hidden while the picture has the whole screen."""

from PyQt6.QtCore import QEvent, QObject
from PyQt6.QtWidgets import QDockWidget, QWidget


class HiddenInFullScreen(QObject):
    """Hides a dock while its window fills the screen; it comes back behind that.

    Args:
        dock: what is hidden; in full screen it can be shown all the same.
        window: the window.

    """

    def __init__(self, dock: QDockWidget, window: QWidget) -> None:
        super().__init__(dock)
        self._dock, self._window, self._hidden = dock, window, False
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject | None, event: QEvent | None) -> bool:
        """Follow the state of the window."""
        if event is not None and event.type() == QEvent.Type.WindowStateChange:
            full = self._window.isFullScreen()
            if full and not self._dock.isHidden():
                self._hidden = True
                self._dock.hide()
            elif not full and self._hidden:
                self._hidden = False
                self._dock.show()
        return False
