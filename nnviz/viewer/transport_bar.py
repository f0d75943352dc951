"""The bar below the picture: play, pause or replay; the scrubber; the time; the speed."""

from PyQt6.QtCore import QSize
from PyQt6.QtGui import QFontDatabase
from PyQt6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QToolButton, QWidget

from nnviz.viewer.icons import pause_icon, play_icon, replay_icon
from nnviz.viewer.player import Player
from nnviz.viewer.scrubber import Scrubber
from nnviz.viewer.theme import brighten

SPEEDS = {
    "⅛×": 1 / 8, "¼×": 1 / 4, "½×": 1 / 2, "1×": 1.0, "2×": 2.0,
    "4×": 4.0, "8×": 8.0, "16×": 16.0, "32×": 32.0, "64×": 64.0,
}  # fmt: skip


class TransportBar(QWidget):
    """Shows where a player stands, and forwards what is clicked to it."""

    def __init__(self, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self.play_button = QToolButton()
        self.scrubber = Scrubber()
        self.time_label = QLabel()
        self.speed_box = QComboBox()
        self._describe()
        self._lay_out()
        self._connect()
        self.setEnabled(False)

    def load(self) -> None:
        """Show the player's new story."""
        self.setEnabled(True)
        self.scrubber.set_duration(self._player.transport.duration_seconds)
        self.show_seconds(self._player.transport.playhead_seconds)

    def show_seconds(self, seconds: float) -> None:
        """Show where the playhead is."""
        self.scrubber.show_seconds(seconds)
        duration_seconds = self._player.transport.duration_seconds
        self.time_label.setText(f"{clock_time(seconds)} / {clock_time(duration_seconds)}")

    def _describe(self) -> None:
        self.time_label.setAccessibleName("Time")
        self.speed_box.setAccessibleName("Speed")
        self.speed_box.setToolTip("Speed")

    def _lay_out(self) -> None:
        self.time_label.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.play_button.setAutoRaise(True)
        self.play_button.setIconSize(QSize(22, 22))
        brighten(self.scrubber)
        self.speed_box.addItems(SPEEDS)
        self.speed_box.setCurrentText("1×")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(12)
        layout.addWidget(self.play_button)
        layout.addWidget(self.scrubber, stretch=1)
        layout.addWidget(self.time_label)
        layout.addWidget(self.speed_box)

    def _connect(self) -> None:
        self.play_button.clicked.connect(self._player.toggle)
        self.scrubber.scrubbed.connect(self._player.seek)
        self.speed_box.currentTextChanged.connect(lambda name: self._player.set_speed(SPEEDS[name]))
        self._player.moved.connect(self.show_seconds)
        self._player.changed.connect(self._show_verb)
        self._show_verb()

    def _show_verb(self) -> None:
        """Let the button show what a click on it does."""
        transport = self._player.transport
        if transport.playing:
            name, icon = "Pause", pause_icon
        elif transport.at_end and transport.duration_seconds:
            name, icon = "Replay", replay_icon
        else:
            name, icon = "Play", play_icon
        self.play_button.setIcon(icon(self.palette().buttonText().color()))
        self.play_button.setAccessibleName(name)
        self.play_button.setToolTip(f"{name} (Space)")


def clock_time(seconds: float) -> str:
    """Return seconds as a clock shows them: 83.4 is 1:23.4.

    Args:
        seconds: position in a story, not negative.

    """
    tenths = round(seconds * 10)
    return f"{tenths // 600}:{tenths // 10 % 60:02d}.{tenths % 10}"
