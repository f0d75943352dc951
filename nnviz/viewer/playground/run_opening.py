"""Opening a run beside the window's own work."""

from contextlib import AbstractContextManager
from dataclasses import replace
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject

from nnviz.errors import SceneError
from nnviz.opening import open_recorded, open_show
from nnviz.playground.runs import Run
from nnviz.scene import Scene
from nnviz.story.storyboard import default_storyboard
from nnviz.story.text import Language
from nnviz.story.theme import Theme
from nnviz.viewer.opening.show_opening import ShowOpening

if TYPE_CHECKING:
    from nnviz.stage.show import Show


class RunOpening(ShowOpening):
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

    def _open(self) -> None:
        try:
            super()._open()
        except SceneError:
            if self.scene.storyboard.by_default:
                raise
            self._tell_as_usual()
            super()._open()

    def _opening(self) -> "AbstractContextManager[Show]":
        file = self.opened_run.file
        if not self.opened_run.complete:  # no scene tells of a training as far as it is
            return open_show(file, language=self._language, theme=self._theme)
        return open_recorded(file, self.scene, [file], language=self._language, theme=self._theme)

    def _tell_as_usual(self) -> None:
        epochs = self.opened_run.experiment.epochs
        self.scene = replace(self.scene, storyboard=default_storyboard(epochs))
