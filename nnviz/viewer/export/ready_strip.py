"""The strip that says what was exported, until somebody has seen it, and opens it."""

from pathlib import Path

from PyQt6.QtCore import QUrl
from PyQt6.QtGui import QDesktopServices
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from nnviz.viewer.error_box import show_error
from nnviz.viewer.translation import retranslate, tr


class ReadyStrip(QWidget):
    """The name of a file that is ready, and what can be done with it; hidden while there is none.

    Attributes:
        file: what is ready.

    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.file = Path()
        self.label = QLabel()
        self.open_button, self.folder_button = QPushButton(), QPushButton()
        self.dismiss_button = QPushButton()
        self.open_button.clicked.connect(lambda: self._open(self.file))
        self.folder_button.clicked.connect(lambda: self._open(self.file.parent))
        self.dismiss_button.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 2, 12, 2)
        layout.setSpacing(8)
        layout.addWidget(self.label)
        for button in (self.open_button, self.folder_button, self.dismiss_button):
            layout.addWidget(button)
        self.hide()
        retranslate(self, self._retranslate)

    def offer(self, file: Path) -> None:
        """Say that a file is ready, until somebody dismisses that."""
        self.file = file.absolute()
        self._retranslate()
        self.show()

    def _open(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            show_error(self.window() or self, tr("{path}: no program opens it here", path=path))

    def _retranslate(self) -> None:
        self.label.setText(tr("{file} is ready", file=self.file.name))
        self.label.setToolTip(str(self.file))
        self.open_button.setText(tr("O&pen"))
        self.folder_button.setText(tr("Show in f&older"))
        self.dismiss_button.setText(tr("&Dismiss"))
