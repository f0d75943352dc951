"""The strip below the window that says how far an export is."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from nnviz.viewer.translation import retranslate, tr


class ExportStrip(QWidget):
    """What is being made, how much of it is done, how long the rest takes, and a way to stop it.

    Attributes:
        cancelled: signal, somebody wants it to stop.

    """

    cancelled = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.label = QLabel()
        self.bar = QProgressBar()
        self.time_label = QLabel()
        self.cancel_button = QPushButton()
        self.cancel_button.clicked.connect(self.cancelled)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 2, 12, 2)
        layout.setSpacing(12)
        layout.addWidget(self.label)
        layout.addWidget(self.bar, stretch=1)
        layout.addWidget(self.time_label)
        layout.addWidget(self.cancel_button)
        retranslate(self, self._retranslate)

    def begin(self, text: str) -> None:
        """Say what is being made; how much of it is done is not known yet."""
        self.label.setText(text)
        self._know_nothing()
        self.cancel_button.setEnabled(True)

    def stop(self, text: str) -> None:
        """Say that it is being stopped, which takes a while."""
        self.label.setText(text)
        self._know_nothing()
        self.cancel_button.setEnabled(False)

    def show_progress(self, text: str, done: int, total: int, seconds_left: float) -> None:
        """Show how much is done of what is being made, and how long the rest takes."""
        self.label.setText(text)
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        minutes, seconds = divmod(round(seconds_left), 60)
        self.time_label.setText(
            tr("{minutes}:{seconds:02d} left", minutes=minutes, seconds=seconds)
        )

    def _know_nothing(self) -> None:
        self.time_label.clear()
        self.bar.setRange(0, 0)

    def _retranslate(self) -> None:
        self.bar.setAccessibleName(tr("Progress of the export"))
        self.cancel_button.setText(tr("&Cancel"))
        self.cancel_button.setAccessibleName(tr("Cancel the export"))
