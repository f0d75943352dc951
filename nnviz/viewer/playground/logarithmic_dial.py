"""A dial on a logarithmic scale: from one power of ten to the next it is turned equally far."""

import math

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QMouseEvent
from PyQt6.QtWidgets import QDial

STEPS = 20  # from one power of ten to the next
DIGITS = 3  # of a number that is dialled


class LogarithmicDial(QDial):
    """Chooses a number above 0.

    Args:
        lowest: power of ten of the lowest number.
        highest: power of ten of the highest.

    Attributes:
        dialled: signal, carries the number that somebody has chosen.
        taken: signal, somebody has taken hold of it: what is chosen until it is released is one
            movement.
        released: signal, the movement has ended.

    """

    dialled = pyqtSignal(float)
    taken = pyqtSignal()
    released = pyqtSignal()

    def __init__(self, lowest: int, highest: int) -> None:
        super().__init__()
        self._lowest = lowest
        self.setRange(0, STEPS * (highest - lowest))
        self.setSingleStep(1)
        self.setPageStep(STEPS)
        self.setNotchesVisible(True)
        self.setNotchTarget(STEPS)
        self.valueChanged.connect(lambda place: self.dialled.emit(self.number_at(place)))

    def mousePressEvent(self, e: QMouseEvent | None) -> None:
        """Begin a movement, of which the place that was pressed is the first part already."""
        self.taken.emit()
        super().mousePressEvent(e)

    def mouseReleaseEvent(self, e: QMouseEvent | None) -> None:
        """End the movement."""
        super().mouseReleaseEvent(e)
        self.released.emit()

    def number_at(self, place: int) -> float:
        """Return the number at a place of the scale."""
        return float(f"{10 ** (self._lowest + place / STEPS):.{DIGITS}g}")

    def place_of(self, number: float) -> int:
        """Return the place of the scale that is nearest to a number."""
        if number <= 0:
            return self.minimum()
        place = round(STEPS * (math.log10(number) - self._lowest))
        return min(max(place, self.minimum()), self.maximum())

    def turn_to(self, number: float) -> None:
        """Show a number; nothing is chosen by that."""
        blocked = self.blockSignals(True)
        self.setValue(self.place_of(number))
        self.blockSignals(blocked)
