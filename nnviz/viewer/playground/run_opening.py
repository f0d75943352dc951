"""Opening a run beside the window's own work.

The thread reads the trace and computes what a show needs of it. It never touches a widget or
OpenGL, and when it has finished, the show belongs to the thread of the window.
"""

from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject, QThread

from nnviz.errors import SceneError
from nnviz.opening import open_recorded
from nnviz.playground.runs import Run
from nnviz.scene import Scene
from nnviz.story.storyboard import default_storyboard
from nnviz.story.text import Language
from nnviz.story.theme import Theme

if TYPE_CHECKING:
    from nnviz.stage.show import Show


class RunOpening(QThread):
    """Opens a run as the scene tells it, or by the usual storyboard where that does not fit it.

    Args:
        run: the run.
        scene: the scene that is tried out.
        language: of the texts in the picture.
        theme: its colours.

    Attributes:
        run: the run.
        scene: the scene as which it is shown.

    """

    def __init__(
        self, run: Run, scene: Scene, parent: QObject, *, language: Language, theme: Theme
    ) -> None:
        super().__init__(parent)
        self.opened_run = run
        self.scene = replace(scene, experiment=run.experiment)
        if scene.storyboard.by_default:
            self._tell_as_usual()
        self._language: Language = language
        self._theme: Theme = theme
        self._opened = ExitStack()
        self._show: Show | None = None
        self._error: Exception | None = None

    def run(self) -> None:
        """Open it; Qt calls this in the thread."""
        try:
            try:
                self._open()
            except SceneError:
                if self.scene.storyboard.by_default:
                    raise
                self._tell_as_usual()
                self._open()
        except Exception as error:  # whoever asks for the result says it
            self._error = error

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

    def _open(self) -> None:
        file = self.opened_run.file
        opening = open_recorded(
            file, self.scene, [file], language=self._language, theme=self._theme
        )
        self._show = self._opened.enter_context(opening)

    def _tell_as_usual(self) -> None:
        epochs = self.opened_run.experiment.epochs
        self.scene = replace(self.scene, storyboard=default_storyboard(epochs))
