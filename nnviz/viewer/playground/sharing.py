"""Sharing: the experiment is copied as text that makes the same one elsewhere."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PyQt6.QtWidgets import QApplication

from nnviz.errors import NnvizError, UsageError
from nnviz.learning.data import as_data
from nnviz.listing.program import numbers_of, program
from nnviz.playground.python_code import python_code
from nnviz.scene import Scene
from nnviz.scene.writing import scene_text
from nnviz.viewer.commands import Command
from nnviz.viewer.playground.refusals import refusal_said
from nnviz.viewer.ports import Port
from nnviz.viewer.translation import tr

MOST_NUMBERS = 10_000  # of records that are copied with a program
SAID_MS = 8000  # for which it is said
COPIED = "The experiment is copied as {form}"
Written = Callable[[Scene, str], str]


class Sharing:
    """Gives the Experiment menu what can be copied.

    Args:
        port: where that stands.
        scene: returns the scene that shows what is shown, and the name of its file, without its
            ending; None: nothing can be tried out.

    """

    def __init__(self, port: Port, scene: Callable[[], tuple[Scene, str] | None]) -> None:
        self._port, self._scene = port, scene
        port.menus.add_menu("share", inside="experimenting")
        port.menus.add("share", self._commands())

    def copy(self, form: str, write: Written) -> None:
        """Copy the experiment.

        Args:
            form: what it is copied as, in English.
            write: returns that.

        """
        scene, clipboard = self._scene(), QApplication.clipboard()
        if scene is None or clipboard is None:
            return
        try:
            clipboard.setText(write(*scene))
        except NnvizError as error:
            self._port.say(refusal_said(error), SAID_MS)
        else:
            self._port.say(tr(COPIED, form=tr(form)), SAID_MS)

    def _commands(self) -> list[Command]:
        return [
            _command("copy_toml", "Copy as a &scene (TOML)", partial(self.copy, "a scene", toml)),
            _command(
                "copy_numpy",
                "Copy as a &NumPy program",
                partial(self.copy, "a NumPy program", numpy_program),
            ),
            _command(
                "copy_python",
                "Copy as &Python with nnviz",
                partial(self.copy, "Python with nnviz", python_with_nnviz),
            ),
        ]


def toml(scene: Scene, _name: str) -> str:
    """Return a scene as TOML, for the folder of its data."""
    path = Path(as_data(scene.experiment.data).path)
    return scene_text(scene, path.parent if path.is_absolute() else Path.cwd())


def numpy_program(scene: Scene, _name: str) -> str:
    """Return the training of a scene as a program that needs nothing but NumPy.

    Raises:
        UsageError: it would hold too many records.

    """
    if numbers_of(scene.experiment) > MOST_NUMBERS:
        raise UsageError("its records are too many for a program; copy it as Python with nnviz")
    return program(scene.experiment, None).text


def python_with_nnviz(scene: Scene, name: str) -> str:
    """Return a program that records the experiment of a scene by the public names of nnviz."""
    return python_code(scene.experiment, f"{name}.nntrace")


def _command(name: str, text: str, run: Callable[[], None]) -> Command:
    return Command(name=name, text=text, run=run)
