"""The box for the number of a record: it takes those that are recorded, and steps through them."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from PyQt6.QtCore import QSignalBlocker, pyqtSignal
from PyQt6.QtWidgets import QAbstractSpinBox

from nnviz.viewer.ranged_box import RangedBox
from nnviz.viewer.translation import tr

POSSIBLE = "Records {first:,} to {last:,}"
NEAREST = "Record {number:,} was not recorded; the nearest are {nearest}"
NEAREST_ONE = "Record {number:,} was not recorded; the nearest is {nearest}"


class RecordBox(RangedBox):
    """Shows the number of a training record.

    Attributes:
        numbers: of the records that can be gone to, in the order in which they are recorded.
        row: index of the one that is shown.
        chosen: signal, somebody wants another one; carries its index.

    """

    chosen = pyqtSignal(int)

    def __init__(self) -> None:
        super().__init__(self._refusal)
        self.setGroupSeparatorShown(True)
        self.numbers: Sequence[int] = ()
        self.row = 0
        self.valueChanged.connect(self._choose)

    @property
    def typing(self) -> bool:
        """Whether somebody is about to type another number."""
        return self.hasFocus() and self.text() != self.textFromValue(self.value())

    def show_record(self, number: int, row: int, numbers: Sequence[int]) -> None:
        """Show a record, and let others be gone to."""
        self.row, self.numbers = row, numbers
        with QSignalBlocker(self):
            self.setValue(number)
        if self.hasFocus():
            self.selectAll()

    def possible(self, number: float) -> bool:
        """Return whether a record can be gone to."""
        return number in self.numbers

    def stepBy(self, steps: int) -> None:
        """Go so many recorded records on; what is typed is given up."""
        if self.refused:
            self._give_up()
        row = min(max(self.row + steps, 0), len(self.numbers) - 1)
        if row >= 0:
            self.chosen.emit(row)

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        """Return whether there is a recorded record before and behind."""
        flag = QAbstractSpinBox.StepEnabledFlag
        down = flag.StepDownEnabled if self.row > 0 else flag.StepNone
        return down | (flag.StepUpEnabled if self.row + 1 < len(self.numbers) else flag.StepNone)

    def _choose(self, number: float) -> None:
        self.chosen.emit(self.numbers.index(round(number)))

    def _refusal(self) -> str:
        number = self._number(self.text())
        first, last = round(self.minimum()), round(self.maximum())
        if number is None or not first <= number <= last:
            return tr(POSSIBLE, first=first, last=last)
        nearest = nearest_to(round(number), self.numbers)
        text = NEAREST if len(nearest) > 1 else NEAREST_ONE
        return tr(text, number=round(number), nearest=", ".join(f"{n:,}" for n in nearest))


def nearest_to(number: int, numbers: Sequence[int]) -> list[int]:
    """Return the greatest of some numbers below another one, and the least above it."""
    ascending = sorted(numbers)
    below = ascending[: bisect_left(ascending, number)]
    above = ascending[bisect_right(ascending, number) :]
    return below[-1:] + above[:1]
