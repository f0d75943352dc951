"""Recording a scene beside the window's own work.

The thread computes and writes files. It never touches a widget or OpenGL, and what it has recorded
is opened by the thread of the window.
"""

from pathlib import Path

from PyQt6.QtCore import QObject, QThread, pyqtSignal

from nnviz.opening import record_scene
from nnviz.scene import Scene
from nnviz.temporary import scratch_folder
from nnviz.viewer.source import Source


class _CancelledError(Exception):
    """Nobody wants the recording any more."""


class SceneRecording(QThread):
    """Records a scene into a folder that lives as long as this does.

    Args:
        source: where the scene came from.
        scene: what to record.

    Attributes:
        source: where the scene came from.
        scene: what is recorded.
        progressed: signal, carries the epochs done and of all epochs.

    """

    progressed = pyqtSignal(int, int)

    def __init__(self, source: Source, scene: Scene, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.source = source
        self.scene = scene
        self._recordings: list[Path] = []
        self._error: Exception | None = None
        self._folder = scratch_folder()

    def run(self) -> None:
        """Record; Qt calls this in the thread."""
        try:
            self._recordings = record_scene(self.scene, self._folder.path, progress=self._report)
        except _CancelledError:
            pass
        except Exception as error:  # whoever asks for the result says it
            self._error = error

    def result(self) -> list[Path]:
        """Return the recordings of the scene, once they are done.

        Raises:
            TraceError: they could not be made.

        """
        if self._error is not None:
            raise self._error
        return self._recordings

    def cancel(self) -> None:
        """Stop as soon as possible and wait for it; nothing is signalled any more."""
        self.blockSignals(True)
        self.requestInterruption()
        self.wait()
        self.discard()

    def discard(self) -> None:
        """Delete the recordings."""
        self._folder.close()

    def _report(self, done: int, total: int) -> None:
        if self.isInterruptionRequested():
            raise _CancelledError
        self.progressed.emit(done, total)
