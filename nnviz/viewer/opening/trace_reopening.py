"""Opening a trace beside the window's own work.

The thread reads the file and computes what a show needs of it. It never touches a widget or OpenGL,
and when it has finished, the show belongs to the thread of the window.
"""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject, QThread

from nnviz.opening import open_show

if TYPE_CHECKING:
    from nnviz.stage.show import Show


class TraceReopening(QThread):
    """Opens a trace anew, as it is by now.

    Args:
        path: the trace.
        before: how it was shown until now.

    """

    def __init__(self, path: Path, before: "Show", parent: QObject) -> None:
        super().__init__(parent)
        self.path = path
        self._language, self._theme = before.language, before.theme
        self._opened = ExitStack()
        self._show: Show | None = None
        self._error: Exception | None = None

    def run(self) -> None:
        """Open it; Qt calls this in the thread."""
        opening = open_show(self.path, language=self._language, theme=self._theme)
        try:
            self._show = self._opened.enter_context(opening)
        except Exception as error:  # whoever asks for the result says it
            self._error = error

    def result(self) -> "tuple[Show, ExitStack]":
        """Return the show and what closes it, once the thread has finished.

        Raises:
            TraceError: it cannot be read.

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
