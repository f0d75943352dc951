"""What a user can do, with the keys that do it. Menus and the list of keys are made of these."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from PyQt6.QtGui import QAction, QKeySequence
from PyQt6.QtWidgets import QMainWindow, QMenu

from nnviz.story.storyboard import Preset
from nnviz.viewer.camera_controller import CameraController
from nnviz.viewer.player import Player, TrackKind
from nnviz.viewer.translation import retranslate, tr

TURN_DEG, SHIFT = 10.0, 0.05  # at one press of a key; heights of the picture


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """An entry of a menu.

    Attributes:
        text: what the menu says, in English; & stands before the letter that chooses it.
        run: what it does; if `checkable`, it is told whether it is switched on.
        keys: what does it wherever the focus is, as Qt writes it, alternatives divided by blanks;
            empty: nothing.
        checkable: whether it is switched on and off.
        checked: whether it is on at first.

    """

    text: str
    run: Callable[..., object]
    keys: str = ""
    checkable: bool = False
    checked: bool = False

    @property
    def sequences(self) -> list[QKeySequence]:
        """Its keys, one sequence for each alternative."""
        return [QKeySequence(keys) for keys in self.keys.split()]


class ViewpointSetter(Protocol):
    """What looks at the picture from somewhere."""

    def see_from(self, preset: Preset | None) -> None:
        """Look from a place of that name; None: from where the storyboard says."""


def playback(player: Player) -> list[Command]:
    """Return what can be done with a player, in the order of the menu."""
    step = player.step
    return [
        Command(text="&Play or pause", keys="Space", run=player.toggle),
        Command(
            text="Play bac&kwards, faster", keys="J", run=partial(player.shuttle, forwards=False)
        ),
        Command(text="Pa&use", keys="K", run=player.pause),
        Command(
            text="Play &forwards, faster", keys="L", run=partial(player.shuttle, forwards=True)
        ),
        Command(text="Play the other &way", keys="V", run=player.reverse),
        Command(text="Step &back", keys="Left", run=partial(step, "phase", forwards=False)),
        Command(text="&Step forwards", keys="Right", run=partial(step, "phase", forwards=True)),
        Command(text="Record back", keys="Shift+Left", run=partial(step, "record", forwards=False)),
        Command(
            text="&Record forwards", keys="Shift+Right", run=partial(step, "record", forwards=True)
        ),
        Command(text="Epoch back", keys="Ctrl+Left", run=partial(step, "epoch", forwards=False)),
        Command(
            text="&Epoch forwards", keys="Ctrl+Right", run=partial(step, "epoch", forwards=True)
        ),
        Command(
            text="&Chapter back", keys="PgUp", run=partial(player.step_chapter, forwards=False)
        ),
        Command(
            text="Chapter forwar&ds", keys="PgDown", run=partial(player.step_chapter, forwards=True)
        ),
        Command(text="F&irst", keys="Home", run=player.to_beginning),
        Command(text="Las&t", keys="End", run=player.to_end),
        Command(
            text="&Loop or not",
            keys="Ctrl+L",
            run=lambda: player.set_looping(not player.transport.looping),
        ),
        Command(text="Loop from here", keys="A", run=player.mark_start),
        Command(text="Loop up to here", keys="B", run=player.mark_end),
        Command(text="Loop no more", keys="Ctrl+Shift+L", run=player.unmark),
        Command(text="St&ory or training", keys="S", run=partial(_other_way, player)),
    ]


def viewpoints(view_settings: ViewpointSetter) -> list[Command]:
    """Return the places to look from, in the order of the menu."""
    presets: list[tuple[str, Preset | None]] = [
        ("&As the story says", None),
        ("&Front", "front"),
        ("&Three-quarter", "three_quarter"),
        ("T&op", "top"),
        ("A&long the layers", "along"),
        ("&Close", "close"),
    ]
    return [
        Command(text=text, keys=str(number), run=partial(view_settings.see_from, preset))
        for number, (text, preset) in enumerate(presets)
    ]


def camera_moves(controller: CameraController) -> list[Command]:
    """Return what moves the camera a little, in the order of the menu."""
    turn, shift, near = controller.turn, controller.shift, controller.approach
    return [
        Command(text="Turn left", keys="Alt+Left", run=partial(turn, right_deg=TURN_DEG)),
        Command(text="Turn right", keys="Alt+Right", run=partial(turn, right_deg=-TURN_DEG)),
        Command(text="Turn up", keys="Alt+Up", run=partial(turn, up_deg=TURN_DEG)),
        Command(text="Turn down", keys="Alt+Down", run=partial(turn, up_deg=-TURN_DEG)),
        Command(text="Move left", keys="Alt+Shift+Left", run=partial(shift, right=-SHIFT)),
        Command(text="Move right", keys="Alt+Shift+Right", run=partial(shift, right=SHIFT)),
        Command(text="Move up", keys="Alt+Shift+Up", run=partial(shift, down=-SHIFT)),
        Command(text="Move down", keys="Alt+Shift+Down", run=partial(shift, down=SHIFT)),
        Command(text="&Nearer", keys="+ =", run=partial(near, 1)),
        Command(text="Fa&rther", keys="-", run=partial(near, -1)),
    ]


def add_menu(
    window: QMainWindow, title: str, commands: Iterable[Command]
) -> tuple[QMenu, list[QAction]]:
    """Give a window a menu; return it and its entries.

    The window gets the entries too, because the keys of a hidden menu bar do not work.
    """
    menu = titled_menu(window, title)
    bar = window.menuBar()
    if bar is not None:
        bar.addMenu(menu)
    return menu, add_entries(window, menu, commands)


def titled_menu(window: QMainWindow, title: str) -> QMenu:
    """Return a new menu of a window; its title is given in English."""
    menu = QMenu(window)
    retranslate(menu, lambda: menu.setTitle(tr(title)))
    return menu


def add_entries(window: QMainWindow, menu: QMenu, commands: Iterable[Command]) -> list[QAction]:
    """Give a menu of a window more entries; return them."""
    commands = list(commands)
    actions = [_action(window, command) for command in commands]
    retranslate(menu, partial(_retranslate, actions, commands))
    menu.addActions(actions)
    window.addActions(actions)
    return actions


def _action(window: QMainWindow, command: Command) -> QAction:
    action = QAction(window)
    action.setCheckable(command.checkable)
    action.setChecked(command.checked)
    action.setShortcuts(command.sequences)
    if command.checkable:
        action.toggled.connect(command.run)
    else:
        action.triggered.connect(lambda _checked: command.run())
    return action


def _retranslate(actions: Iterable[QAction], commands: Iterable[Command]) -> None:
    for action, command in zip(actions, commands, strict=True):
        action.setText(tr(command.text))


def _other_way(player: Player) -> None:
    on_training = player.track_kind is TrackKind.TRAINING
    player.go_along(TrackKind.STORY if on_training else TrackKind.TRAINING)
