"""The course of a training: it is ordered, takes a while perhaps, and ends one way or another."""

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from nnviz.playground.runs import RunOrder
from nnviz.viewer.playground.state_words import DIED
from nnviz.viewer.playground.training_process import TrainingProcess
from nnviz.viewer.translation import tr

SAID_AFTER_MS = 150  # of training: what takes less is seen at once


class TrainingCourse(QObject):
    """Has what is wanted trained by a process, and knows how far it is.

    Attributes:
        process: what trains.
        is_slow: whether it takes so long that it is worth a word.
        progress: epochs that are trained, and of how many; None: nobody knows.
        grown: signal, carries the number of an order of which something is recorded by now.
        reached: signal, carries the number of an order that has come to its goal.
        finished: signal, carries the number of an order that is recorded.
        abandoned: signal, carries the number of an order that was given up for a newer one.
        failed: signal, carries the number of an order and why it cannot be recorded.
        changed: signal, it became slow, or is further.

    """

    grown = pyqtSignal(int)
    reached = pyqtSignal(int)
    finished = pyqtSignal(int)
    abandoned = pyqtSignal(int)
    failed = pyqtSignal(int, str)
    changed = pyqtSignal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.process = TrainingProcess(self)
        self.is_slow = False
        self.progress: tuple[int, int] | None = None
        self._order: RunOrder | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._become_slow)
        self.process.progressed.connect(self._note_progress)
        self.process.grown.connect(self.grown)
        self.process.reached.connect(self._reach)
        self.process.finished.connect(self._finish)
        self.process.abandoned.connect(self.abandoned)
        self.process.failed.connect(self._fail)
        self.process.died.connect(self._mourn)

    def follow(self, order: RunOrder | None) -> None:
        """Let this be trained, and nothing that was ordered before; None: nothing."""
        if order is None:
            self._give_up()
        elif order is not self._order:
            self.process.order(order)
            self._order, self.progress = order, None
            if not self.is_slow and not self._patience.isActive():
                self._patience.start(SAID_AFTER_MS)

    def end(self) -> None:
        """Train nothing any more, and let the process end."""
        self._be_done()
        self.process.kill()

    def _give_up(self) -> None:
        if self._order is not None:
            self._be_done()
            self.process.kill()  # what it does is of no use
            self.process.begin()

    def _finish(self, number: int) -> None:
        self._note_end(number)
        self.finished.emit(number)

    def _reach(self, number: int) -> None:
        self._note_end(number)
        self.reached.emit(number)

    def _fail(self, number: int, why: str) -> None:
        self._note_end(number)
        self.failed.emit(number, why)

    def _mourn(self, why: str) -> None:
        """Say that the process has ended; another one begins with the next order."""
        if self._order is not None:
            self._fail(self._order.number, tr(DIED, why=why))

    def _note_end(self, number: int) -> None:
        if self._order is not None and self._order.number == number:
            self._be_done()

    def _be_done(self) -> None:
        self._patience.stop()
        self._order, self.is_slow, self.progress = None, False, None

    def _become_slow(self) -> None:
        self.is_slow = True
        self.changed.emit()

    def _note_progress(self, number: int, done: int, total: int) -> None:
        if self._order is not None and self._order.number == number:
            self.progress = done, total
            self.changed.emit()
