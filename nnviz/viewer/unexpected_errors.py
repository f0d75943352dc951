"""Exceptions that nobody foresaw: they are said in the window, and the window lives.

Qt calls slots, timers and the painting of widgets, and what they raise has nobody above them who
could catch it: PyQt hands it to `sys.excepthook`, and without one of its own it ends the process.
This is the one place for them. Exceptions of threads of Qt come here, too.
"""

import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from PyQt6.QtCore import QObject, Qt, pyqtSignal
from PyQt6.QtWidgets import QWidget

from nnviz.viewer.error_box import show_error
from nnviz.viewer.translation import tr


class UnexpectedErrors(QObject):
    """Says what went wrong, each thing once, as a timer may raise it again and again.

    Args:
        window: in which it is said.

    """

    _came = pyqtSignal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._reported: set[tuple[str, str]] = set()
        # Later, and by the window's own thread: a dialog has no place in the midst of painting.
        queued = Qt.ConnectionType.QueuedConnection
        self._came.connect(self._show, queued)  # type: ignore[call-arg]  # PyQt's stubs lack it

    def __call__(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Take an exception; what `sys.excepthook` is called with."""
        place = kind.__name__, str(traceback.extract_tb(trace)[-1:])
        if place in self._reported:
            return
        self._reported.add(place)
        sys.__excepthook__(kind, error, trace)  # onto the terminal, for whoever mends it
        self._came.emit(f"{kind.__name__}: {error}"[:500])

    def _show(self, what: str) -> None:
        text = "Something went wrong that nnviz did not foresee: {what}. What was shown stays"
        show_error(self._window, tr(text, what=what))


@contextmanager
def show_unexpected_errors(window: QWidget) -> Iterator[None]:
    """Let a window say, during the block, what Qt's event loop would end the process for."""
    before = sys.excepthook
    unforeseen = UnexpectedErrors(window)
    sys.excepthook = unforeseen
    try:
        yield
    finally:
        sys.excepthook = before
        unforeseen.deleteLater()
