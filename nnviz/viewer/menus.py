"""The menus of the window: everything that can be done in it, with the keys that do it."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PyQt6.QtCore import QSignalBlocker, Qt
from PyQt6.QtGui import QAction, QActionGroup
from PyQt6.QtWidgets import QMenu

from nnviz.stage.panels import PANELS
from nnviz.story.text import Language
from nnviz.story.theme import Theme
from nnviz.viewer.about import show_about
from nnviz.viewer.commands import (
    Command,
    add_entries,
    add_menu,
    camera_moves,
    playback,
    titled_menu,
    viewpoints,
)
from nnviz.viewer.keys_dialog import KeysDialog
from nnviz.viewer.manual_window import Manual
from nnviz.viewer.translation import retranslate, tr

if TYPE_CHECKING:
    from nnviz.viewer.window import ViewerWindow

THEMES: dict[Theme, str] = {"dark": "&Dark", "light": "&Light"}
LANGUAGES: dict[Language, str] = {"en": "&English", "ja": "&日本語"}  # each in itself

Choice = TypeVar("Choice", Theme, Language)


class Menus:
    """Gives a window its menus.

    Attributes:
        file: the menu of files.
        view: the menu with everything that can be shown or hidden.
        commands: what each menu offers, by the menu's title in English.

    """

    def __init__(self, window: "ViewerWindow") -> None:
        self._window = window
        self.commands: dict[str, list[Command]] = {}
        self.file, _ = self._add("&File", self._file_commands())
        _, self._playback = self._add("&Playback", self._playback_commands())
        looks, moves = viewpoints(window.view_settings), camera_moves(window.camera_controller)
        self._add("&Camera", [*looks, *moves])
        self.view, _ = self._add("&View", self._view_commands())
        self._panels = self._add_panels()
        self._themes = self._add_choices("Colo&urs", THEMES, window.set_theme)
        self._languages = self._add_choices("&Language", LANGUAGES, window.set_language)
        self.view.addSeparator()
        about = Command(text="&About nnviz", run=partial(show_about, window))
        keys = Command(text="&Keys", keys="? F1", run=self._list_keys)
        manual = Command(text="&Manual", keys="Shift+F1", run=self._open_manual)
        self._add("&Help", [manual, keys, about])
        self._languages[window.opener.language_for(None)].setChecked(True)
        window.view_settings.changed.connect(self._check_panels)
        self._enable(False)

    def begin(self, theme: Theme, language: Language) -> None:
        """Let everything be chosen that needs a training, and say how that is shown."""
        self._enable(True)
        self._themes[theme].setChecked(True)
        self._languages[language].setChecked(True)

    def _file_commands(self) -> list[Command]:
        return [
            Command(text="&Open…", keys="Ctrl+O", run=self._window.ask_for_file),
            Command(text="&Quit", keys="Ctrl+Q", run=self._window.close),
        ]

    def _playback_commands(self) -> list[Command]:
        go = Command(text="&Go to epoch", keys="G", run=self._ask_for_epoch)
        variant = self._window.variants.go_on
        return [
            *playback(self._window.player),
            go,
            Command(text="Next &variant", keys="R", run=partial(variant, 1)),
            Command(text="Vari&ant before", keys="Shift+R", run=partial(variant, -1)),
        ]

    def _view_commands(self) -> list[Command]:
        window, view_settings = self._window, self._window.view_settings
        return [
            Command(text="&Full screen", keys="F F11", run=window.toggle_full_screen),
            Command(text="Hide or show all &panels", keys="P", run=view_settings.toggle_panels),
            Command(text="&Dark or light", keys="T", run=window.toggle_theme),
            Command(text="Lar&ger text", keys="Ctrl++ Ctrl+=", run=window.scale.enlarge),
            Command(text="S&maller text", keys="Ctrl+-", run=window.scale.reduce),
            Command(text="&Usual size of text", keys="Ctrl+0", run=window.scale.reset),
            Command(
                text="Lo&garithmic epochs",
                keys="E",
                checkable=True,
                run=window.timelines.training.set_logarithmic,
            ),
            Command(
                text="Logarithmic e&rror",
                keys="Shift+E",
                checkable=True,
                run=window.timelines.training.set_logarithmic_error,
            ),
        ]

    def _add(self, title: str, commands: list[Command]) -> tuple[QMenu, list[QAction]]:
        self.commands[title] = commands
        return add_menu(self._window, title, commands)

    def _add_panels(self) -> dict[str, QAction]:
        view_settings = self._window.view_settings
        commands = [
            Command(
                text=panel.menu,
                checkable=True,
                checked=True,
                run=partial(view_settings.show_panel, panel.name),
            )
            for panel in PANELS
        ]
        menu = titled_menu(self._window, "Pa&nels")
        self.view.addMenu(menu)
        actions = add_entries(self._window, menu, commands)
        return {panel.name: action for panel, action in zip(PANELS, actions, strict=True)}

    def _add_choices(
        self, title: str, choices: Mapping[Choice, str], choose: Callable[[Choice], object]
    ) -> dict[Choice, QAction]:
        """Add a menu of things of which one holds at any time."""
        menu = titled_menu(self._window, title)
        self.view.addMenu(menu)
        group = QActionGroup(self._window)
        actions: dict[Choice, QAction] = {}
        for choice, text in choices.items():
            action = QAction(group)
            retranslate(action, partial(_retranslate, action, text), watched=menu)
            action.setCheckable(True)
            action.triggered.connect(partial(_choose, choose, choice))
            actions[choice] = action
            menu.addAction(action)
        return actions

    def _check_panels(self) -> None:
        for panel, action in self._panels.items():
            with QSignalBlocker(action):
                action.setChecked(panel not in self._window.view_settings.look.hidden)

    def _enable(self, enabled: bool) -> None:
        for action in self._playback:
            action.setEnabled(enabled)

    def _ask_for_epoch(self) -> None:
        box = self._window.bar.places.epoch
        box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        box.selectAll()

    def _open_manual(self) -> None:
        """Show the manual beside the window; the one that is open already, if one is."""
        manual = self._window.findChild(Manual) or Manual(self.commands, self._window)
        manual.show()
        manual.raise_()
        manual.activateWindow()

    def _list_keys(self) -> None:
        dialog = KeysDialog(self.commands, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def _retranslate(action: QAction, text: str) -> None:
    action.setText(tr(text))


def _choose(choose: Callable[[Choice], object], choice: Choice, _checked: bool) -> None:
    choose(choice)
