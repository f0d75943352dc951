"""A film being made in a process of its own, by the command line, so that the window stays usable.

The command says on its output how far it is, a line of JSON for every step, and tidies up when it
is asked to end.
"""

import json
from collections.abc import Sequence

from PyQt6.QtCore import QElapsedTimer, QObject, QProcess, QProcessEnvironment, pyqtSignal

PATIENCE_MS = 10_000  # for a command that was asked to end


class ExportJob(QObject):
    """One run of a command.

    Attributes:
        progressed: signal, carries what is being done, how much of it is done, and of how much.
        finished: signal, carries what went wrong; empty: nothing did. It is not sent for a job
            that was cancelled.

    """

    progressed = pyqtSignal(str, int, int)
    finished = pyqtSignal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process = QProcess(self)
        self._clock = QElapsedTimer()
        self._title = ""
        self._cancelled = False
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
    def process_id(self) -> int:
        """The system's number of the process; 0 where there is none."""
        return int(self._process.processId())

    def start(self, command: Sequence[str]) -> None:
        """Begin; nothing else may be running."""
        self._cancelled = False
        self._process.start(command[0], list(command[1:]))

    def cancel(self) -> None:
        """Ask the command to end, and wait until it has tidied up."""
        if not self.running:
            return
        self._cancelled = True
        self._process.terminate()
        if not self._process.waitForFinished(PATIENCE_MS):
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
            self.progressed.emit(step["title"], step["done"], step["total"])

    def _end(self, status: int) -> None:
        self._title = ""
        said = bytes(self._process.readAllStandardError().data()).decode(errors="replace").strip()
        if not self._cancelled:
            self.finished.emit("" if status == 0 else said or f"it ended with status {status}")

    def _fail_to_start(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self.finished.emit(self._process.errorString())
