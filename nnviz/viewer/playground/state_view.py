"""What the panel says of the training at hand: how far it is, what went wrong, what can be done.

It is written in words. A bar would paint itself at once whenever it moves, and with it the window.
"""

from html import escape

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

THINK = "Change something, think of an answer, and press Train."


class StateView(QWidget):
    """A line of text, and the buttons.

    Attributes:
        question: what a lesson asks before something is trained.
        text: the line.
        undo_button: takes the last change back.
        redo_button: makes it again.
        reset_button: goes back to the weights before training.
        train_button: trains, or lets epochs go by, until it is pressed again.
        step_button: goes one epoch on.
        stopped: signal, somebody wants to train no longer.
        wanted: signal, somebody wants to train.

    """

    stopped = pyqtSignal()
    wanted = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.question, self.text = QLabel(), QLabel()
        for label in (self.question, self.text):
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._asked = ""
        self.ask("")
        self.undo_button, self.redo_button = QPushButton(), QPushButton()
        self.reset_button, self.train_button = QPushButton(), QPushButton()
        self.step_button = QPushButton()
        self._training = False
        self.train_button.clicked.connect(self._stop_or_train)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.question)
        layout.addWidget(self.text)
        layout.addLayout(_side_by_side(self.reset_button, self.train_button, self.step_button))
        layout.addLayout(_side_by_side(self.undo_button, self.redo_button))
        retranslate(self, self._retranslate)

    def ask(self, question: str) -> None:
        """Ask something, in the language of the picture; nothing, where it is empty."""
        self._asked = question
        self.question.setVisible(bool(question))
        self.question.setText(f"<b>{escape(question)}</b><br>{tr(THINK)}")

    def show_state(self, text: str, *, training: bool, can_train: bool) -> None:
        """Say how it stands.

        Args:
            text: in the language that is spoken.
            training: whether something is being trained, or epochs go by.
            can_train: whether there is a training to go through.

        """
        self._training = training
        self.text.setText(text)
        for button in (self.reset_button, self.train_button, self.step_button):
            button.setEnabled(can_train)
        self._retranslate()

    def _stop_or_train(self) -> None:
        if self._training:
            self.stopped.emit()
        else:
            self.wanted.emit()

    def _retranslate(self) -> None:
        self.ask(self._asked)
        self.undo_button.setText(tr("Undo"))
        self.redo_button.setText(tr("Redo"))
        self.reset_button.setText(tr("Reset"))
        self.train_button.setText(tr("Pause") if self._training else tr("Train"))
        self.step_button.setText(tr("One epoch"))
        self.reset_button.setToolTip(tr("Back to the weights before training"))
        self.step_button.setToolTip(tr("Go one epoch on"))


def _side_by_side(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    for button in buttons:
        row.addWidget(button)
    return row
