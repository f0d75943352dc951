"""The process that trains for the window: orders go to it, and what became of them comes back."""

import json
import os
import sys

from PyQt6.QtCore import QObject, QProcess, pyqtSignal

from nnviz.playground.runs import RunOrder
from nnviz.playground.worker import pickled

LONGEST_SAID = 300  # characters of what a process that died has said


class TrainingProcess(QObject):
    """Has trainings recorded by a process that is begun when it is needed first.

    Attributes:
        progressed: signal, carries the number of an order, the epochs done, and of how many.
        grown: signal, carries the number of an order of which something is recorded by now.
        reached: signal, carries the number of an order that has come to its goal.
        finished: signal, carries the number of an order that is recorded.
        abandoned: signal, carries the number of an order that was given up for a newer one.
        failed: signal, carries the number of an order and why it cannot be recorded.
        died: signal, the process has ended, and nobody asked it to; carries what is known of it.

    """

    progressed = pyqtSignal(int, int, int)
    grown = pyqtSignal(int)
    reached = pyqtSignal(int)
    finished = pyqtSignal(int)
    abandoned = pyqtSignal(int)
    failed = pyqtSignal(int, str)
    died = pyqtSignal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.process = self._new_process()

    def begin(self) -> None:
        """Let the process be there when the first order comes."""
        if self.process.state() == QProcess.ProcessState.NotRunning:
            command = ["-m", "nnviz.playground.worker", str(os.getpid())]
            self.process.start(sys.executable, command)

    def order(self, order: RunOrder) -> None:
        """Let a training be recorded in place of all that were ordered before."""
        self.begin()
        self.process.write(pickled(order))

    def kill(self) -> None:
        """End the process at once; another one begins with the next order."""
        self.process.blockSignals(True)
        self.process.kill()
        self.process.waitForFinished()
        self.process.deleteLater()
        self.process = self._new_process()

    def _new_process(self) -> QProcess:
        process = QProcess(self)
        process.readyReadStandardOutput.connect(self._listen)
        process.finished.connect(self._end)
        process.errorOccurred.connect(self._fail_to_start)
        return process

    def _listen(self) -> None:
        while self.process.canReadLine():
            said = json.loads(bytes(self.process.readLine().data()))
            match said["what"]:
                case "progress":
                    self.progressed.emit(said["number"], said["done"], said["total"])
                    if said["grown"]:
                        self.grown.emit(said["number"])
                case "reached":
                    self.reached.emit(said["number"])
                case "finished":
                    self.finished.emit(said["number"])
                case "abandoned":
                    self.abandoned.emit(said["number"])
                case "failed":
                    self.failed.emit(said["number"], said["why"])

    def _end(self, status: int) -> None:
        said = bytes(self.process.readAllStandardError().data()).decode(errors="replace").strip()
        self.died.emit(said[-LONGEST_SAID:] or f"status {status}")

    def _fail_to_start(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self.died.emit(self.process.errorString())
