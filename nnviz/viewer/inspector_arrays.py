"""The arrays of a layer, as NumPy prints them, to be read and copied."""

import sys
from collections.abc import Sequence

import numpy as np
from PyQt6.QtCore import QSignalBlocker
from PyQt6.QtGui import QFontDatabase, QGuiApplication, QKeySequence, QShortcut
from PyQt6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from nnviz.errors import NnvizError
from nnviz.trace.trace import Array, Trace
from nnviz.viewer.wording import said, saying

MOST_NUMBERS = 20_000  # of an array that is written out; a larger one is shortened as NumPy does


class ArraysPanel(QWidget):
    """One recorded array of one epoch, and a choice of which."""

    def __init__(self) -> None:
        super().__init__()
        self.choice = QComboBox()
        self.text = QPlainTextEdit()
        self.copy_button = QPushButton()
        self._trace: Trace | None = None
        self._epoch = 1
        self._lay_out()
        saying(self, self._say)
        self.choice.currentTextChanged.connect(lambda _: self._write())
        self.copy_button.clicked.connect(self.copy)

    def show_arrays(self, trace: Trace, names: Sequence[str], epoch: int) -> None:
        """Offer other arrays, and show the one that was chosen as it was in an epoch.

        Args:
            trace: the recording.
            names: of its arrays.
            epoch: a recorded one.

        """
        if names != [self.choice.itemText(i) for i in range(self.choice.count())]:
            with QSignalBlocker(self.choice):
                self.choice.clear()
                self.choice.addItems(names)
        self._trace, self._epoch = trace, epoch
        self._write()

    def clear(self) -> None:
        """Show nothing."""
        self._trace = None
        with QSignalBlocker(self.choice):
            self.choice.clear()
        self.text.clear()

    def copy(self) -> None:
        """Put what is selected on the clipboard, or all of the array where nothing is."""
        clipboard = QGuiApplication.clipboard()
        selected = self.text.textCursor().selectedText().replace("\u2029", "\n")
        if clipboard is not None:
            clipboard.setText(selected or self.text.toPlainText())

    def _write(self) -> None:
        name = self.choice.currentText()
        if self._trace is None or not name:
            return
        try:
            text = as_numpy_prints(self._trace.at(name, epoch=self._epoch))
        except NnvizError as error:
            text = str(error)
        if text != self.text.toPlainText():
            self.text.setPlainText(text)

    def _lay_out(self) -> None:
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        copying = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self)
        copying.setContext(copying.context().WidgetWithChildrenShortcut)
        copying.activated.connect(self.copy)
        above = QHBoxLayout()
        above.addWidget(self.choice, stretch=1)
        above.addWidget(self.copy_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addLayout(above)
        layout.addWidget(self.text, stretch=1)

    def _say(self) -> None:
        self.choice.setAccessibleName(said("Array"))
        self.text.setAccessibleName(said("The array as NumPy prints it"))
        self.copy_button.setText(said("&Copy"))


def as_numpy_prints(array: Array) -> str:
    """Return an array as NumPy prints it, every row on one line."""
    threshold = MOST_NUMBERS if array.size <= MOST_NUMBERS else 1000
    return np.array2string(array, max_line_width=sys.maxsize, threshold=threshold)
