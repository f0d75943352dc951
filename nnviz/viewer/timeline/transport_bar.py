"""The bar of controls: play and step, the epoch, the time, the detail and the speed."""

from collections.abc import Callable
from functools import partial

from PyQt6.QtCore import QEvent, QSignalBlocker, QSize, Qt
from PyQt6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QToolButton, QWidget

from nnviz.story.training_track import TrainingDetail, TrainingTrack
from nnviz.viewer.flow_layout import FlowLayout
from nnviz.viewer.player import Player, TrackKind
from nnviz.viewer.scale import fixed_font
from nnviz.viewer.timeline import icons
from nnviz.viewer.timeline.position_boxes import PositionBoxes
from nnviz.viewer.translation import retranslate, tr

_SIZES = {"⅛×": 1 / 8, "¼×": 1 / 4, "½×": 1 / 2} | {f"{n}×": float(n) for n in (1, 2, 4, 8)}
_SIZES |= {f"{n}×": float(n) for n in (16, 32, 64)}
SPEEDS = {f"−{name}": -speed for name, speed in reversed(_SIZES.items())} | _SIZES
DETAILS: dict[str, TrainingDetail] = {
    "Node by node": "nodes",
    "Layer by layer": "layers",
    "Epoch by epoch": "epochs",
}
ICON_HEIGHTS = 1.15  # of an icon, in heights of the text beside it


class TransportBar(QWidget):
    """Shows where a player stands, and forwards what is clicked to it."""

    def __init__(self, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self.first_button = _button("First", "Home")
        self.back_button = _button("Step back", "←")
        self.play_button = _plain_button()
        self.on_button = _button("Step forwards", "→")
        self.last_button = _button("Last", "End")
        self.loop_button = _button("Loop", "Ctrl+L")
        self.places = PositionBoxes(player, self)
        self.time_label = QLabel()
        self.detail_box = ChoiceBox()
        self.speed_box = ChoiceBox()
        self._verb = ""
        self._describe()
        self._lay_out()
        self._connect()
        self._draw_icons()
        self._size_icons()
        retranslate(self, self._retranslate)
        self.setEnabled(False)

    def load(self) -> None:
        """Show the player's new story."""
        self.setEnabled(True)
        training_track = self._player.training_track
        if training_track is not None:
            self.places.load()
            with QSignalBlocker(self.detail_box):
                self.detail_box.setCurrentIndex(list(DETAILS.values()).index(training_track.detail))
        self.show_position()

    def show_position(self) -> None:
        """Show where the playhead is."""
        self.places.show_position()
        here, whole = map(clock_time, self._times())
        # In a room of its own, so that the window is not laid out and painted anew at every tick.
        self.time_label.setFixedSize(self.time_label.fontMetrics().size(0, f"{whole} / {whole}"))
        self.time_label.setText(f"{here} / {whole}")

    def _times(self) -> tuple[float, float]:
        """Return the position and the length, in seconds, of the story or of the epoch."""
        transport, training_track = self._player.transport, self._player.training_track
        if training_track is not None and self._player.track_kind is TrackKind.TRAINING:
            return training_track.split(transport.playhead_seconds)[1], training_track.epoch_seconds
        return transport.playhead_seconds, transport.duration_seconds

    def event(self, event: QEvent | None) -> bool:
        """Be as high as the rows into which the controls break."""
        done = super().event(event)
        if event is not None and event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            self.setFixedHeight(self._flow.height_for(self.width()))
        return done

    def changeEvent(self, event: QEvent | None) -> None:
        """Draw the icons anew in other colours, or as large as other text."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.PaletteChange:
            self._draw_icons()
        elif event is not None and event.type() == QEvent.Type.FontChange:
            self._size_icons()
            self.show_position()  # which takes as much room as its letters need

    def _describe(self) -> None:
        for detail in DETAILS.values():
            self.detail_box.addItem("", detail)
        self.speed_box.addItems(SPEEDS)
        self.speed_box.setCurrentText("1×")
        self.loop_button.setCheckable(True)

    def _retranslate(self) -> None:
        self.time_label.setAccessibleName(tr("Time"))
        self.detail_box.setAccessibleName(tr("Detail of the training"))
        self.detail_box.setToolTip(tr("How finely the training is gone through"))
        for index, text in enumerate(DETAILS):
            self.detail_box.setItemText(index, tr(text))
        self.speed_box.setAccessibleName(tr("Speed"))
        self.speed_box.setToolTip(tr("Speed; below zero: backwards"))
        self._say_verb()

    def _lay_out(self) -> None:
        self.time_label.setFont(fixed_font())
        buttons = QWidget()
        side_by_side = QHBoxLayout(buttons)
        side_by_side.setContentsMargins(0, 0, 4, 0)
        side_by_side.setSpacing(2)
        for button in self._buttons():
            side_by_side.addWidget(button)
        at_the_right = self.time_label, self.detail_box, self.speed_box
        self._flow = FlowLayout(self, gap=10, trailing=len(at_the_right))
        self._flow.setContentsMargins(12, 2, 12, 6)
        for widget in (buttons, *self.places.groups, *at_the_right):
            self._flow.addWidget(widget)

    def _buttons(self) -> dict[QToolButton, icons.Icon]:
        return {
            self.first_button: icons.first_icon,
            self.back_button: icons.step_back_icon,
            self.play_button: icons.play_icon,
            self.on_button: icons.step_on_icon,
            self.last_button: icons.last_icon,
            self.loop_button: icons.loop_icon,
        }

    def _connect(self) -> None:
        player = self._player
        for button, verb in self._verbs():
            button.clicked.connect(verb)
        self.loop_button.toggled.connect(player.set_looping)
        self.detail_box.currentIndexChanged.connect(self._choose_detail)
        self.speed_box.currentTextChanged.connect(lambda name: player.set_speed(SPEEDS[name]))
        player.moved.connect(self.show_position)
        player.changed.connect(self._show_state)

    def _verbs(self) -> list[tuple[QToolButton, Callable[[], None]]]:
        player = self._player
        return [
            (self.first_button, lambda: player.to_beginning()),
            (self.back_button, lambda: player.step("phase", forwards=False)),
            (self.play_button, lambda: player.toggle()),
            (self.on_button, lambda: player.step("phase", forwards=True)),
            (self.last_button, lambda: player.to_end()),
        ]

    def _choose_detail(self) -> None:
        player, detail = self._player, self.detail_box.currentData()
        if player.training_track is not None and player.training_track.detail != detail:
            player.change_training_track(
                TrainingTrack(player.training_track.outline, detail, record=player.record)
            )

    def _show_state(self) -> None:
        """Let every control show what the transport does, whoever told it to."""
        transport = self._player.transport
        with QSignalBlocker(self.loop_button):
            self.loop_button.setChecked(transport.looping)
        with QSignalBlocker(self.speed_box):
            names = [name for name, speed in SPEEDS.items() if speed == transport.speed]
            self.speed_box.setCurrentText(names[0])
        self.detail_box.setEnabled(
            self._player.track_kind is TrackKind.TRAINING
        )  # a story has its own
        self._show_verb()

    def _show_verb(self) -> None:
        """Let the button show what a click on it does."""
        transport = self._player.transport
        if transport.playing:
            name, icon = "Pause", icons.pause_icon
        elif transport.at_end and transport.duration_seconds:
            name, icon = "Replay", icons.replay_icon
        elif transport.speed < 0:
            name, icon = "Play backwards", icons.play_back_icon
        else:
            name, icon = "Play", icons.play_icon
        if self._verb != name:
            self._verb = name
            self._say_verb()
            self.play_button.setIcon(icon(self.palette().buttonText().color()))

    def _say_verb(self) -> None:
        _name(self.play_button, self._verb, "Space")

    def _size_icons(self) -> None:
        side = round(ICON_HEIGHTS * self.fontMetrics().height())
        for button in self._buttons():
            button.setIconSize(QSize(side, side))

    def _draw_icons(self) -> None:
        colour = self.palette().buttonText().color()
        for button, icon in self._buttons().items():
            button.setIcon(icon(colour))
        self._verb = ""  # so that its icon is drawn, too
        self._show_verb()


class ChoiceBox(QComboBox):
    """A box as wide as the longest of its texts, in whatever size and language they come to be.

    Qt's own keeps the least size that it had with larger letters.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def minimumSizeHint(self) -> QSize:
        """Return the same as the size hint: no text is cut."""
        return self.sizeHint()


def _button(name: str, key: str) -> QToolButton:
    button = _plain_button()
    retranslate(button, partial(_name, button, name, key))
    return button


def _plain_button() -> QToolButton:
    button = QToolButton()
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


def _name(button: QToolButton, name: str, key: str) -> None:
    button.setAccessibleName(tr(name))
    button.setToolTip(f"{tr(name)} ({key})")


def clock_time(seconds: float) -> str:
    """Return seconds as a clock shows them: 83.4 is 1:23.4, and from an hour on 1:01:23.

    Args:
        seconds: position in a story, not negative.

    """
    tenths = round(seconds * 10)
    if tenths < 36_000:
        return f"{tenths // 600}:{tenths // 10 % 60:02d}.{tenths % 10}"
    return f"{tenths // 36_000:,}:{tenths // 600 % 60:02d}:{tenths // 10 % 60:02d}"
