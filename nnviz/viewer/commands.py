"""What a user can do, with the keys that do it. The window's menus are made of these."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from PyQt6.QtGui import QAction, QKeySequence
from PyQt6.QtWidgets import QMainWindow, QMenu

from nnviz.viewer.player import Player

STEP_SECONDS, LEAP_SECONDS = 1.0, 5.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """An entry of a menu.

    Attributes:
        text: what the menu says; & stands before the letter that chooses it.
        run: what it does; if `checkable`, it is told whether it is switched on.
        keys: what does it wherever the focus is, as Qt writes it; empty: nothing.
        checkable: whether it is switched on and off.

    """

    text: str
    run: Callable[..., object]
    keys: str = ""
    checkable: bool = False


def playback(player: Player) -> list[Command]:
    """Return what can be done with a player, in the order of the menu."""
    step, leap = partial(player.step, STEP_SECONDS), partial(player.step, LEAP_SECONDS)
    step_back, leap_back = partial(player.step, -STEP_SECONDS), partial(player.step, -LEAP_SECONDS)
    return [
        Command(text="&Play or pause", keys="Space", run=player.toggle),
        Command(text="&Back 1 s", keys="Left", run=step_back),
        Command(text="&Forwards 1 s", keys="Right", run=step),
        Command(text="Back 5 s", keys="Shift+Left", run=leap_back),
        Command(text="Forwards 5 s", keys="Shift+Right", run=leap),
        Command(text="Be&ginning", keys="Home", run=player.to_beginning),
        Command(text="&End", keys="End", run=player.to_end),
        Command(text="&Loop", checkable=True, run=player.set_looping),
    ]


def add_menu(
    window: QMainWindow, title: str, commands: Iterable[Command]
) -> tuple[QMenu, list[QAction]]:
    """Give a window a menu; return it and its entries.

    The window gets the entries too, because the keys of a hidden menu bar do not work.
    """
    actions = [_action(window, command) for command in commands]
    menu = QMenu(title, window)
    menu.addActions(actions)
    bar = window.menuBar()
    if bar is not None:
        bar.addMenu(menu)
    window.addActions(actions)
    return menu, actions


def _action(window: QMainWindow, command: Command) -> QAction:
    action = QAction(command.text, window)
    action.setCheckable(command.checkable)
    action.setShortcut(QKeySequence(command.keys))
    if command.checkable:
        action.toggled.connect(command.run)
    else:
        action.triggered.connect(lambda _checked: command.run())
    return action
