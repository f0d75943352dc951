"""A box for a number that says which numbers are possible, and refuses others where they are typed.

Qt's own box swallows a digit that would make the number too large, so that 99999 becomes 999.
"""

from collections.abc import Callable

from PyQt6.QtCore import QEvent, QPoint, Qt, pyqtSignal
from PyQt6.QtGui import QFocusEvent, QKeyEvent, QValidator
from PyQt6.QtWidgets import QDoubleSpinBox, QToolTip

SUBMIT = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RangedBox(QDoubleSpinBox):
    """Takes what is possible; Escape gives up what is typed, Return takes it.

    Args:
        describe: returns which numbers are possible, in the language that is spoken.
        decimals: how many decimals a number has.

    Attributes:
        refused: whether what is typed is impossible.
        judged: signal, it may have become so, or be so no longer.

    """

    judged = pyqtSignal()

    def __init__(self, describe: Callable[[], str], *, decimals: int = 0) -> None:
        super().__init__()
        self.setDecimals(decimals)
        self.setKeyboardTracking(False)
        self.refused = False
        self._describe = describe
        line = self.lineEdit()
        if line is not None:
            line.textEdited.connect(self._judge)

    def validate(self, text: str | None, position: int) -> tuple[QValidator.State, str, int]:
        """Let a number be typed that is too large; it is refused as a whole, not by its digits."""
        state, text, position = super().validate(text, position)
        number_to_come = text.strip() == self.locale().negativeSign()
        if state is QValidator.State.Invalid and (number_to_come or self._number(text) is not None):
            state = QValidator.State.Intermediate
        return state, text, position

    def event(self, event: QEvent | None) -> bool:
        """Take Escape for the box, whatever it does elsewhere."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Refuse an impossible number, give up with Escape, and take what is possible."""
        if event is not None and event.key() == Qt.Key.Key_Escape:
            self._give_up()
            self.clearFocus()
        elif event is not None and event.key() in SUBMIT and self.refused:
            self.selectAll()
            self._show_refusal()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        """Leave nothing behind that is impossible."""
        if self.refused:
            self._give_up()
        super().focusOutEvent(event)

    def possible(self, number: float) -> bool:
        """Return whether a number that is typed is taken."""
        return self.minimum() <= number <= self.maximum()

    def _judge(self, text: str) -> None:
        number, refused_before = self._number(text), self.refused
        self.refused = number is not None and not self.possible(number)
        if self.refused:
            self._show_refusal()
        elif refused_before:
            QToolTip.hideText()
        self.judged.emit()

    def _number(self, text: str) -> float | None:
        """Return the number that is typed; None: it is none, or not yet."""
        bare = text.removesuffix(self.suffix()).replace(self.locale().groupSeparator(), "")
        number, is_number = self.locale().toDouble(bare.strip())
        return number if is_number else None

    def _give_up(self) -> None:
        """Show the number again that was there before somebody typed."""
        self.refused = False
        QToolTip.hideText()
        line = self.lineEdit()
        if line is not None:
            line.setText(self.textFromValue(self.value()) + self.suffix())
        self.judged.emit()

    def _show_refusal(self) -> None:
        """Say above the box which numbers are possible."""
        QToolTip.showText(self.mapToGlobal(QPoint(0, -2 * self.height())), self._describe(), self)
