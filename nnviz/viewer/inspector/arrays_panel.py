"""The arrays of a layer, as NumPy prints them, to be read and copied."""

import re
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QMimeData, QSignalBlocker
from PyQt6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PyQt6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from nnviz.errors import NnvizError
from nnviz.trace.quantities import QUANTITIES, Where
from nnviz.trace.trace import Array, Trace
from nnviz.viewer.inspector.clipboard import array_to_paste
from nnviz.viewer.scale import fixed_font
from nnviz.viewer.translation import retranslate, tr

FIXED = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
NUMBER = re.compile(r"(?!\.\.\.)[^\s\[\]]+")
MOST_ROWS = 32  # that are named
MOST_NUMBERS = 20_000  # of an array that is written out; a larger one is shortened as NumPy does


class ArraysPanel(QWidget):
    """One recorded array of one epoch, and a choice of which."""

    def __init__(self) -> None:
        super().__init__()
        self.choice = QComboBox()
        self.meaning = QLabel()
        self.text = ArrayText()
        self.copy_button = QPushButton()
        self._trace: Trace | None = None
        self._where: Mapping[str, int] = {}
        self._lay_out()
        retranslate(self, self._retranslate)
        self.choice.currentTextChanged.connect(lambda _: self._write())
        self.copy_button.clicked.connect(self.copy)

    def show_arrays(self, trace: Trace, names: Sequence[str], where: Mapping[str, int]) -> None:
        """Offer other arrays, and show the one that was chosen as it was in a step.

        Args:
            trace: the recording.
            names: of its arrays.
            where: which step, as `Trace.at` takes it.

        """
        if names != [self.choice.itemText(i) for i in range(self.choice.count())]:
            with QSignalBlocker(self.choice):
                self.choice.clear()
                self.choice.addItems(names)
        self._trace, self._where = trace, where
        self._write()

    def clear(self) -> None:
        """Show nothing."""
        self._trace = None
        with QSignalBlocker(self.choice):
            self.choice.clear()
        self.meaning.clear()
        self.text.show_fault("")

    def copy(self) -> None:
        """Put what is selected on the clipboard, or all of the array where nothing is."""
        clipboard, data = QGuiApplication.clipboard(), self.text.createMimeDataFromSelection()
        if clipboard is not None and data is not None:
            clipboard.setMimeData(data)

    def _write(self) -> None:
        name = self.choice.currentText()
        if self._trace is None or not name:
            return
        try:
            self.meaning.setText(meaning_of(self._trace, name, self._where))
            self.text.show_array(self._trace.at(name, **self._where))
        except NnvizError as error:
            self.text.show_fault(str(error))

    def _lay_out(self) -> None:
        self.choice.setSizeAdjustPolicy(FIXED)
        self.meaning.setWordWrap(True)
        copying = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self)
        copying.setContext(copying.context().WidgetWithChildrenShortcut)
        copying.activated.connect(self.copy)
        above = QHBoxLayout()
        above.addWidget(self.choice, stretch=1)
        above.addWidget(self.copy_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addLayout(above)
        layout.addWidget(self.meaning)
        layout.addWidget(self.text, stretch=1)

    def _retranslate(self) -> None:
        self.choice.setAccessibleName(tr("Array"))
        self.text.setAccessibleName(tr("The array as NumPy prints it"))
        self.copy_button.setText(tr("&Copy"))


class ArrayText(QPlainTextEdit):
    """An array as NumPy prints it; what is copied of it has every digit, see `inspector_copy`."""

    def __init__(self) -> None:
        super().__init__()
        self._array: Array | None = None
        self.setReadOnly(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setFont(fixed_font())

    def show_array(self, array: Array) -> None:
        """Show an array."""
        self._array = array
        self._write(as_numpy_prints(array))

    def show_fault(self, text: str) -> None:
        """Show a text in place of an array."""
        self._array = None
        self._write(text)

    def createMimeDataFromSelection(self) -> QMimeData | None:
        """Return the numbers that are selected, or all of them where none is."""
        if self._array is None:
            return super().createMimeDataFromSelection()
        cursor, text = self.textCursor(), self.toPlainText()
        chosen = numbers_within(text, cursor.selectionStart(), cursor.selectionEnd())
        return array_to_paste(part_of(self._array, chosen) if chosen else self._array)

    def _write(self, text: str) -> None:
        if text != self.toPlainText():
            self.setPlainText(text)


def numbers_within(text: str, start: int, end: int) -> list[int]:
    """Return which numbers of a printed array a stretch of its text touches, counted from 0."""
    spans = [found.span() for found in NUMBER.finditer(text)]
    return [i for i, (first, last) in enumerate(spans) if first < end and last > start]


def part_of(array: Array, chosen: list[int]) -> Array:
    """Return of an array the numbers that are printed at these places: one, a row, or rows.

    Where the rows have different numbers of them, they follow each other in one.
    """
    indices = np.arange(array.size).reshape(array.shape)
    printed = NUMBER.findall(as_numpy_prints(indices))
    picked = np.array([int(printed[place]) for place in chosen])
    values: Array = array.ravel()[picked]
    if len(picked) == 1:
        return values.reshape(())
    _, lengths = np.unique(picked // array.shape[-1], return_counts=True)
    same = len(lengths) > 1 and len(set(lengths.tolist())) == 1
    return values.reshape(len(lengths), -1) if same else values


def meaning_of(trace: Trace, name: str, where: Mapping[str, int]) -> str:
    """Return what the numbers of a recorded array are, and whose they are where that changes."""
    row = next((each for each in QUANTITIES if each.name == name.partition("/")[0]), None)
    if row is None:
        return ""
    if row.where in {Where.WEIGHTS, Where.BIASES} or not trace.batches_vary:
        return tr(row.meaning)
    numbers = [int(row) + 1 for row in trace.rows(**where)]
    records = ", ".join(map(str, numbers[:MOST_ROWS])) + (", …" if numbers[MOST_ROWS:] else "")
    return f"{tr(row.meaning)}. {tr('Its rows are the records {records}', records=records)}"


def as_numpy_prints(array: NDArray[Any]) -> str:
    """Return an array as NumPy prints it, every row on one line."""
    threshold = MOST_NUMBERS if array.size <= MOST_NUMBERS else 1000
    return np.array2string(array, max_line_width=sys.maxsize, threshold=threshold)
