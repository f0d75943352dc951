"""The menus of a window: they are made of commands, and know each menu by its identifier."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TypeVar

from PyQt6.QtGui import QAction, QActionGroup
from PyQt6.QtWidgets import QMainWindow, QMenu

from nnviz.story.text import Language
from nnviz.story.theme import Theme
from nnviz.viewer.commands import Command
from nnviz.viewer.menu_titles import TITLES
from nnviz.viewer.translation import retranslate, tr

Choice = TypeVar("Choice", Theme, Language)


class Menus:
    """Gives a window menus, as whoever has commands asks for them.

    Args:
        window: that gets them. It gets their entries too, because the keys of a hidden menu bar do
            not work.

    Attributes:
        commands: what can be done, by the identifier of the menu or of the part of the window that
            it belongs to.

    """

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self._menus: dict[str, QMenu] = {}
        self.commands: dict[str, list[Command]] = {}

    def menu(self, name: str) -> QMenu:
        """Return the menu of an identifier."""
        return self._menus[name]

    def add_menu(
        self,
        name: str,
        *,
        inside: str | None = None,
        behind: str | None = None,
        before: str | None = None,
    ) -> QMenu:
        """Add a menu.

        Args:
            name: its identifier, one of `TITLES`.
            inside: the menu that it is an entry of; None: it stands in the bar.
            behind: the command in there that it follows; None: the last one.
            before: the menu of the bar that it stands before; None: it is the last one there.

        """
        menu = self._menus[name] = QMenu(self._window)
        retranslate(menu, lambda: menu.setTitle(tr(TITLES[name])))
        bar = self._window.menuBar()
        if inside is not None:
            entries = self.menu(inside).actions()
            names = [entry.objectName() for entry in entries]
            follower = entries[names.index(behind) + 1 :][:1] if behind else []
            self.menu(inside).insertMenu(follower[0] if follower else None, menu)
        elif bar is not None:
            bar.insertMenu(self.menu(before).menuAction() if before else None, menu)
        return menu

    def add(
        self, menu: str, commands: Sequence[Command], *, topic: str | None = None
    ) -> list[QAction]:
        """Give a menu entries; return them.

        Args:
            menu: its identifier.
            commands: what they do.
            topic: where the list of keys has them; None: as the menus do.

        """
        self.list_commands(topic or menu, commands)
        actions = [_action(self._window, command) for command in commands]
        retranslate(self.menu(menu), partial(_retranslate, actions, commands))
        self.menu(menu).addActions(actions)
        self._window.addActions(actions)
        return actions

    def add_action(self, menu: str, action: QAction, command: Command, *, topic: str) -> None:
        """Give a menu an action of Qt's own, which does what a command says, and its keys."""
        self.list_commands(topic, [command])
        action.setShortcuts(command.sequences)
        self.menu(menu).addAction(action)
        self._window.addAction(action)

    def list_commands(self, topic: str, commands: Iterable[Command]) -> None:
        """Let the list of keys and the manual know commands."""
        self.commands.setdefault(topic, []).extend(commands)

    def add_choices(
        self, name: str, choices: Mapping[Choice, str], choose: Callable[[Choice], object]
    ) -> dict[Choice, QAction]:
        """Add a menu to the View menu, of things of which one holds at any time."""
        menu = self.add_menu(name, inside="view")
        group = QActionGroup(self._window)
        actions: dict[Choice, QAction] = {}
        for choice, text in choices.items():
            action = actions[choice] = QAction(group)
            retranslate(action, partial(_set_text, action, text), watched=menu)
            action.setCheckable(True)
            action.triggered.connect(partial(_choose, choose, choice))
            menu.addAction(action)
        return actions


def _action(window: QMainWindow, command: Command) -> QAction:
    action = QAction(window)
    action.setObjectName(command.name)
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
        _set_text(action, command.text)


def _set_text(action: QAction, text: str) -> None:
    action.setText(tr(text))


def _choose(choose: Callable[[Choice], object], choice: Choice, _checked: bool) -> None:
    choose(choice)
