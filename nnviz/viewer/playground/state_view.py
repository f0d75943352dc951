"""What the panel says of the training at hand: how far it is, what went wrong, what can be done.

It is written in words. A bar would paint itself at once whenever it moves, and with it the window.
"""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from nnviz.viewer.translation import retranslate, tr


class StateView(QWidget):
    """A line of text, and the buttons.

    Attributes:
        text: the line.
        undo_button: takes the last change back.
        redo_button: makes it again.
        stop_button: gives up what is being trained, or trains it again.
        stopped: signal, somebody wants to train no longer.
        wanted: signal, somebody wants to train what was stopped or went wrong.

    """

    stopped = pyqtSignal()
    wanted = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.undo_button, self.redo_button = QPushButton(), QPushButton()
        self.stop_button = QPushButton()
        self._training = False
        self.stop_button.clicked.connect(self._stop_or_train)
        buttons = QHBoxLayout()
        for button in (self.undo_button, self.redo_button, self.stop_button):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.text)
        layout.addLayout(buttons)
        retranslate(self, self._retranslate)

    def show_state(self, text: str, *, training: bool, can_train: bool) -> None:
        """Say how it stands.

        Args:
            text: in the language that is spoken.
            training: whether something is being trained.
            can_train: whether something could be trained that is not.

        """
        self._training = training
        self.text.setText(text)
        self.stop_button.setEnabled(training or can_train)
        self._retranslate()

    def _stop_or_train(self) -> None:
        if self._training:
            self.stopped.emit()
        else:
            self.wanted.emit()

    def _retranslate(self) -> None:
        self.undo_button.setText(tr("Undo"))
        self.redo_button.setText(tr("Redo"))
        self.stop_button.setText(tr("Stop") if self._training else tr("Train"))
