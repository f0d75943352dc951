"""A field of an experiment in the panel: its name, its control, and what can be said there."""

from collections.abc import Callable

from PyQt6.QtCore import QEvent
from PyQt6.QtGui import QFont, QPalette
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from nnviz.viewer.translation import retranslate, tr

SMALL = 0.85  # of a note, in letters of its control


class FieldRow(QWidget):
    """Says below a control which values are possible and which is usual, or why one is refused.

    Args:
        title: what the field is called, in English.
        controls: what changes it, beside each other; the first is named by the title.
        describe: returns what is possible and usual, in the language that is spoken.

    Attributes:
        refused: whether the note says why a value is refused.

    """

    def __init__(self, title: str, controls: list[QWidget], describe: Callable[[], str]) -> None:
        super().__init__()
        self._title, self._controls, self._describe = title, controls, describe
        self.refused = False
        self._label, self.note = QLabel(), QLabel()
        self.note.setWordWrap(True)
        self.note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._label, stretch=2)
        for control in controls:
            head.addWidget(control, stretch=3 if control is controls[0] else 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        layout.addLayout(head)
        layout.addWidget(self.note)
        self._fit()
        retranslate(self, self._retranslate)

    def refuse(self, why: str) -> None:
        """Say why a value is not possible, in place of what is."""
        self.refused = True
        self._write(f"⚠ {why}", QPalette.ColorRole.Highlight)

    def accept(self) -> None:
        """Say what is possible and usual."""
        self.refused = False
        self._write(self._describe(), QPalette.ColorRole.PlaceholderText)

    def changeEvent(self, event: QEvent | None) -> None:
        """Let the note be as much smaller in letters of any size."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        font = QFont(self.font())
        font.setPixelSize(round(self.fontInfo().pixelSize() * SMALL))
        self.note.setFont(font)

    def _write(self, text: str, role: QPalette.ColorRole) -> None:
        if text == self.note.text():
            return  # what is written anew is painted anew
        self.note.setForegroundRole(role)
        self.note.setText(text)
        self.note.setToolTip(text)

    def _retranslate(self) -> None:
        title = tr(self._title)
        self._label.setText(title)
        for control in self._controls[:1]:
            control.setAccessibleName(title)
        self.accept()
        for control in self._controls:
            control.setAccessibleDescription(self.note.text())
