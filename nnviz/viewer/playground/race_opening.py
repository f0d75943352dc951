"""Opening the kept trainings as a race, beside the window's own work."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject

from nnviz.opening import open_recorded
from nnviz.playground.runs import Run
from nnviz.scene import Scene
from nnviz.story.storyboard import Shot, Storyboard
from nnviz.viewer.opening.show_opening import ShowOpening

if TYPE_CHECKING:
    from nnviz.stage.show import Show


class RaceOpening(ShowOpening):
    """Opens trainings beside each other, on one clock.

    Args:
        named: the runs with their names, complete ones.
        before: how it was shown until now.
        parent: what it belongs to.

    Attributes:
        longest: the run with the most epochs, whose training the clock is of.

    """

    def __init__(self, named: Sequence[tuple[str, Run]], before: "Show", parent: QObject) -> None:
        super().__init__(parent)
        self.longest = max((run for _, run in named), key=lambda run: run.experiment.epochs)
        self._files = [self.longest.file, *(run.file for _, run in named)]
        self._scene = Scene(
            title=before.title,
            experiment=self.longest.experiment,
            variants=tuple((name, run.experiment) for name, run in named),
            storyboard=_race(self.longest.experiment.epochs),
        )
        self._language, self._theme = before.language, before.theme

    def _opening(self) -> "AbstractContextManager[Show]":
        return open_recorded(
            self.longest.file,
            self._scene,
            self._files,
            language=self._language,
            theme=self._theme,
        )


def _race(epochs: int) -> Storyboard:
    return Storyboard(shots=(Shot(tell="race", epochs=(1, epochs)),))
