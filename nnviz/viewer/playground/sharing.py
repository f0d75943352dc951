"""Sharing: the experiment is copied as text that makes the same one elsewhere."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PyQt6.QtWidgets import QApplication

from nnviz.errors import NnvizError
from nnviz.learning.data import as_data
from nnviz.listing.program import program
from nnviz.playground.framework_programs import check_holdable
from nnviz.playground.keras_code import keras_code
from nnviz.playground.python_code import python_code
from nnviz.playground.torch_code import torch_code
from nnviz.scene import Scene
from nnviz.scene.writing import scene_text
from nnviz.viewer.commands import Command
from nnviz.viewer.playground.refusals import refusal_said
from nnviz.viewer.playground.scene_saving import ask_and_save
from nnviz.viewer.ports import Port
from nnviz.viewer.translation import tr

SAID_MS = 8000  # for which it is said
COPIED = "The experiment is copied as {form}"
Written = Callable[[Scene, str], str]


class Sharing:
    """Gives the Experiment menu what can be copied, and saved as a lesson.

    Args:
        port: where that stands.
        scene: returns the scene that shows what is shown, and the name of its file, without its
            ending; None: nothing can be tried out.
        as_lesson: returns a scene that opens as everything is now.

    """

    def __init__(
        self,
        port: Port,
        scene: Callable[[], tuple[Scene, str] | None],
        as_lesson: Callable[[Scene], Scene],
    ) -> None:
        self._port, self._scene, self._as_lesson = port, scene, as_lesson
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

    def save_lesson(self) -> None:
        """Ask for a file, and write a scene into it that opens as everything is now."""
        named = self._scene()
        if named is None:
            return
        try:
            lesson = self._as_lesson(named[0])
        except NnvizError as error:
            self._port.say(refusal_said(error), SAID_MS)
        else:
            ask_and_save(lesson, named[1], self._port)

    def _commands(self) -> list[Command]:
        return [
            _command("copy_toml", "Copy as a &scene (TOML)", partial(self.copy, "a scene", toml)),
            _command(
                "copy_numpy",
                "Copy as a &NumPy program",
                partial(self.copy, "a NumPy program", numpy_program),
            ),
            _command(
                "copy_torch",
                "Copy as a PyT&orch program",
                partial(self.copy, "a PyTorch program", pytorch_program),
            ),
            _command(
                "copy_keras",
                "Copy as a &Keras program",
                partial(self.copy, "a Keras program", keras_program),
            ),
            _command(
                "copy_python",
                "Copy as &Python with nnviz",
                partial(self.copy, "Python with nnviz", python_with_nnviz),
            ),
            _command("save_lesson", "Save as a &lesson…", self.save_lesson),
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
    check_holdable(scene.experiment)
    return program(scene.experiment, None).text


def pytorch_program(scene: Scene, _name: str) -> str:
    """Return the training of a scene as a PyTorch program.

    Raises:
        UsageError: it cannot be told there, or would hold too many numbers.

    """
    return torch_code(scene.experiment)


def keras_program(scene: Scene, _name: str) -> str:
    """Return the training of a scene as a Keras program.

    Raises:
        UsageError: it cannot be told there, or would hold too many numbers.

    """
    return keras_code(scene.experiment)


def python_with_nnviz(scene: Scene, name: str) -> str:
    """Return a program that records the experiment of a scene by the public names of nnviz."""
    return python_code(scene.experiment, f"{name}.nntrace")


def _command(name: str, text: str, run: Callable[[], None]) -> Command:
    return Command(name=name, text=text, run=run)
