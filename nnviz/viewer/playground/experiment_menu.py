"""The entries of the Experiment menu, and which of them are possible just now."""

from typing import Protocol

from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QDockWidget, QWidget

from nnviz.viewer.commands import Command
from nnviz.viewer.ports import Port


class Verbs(Protocol):
    """What the menu can do with an experiment."""

    def undo(self) -> None:
        """Take the last change back."""

    def redo(self) -> None:
        """Make the change again that was taken back last."""

    def roll_seed(self) -> None:
        """Let chance choose another seed."""

    def train_longer(self) -> None:
        """Train twice as many epochs."""

    def branch(self) -> None:
        """Begin anew with the weights of the epoch that is shown."""

    def keep(self) -> None:
        """Let the training that is shown stay, to be gone back to."""

    def flip(self) -> None:
        """Go to the next training that is kept."""

    def stop(self) -> None:
        """Train no longer."""

    def save_scene(self) -> None:
        """Save what is shown as a scene."""


class ExperimentMenu:
    """The menu.

    Args:
        port: where it stands.
        verbs: what its entries do.

    Attributes:
        actions: the entries, by the names of their commands.

    """

    def __init__(self, port: Port, verbs: Verbs) -> None:
        port.menus.add_menu("experimenting", before="help")
        commands = _commands(verbs)
        actions = port.menus.add("experimenting", commands)
        self.actions: dict[str, QAction] = {
            each.name: action for each, action in zip(commands, actions, strict=True)
        }

    def offer(self, names: set[str]) -> None:
        """Offer the entries of these names, and no others."""
        for name, action in self.actions.items():
            action.setEnabled(name in names)


def experiment_dock(panel: QWidget, port: Port) -> QDockWidget:
    """Return the dock of the panel, which stands at the left, and is hidden at first."""
    toggle = Command(
        name="show_experiment",
        text="Show or hide the experiment",
        keys="X",
        run=lambda: dock.setVisible(dock.isHidden()),
    )
    dock = port.dock(panel, name="experiment", title="Experiment", toggle=toggle, left=True)
    return dock


def _commands(verbs: Verbs) -> list[Command]:
    undo, redo, keep, save = verbs.undo, verbs.redo, verbs.keep, verbs.save_scene
    return [
        Command(name="undo", text="&Undo", keys="Ctrl+Z", run=undo),
        Command(name="redo", text="&Redo", keys="Ctrl+Shift+Z Ctrl+Y", run=redo),
        Command(name="roll_seed", text="Another see&d", keys="D", run=verbs.roll_seed),
        Command(name="train_longer", text="&Train twice as long", run=verbs.train_longer),
        Command(name="branch", text="Begin anew from &here", keys="W", run=verbs.branch),
        Command(name="keep_run", text="&Keep this training", keys="Ctrl+K", run=keep),
        Command(name="flip_runs", text="Show the &next kept one", keys="C", run=verbs.flip),
        Command(name="stop_training", text="&Stop the training", keys="Ctrl+.", run=verbs.stop),
        Command(name="save_scene", text="Save as s&cene…", keys="Ctrl+S", run=save),
    ]
