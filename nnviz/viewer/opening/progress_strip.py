"""The strip that shows how far a recording has come, and can stop it."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from nnviz.viewer.translation import retranslate, tr


class ProgressStrip(QWidget):
    """A title, a bar and a button; hidden unless something is under way.

    Attributes:
        cancelled: signal, somebody wants it to stop.

    """

    cancelled = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel()
        self.bar = QProgressBar()
        self.cancel_button = QPushButton()
        self.cancel_button.clicked.connect(self.cancelled)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 12, 4)
        layout.addWidget(self.title)
        layout.addWidget(self.bar, stretch=1)
        layout.addWidget(self.cancel_button)
        self.hide()
        retranslate(self, self._retranslate)

    def begin(self, title: str) -> None:
        """Say what is beginning; the strip appears with the first progress."""
        self.title.setText(title)
        self.bar.setRange(0, 0)

    def show_progress(self, done: int, total: int) -> None:
        """Show how much of all is done."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.setVisible(done < total)

    def _retranslate(self) -> None:
        self.bar.setAccessibleName(tr("Progress of the recording"))
        self.cancel_button.setText(tr("&Cancel"))
        self.cancel_button.setAccessibleName(tr("Cancel the recording"))
