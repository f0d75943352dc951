"""Opening a show beside the window's own work.

The thread reads a trace and computes what a show needs of it. It never touches a widget or OpenGL,
and when it has finished, the show belongs to the thread of the window.
"""

from abc import abstractmethod
from contextlib import AbstractContextManager, ExitStack
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject, QThread

if TYPE_CHECKING:
    from nnviz.stage.show import Show


class ShowOpening(QThread):
    """Opens a show; subclasses say which."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._opened = ExitStack()
        self._show: Show | None = None
        self._error: Exception | None = None

    @abstractmethod
    def _opening(self) -> "AbstractContextManager[Show]":
        """Return what opens the show; called in the thread."""

    def run(self) -> None:
        """Open it; Qt calls this in the thread."""
        try:
            self._open()
        except Exception as error:  # whoever asks for the result says it
            self._error = error

    def _open(self) -> None:
        self._show = self._opened.enter_context(self._opening())

    def result(self) -> "tuple[Show, ExitStack]":
        """Return the show and what closes it, once the thread has finished.

        Raises:
            NnvizError: it cannot be shown.

        """
        if self._error is not None:
            raise self._error
        assert self._show is not None
        return self._show, self._opened

    def discard(self) -> None:
        """Wait for the thread and close what it has opened; nothing is signalled any more."""
        self.blockSignals(True)
        self.wait()
        self._opened.close()
