"""A film being made in a process of its own, by the command line, so that the window stays usable.

The command says on its output how far it is, a line of JSON for every step, and tidies up when it
is asked to end.
"""

import json
from collections.abc import Sequence

from PyQt6.QtCore import QElapsedTimer, QObject, QProcess, QProcessEnvironment, QTimer, pyqtSignal

PATIENCE_MS = 10_000  # for a command that was asked to end


class ExportJob(QObject):
    """One run of a command.

    Attributes:
        progressed: signal, carries what is being done, how much of it is done, and of how much.
        finished: signal, carries what went wrong; empty: nothing did. It is not sent for a job
            that was cancelled.
        cancelled: signal, a job that was cancelled has tidied up and ended.

    """

    progressed = pyqtSignal(str, int, int)
    finished = pyqtSignal(str)
    cancelled = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process = QProcess(self)
        self._clock = QElapsedTimer()
        self._title = ""
        self._cancelled = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._process.kill)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("NNVIZ_PROGRESS", "json")
        environment.insert("NNVIZ_ENDS_WITH", "stdin")  # which ends with this process
        self._process.setProcessEnvironment(environment)
        self._process.readyReadStandardOutput.connect(self._listen)
        self._process.finished.connect(self._end)
        self._process.errorOccurred.connect(self._fail_to_start)

    @property
    def running(self) -> bool:
        """Whether the command has not ended yet."""
        return self._process.state() != QProcess.ProcessState.NotRunning

    @property
    def stopping(self) -> bool:
        """Whether it was cancelled and has not ended yet."""
        return self._cancelled and self.running

    def start(self, command: Sequence[str]) -> None:
        """Begin; nothing else may be running."""
        self._cancelled = False
        self._process.start(command[0], list(command[1:]))

    def cancel(self) -> None:
        """Ask the command to tidy up and end, and end it if it does not."""
        if self.running and not self._cancelled:
            self._cancelled = True
            self._process.terminate()
            self._patience.start(PATIENCE_MS)

    def wait_until_cancelled(self) -> None:
        """Ask the command to end, and wait until it has tidied up."""
        self.cancel()
        if self.running and not self._process.waitForFinished(PATIENCE_MS):
            self._process.kill()
            self._process.waitForFinished(PATIENCE_MS)

    def seconds_left(self, done: int, total: int) -> float:
        """Return how long the rest takes if it goes on as it went, in seconds."""
        return self._clock.elapsed() / 1000 / max(done, 1) * (total - done)

    def _listen(self) -> None:
        while self._process.canReadLine():
            step = json.loads(bytes(self._process.readLine().data()))
            if step["title"] != self._title:
                self._title = step["title"]
                self._clock.start()
            if not self._cancelled:
                self.progressed.emit(step["title"], step["done"], step["total"])

    def _end(self, status: int) -> None:
        self._title = ""
        self._patience.stop()
        said = bytes(self._process.readAllStandardError().data()).decode(errors="replace").strip()
        if self._cancelled:
            self.cancelled.emit()
        else:
            self.finished.emit("" if status == 0 else said or f"it ended with status {status}")

    def _fail_to_start(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self.finished.emit(self._process.errorString())
