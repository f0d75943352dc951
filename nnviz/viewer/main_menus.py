"""What the menus of the window offer, with the keys; features add what they can do themselves."""

from dataclasses import dataclass
from functools import partial

from PyQt6.QtCore import QSignalBlocker, Qt
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QWidget

from nnviz.stage.panels import PANELS
from nnviz.stage.show import Show
from nnviz.story.text import Language
from nnviz.story.theme import Theme
from nnviz.viewer.about import show_about
from nnviz.viewer.appearance import Appearance
from nnviz.viewer.camera_controller import CameraController
from nnviz.viewer.commands import Command, camera_moves, playback, viewpoints
from nnviz.viewer.keys_dialog import KeysDialog
from nnviz.viewer.manual_window import Manual
from nnviz.viewer.opening.file_question import ask_for_file
from nnviz.viewer.opening.opener import Opener
from nnviz.viewer.ports import Port
from nnviz.viewer.scale import Scale
from nnviz.viewer.session import Session
from nnviz.viewer.source import FileSource
from nnviz.viewer.timeline.timeline_panel import TimelinePanel
from nnviz.viewer.timeline.transport_bar import TransportBar

THEMES: dict[Theme, str] = {"dark": "&Dark", "light": "&Light"}
LANGUAGES: dict[Language, str] = {"en": "&English", "ja": "&日本語"}  # each in itself


@dataclass(frozen=True, kw_only=True, slots=True)
class WindowParts:
    """What the menus of a window act on."""

    session: Session
    opener: Opener
    appearance: Appearance
    camera_controller: CameraController
    timelines: TimelinePanel
    bar: TransportBar
    scale: Scale


class MainMenus:
    """Fills the menus of a window.

    Args:
        port: whose menus.
        parts: what they act on.

    """

    def __init__(self, port: Port, parts: WindowParts) -> None:
        self._port, self._parts, self._menus = port, parts, port.menus
        self._add("file", self._file_commands())
        self._playback = self._add("playback", self._playback_commands())
        looks, moves = viewpoints(parts.session.view_settings), parts.camera_controller
        self._add("camera", [*looks, *camera_moves(moves)])
        self._add("view", self._view_commands())
        self._panels = self._add_panels()
        appearance = parts.appearance
        self._themes = self._menus.add_choices("colours", THEMES, appearance.set_theme)
        self._languages = self._menus.add_choices("language", LANGUAGES, appearance.set_language)
        self._menus.menu("view").addSeparator()
        self._add("help", self._help_commands())
        self._languages[parts.opener.language_for(None)].setChecked(True)
        parts.session.view_settings.changed.connect(self._check_panels)
        parts.session.opened.connect(self._begin)
        self._enable(False)

    def _begin(self, show: Show) -> None:
        """Let everything be chosen that needs a training, and say how that is shown."""
        self._enable(True)
        self._themes[show.theme].setChecked(True)
        self._languages[show.language].setChecked(True)

    def _add(self, name: str, commands: list[Command]) -> list[QAction]:
        self._menus.add_menu(name)
        return self._menus.add(name, commands)

    def _file_commands(self) -> list[Command]:
        close = self._port.parent.close
        return [
            Command(name="open", text="&Open…", keys="Ctrl+O", run=self._ask_for_file),
            Command(name="quit", text="&Quit", keys="Ctrl+Q", run=close),
        ]

    def _playback_commands(self) -> list[Command]:
        session = self._parts.session
        on, back = partial(session.variants.go_on, 1), partial(session.variants.go_on, -1)
        return [
            *playback(session.player),
            Command(name="go_to_epoch", text="&Go to epoch", keys="G", run=self._ask_for_epoch),
            Command(name="next_variant", text="Next &variant", keys="R", run=on),
            Command(name="variant_before", text="Vari&ant before", keys="Shift+R", run=back),
        ]

    def _view_commands(self) -> list[Command]:
        return [
            Command(
                name="full_screen", text="&Full screen", keys="F F11", run=self._toggle_full_screen
            ),
            Command(
                name="hide_panels",
                text="Hide or show all &panels",
                keys="P",
                run=self._parts.session.view_settings.toggle_panels,
            ),
            Command(
                name="dark_or_light",
                text="&Dark or light",
                keys="T",
                run=self._parts.appearance.toggle_theme,
            ),
            *_size_commands(self._parts.scale),
            *_axis_commands(self._parts.timelines),
        ]

    def _help_commands(self) -> list[Command]:
        about = partial(show_about, self._port.parent)
        return [
            Command(name="manual", text="&Manual", keys="Shift+F1", run=self._open_manual),
            Command(name="keys", text="&Keys", keys="? F1", run=self._list_keys),
            Command(name="about", text="&About nnviz", run=about),
        ]

    def _add_panels(self) -> dict[str, QAction]:
        commands = [
            Command(
                name=f"panel_{panel.name}",
                text=panel.menu,
                checkable=True,
                checked=True,
                run=partial(self._parts.session.view_settings.show_panel, panel.name),
            )
            for panel in PANELS
        ]
        self._menus.add_menu("panels", inside="view")
        actions = self._menus.add("panels", commands)
        return {panel.name: action for panel, action in zip(PANELS, actions, strict=True)}

    def _check_panels(self) -> None:
        hidden = self._parts.session.view_settings.look.hidden
        for panel, action in self._panels.items():
            with QSignalBlocker(action):
                action.setChecked(panel not in hidden)

    def _enable(self, enabled: bool) -> None:
        for action in self._playback:
            action.setEnabled(enabled)

    def _ask_for_file(self) -> None:
        """Open what somebody chooses."""
        file = ask_for_file(self._port.parent)
        if file is not None:
            self._parts.opener.open(FileSource(file))

    def _ask_for_epoch(self) -> None:
        box = self._parts.bar.places.epoch
        box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        box.selectAll()

    def _toggle_full_screen(self) -> None:
        """Fill the screen, or give it back."""
        window: QWidget = self._port.parent
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _open_manual(self) -> None:
        """Show the manual beside the window; the one that is open already, if one is."""
        window = self._port.parent
        manual = window.findChild(Manual) or Manual(self._menus.commands, window)
        manual.show()
        manual.raise_()
        manual.activateWindow()

    def _list_keys(self) -> None:
        dialog = KeysDialog(self._menus.commands, self._port.parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def _size_commands(scale: Scale) -> list[Command]:
    larger, smaller, usual = scale.enlarge, scale.reduce, scale.reset
    return [
        Command(name="larger_text", text="Lar&ger text", keys="Ctrl++ Ctrl+=", run=larger),
        Command(name="smaller_text", text="S&maller text", keys="Ctrl+-", run=smaller),
        Command(name="usual_text", text="&Usual size of text", keys="Ctrl+0", run=usual),
    ]


def _axis_commands(timelines: TimelinePanel) -> list[Command]:
    return [
        Command(
            name="logarithmic_epochs",
            text="Lo&garithmic epochs",
            keys="E",
            checkable=True,
            run=timelines.training.set_logarithmic,
        ),
        Command(
            name="logarithmic_error",
            text="Logarithmic e&rror",
            keys="Shift+E",
            checkable=True,
            run=timelines.training.set_logarithmic_error,
        ),
    ]
