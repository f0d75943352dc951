"""Recording the trainings that a lesson keeps, beside the window's own work."""

from contextlib import suppress

from PyQt6.QtCore import QObject, QThread

from nnviz.errors import NnvizError
from nnviz.playground.runs import RunOrder
from nnviz.trace.recorder import record


class _UnwantedError(Exception):
    """Nobody wants what is being recorded."""


class KeptRecording(QThread):
    """Records one after the other; what cannot be is left out.

    Args:
        orders: what is recorded, with its names.
        parent: what it belongs to.

    Attributes:
        recorded: what is recorded by now.

    """

    def __init__(self, orders: list[tuple[str, RunOrder]], parent: QObject) -> None:
        super().__init__(parent)
        self._orders = orders
        self.recorded: list[tuple[str, RunOrder]] = []

    def run(self) -> None:
        """Record them; Qt calls this in the thread."""
        with suppress(_UnwantedError):
            for name, order in self._orders:
                with suppress(NnvizError, OSError):
                    order.file.parent.mkdir()
                    record(order.experiment, order.file, progress=self._check_wanted)
                    self.recorded.append((name, order))

    def discard(self) -> None:
        """Give up what is being recorded; nothing is signalled any more."""
        self.blockSignals(True)
        self.requestInterruption()
        self.wait()

    def _check_wanted(self, _done: int, _total: int) -> None:
        if self.isInterruptionRequested():
            raise _UnwantedError
