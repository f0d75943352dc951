"""Dials that choose a number: on a logarithmic scale, or on an even one."""

import math
from abc import abstractmethod

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QMouseEvent
from PyQt6.QtWidgets import QDial

STEPS = 20  # from one power of ten to the next, or from one whole number to the next
DIGITS = 3  # of a number that is dialled on a logarithmic scale


class NumberDial(QDial):
    """Chooses a number; subclasses say which stands where.

    Args:
        lowest: the whole number or power of ten at the lower end.
        highest: that at the upper end.

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
        self.setFixedSize(52, 52)
        self.valueChanged.connect(lambda place: self.dialled.emit(self.number_at(place)))

    @abstractmethod
    def number_at(self, place: int) -> float:
        """Return the number at a place of the scale."""

    @abstractmethod
    def place_of(self, number: float) -> int:
        """Return the place of the scale that is nearest to a number."""

    def mousePressEvent(self, e: QMouseEvent | None) -> None:
        """Begin a movement, of which the place that was pressed is the first part already."""
        self.taken.emit()
        super().mousePressEvent(e)

    def mouseReleaseEvent(self, e: QMouseEvent | None) -> None:
        """End the movement."""
        super().mouseReleaseEvent(e)
        self.released.emit()

    def turn_to(self, number: float) -> None:
        """Show a number; nothing is chosen by that."""
        blocked = self.blockSignals(True)
        self.setValue(self.place_of(number))
        self.blockSignals(blocked)

    def _within(self, place: float) -> int:
        return min(max(round(place), self.minimum()), self.maximum())


class LogarithmicDial(NumberDial):
    """Chooses a number above 0: from one power of ten to the next it is turned equally far."""

    def number_at(self, place: int) -> float:
        """Return the number at a place of the scale."""
        return float(f"{10 ** (self._lowest + place / STEPS):.{DIGITS}g}")

    def place_of(self, number: float) -> int:
        """Return the place of the scale that is nearest to a number."""
        if number <= 0:
            return self.minimum()
        return self._within(STEPS * (math.log10(number) - self._lowest))


class EvenDial(NumberDial):
    """Chooses a number between two others, all of them equally far apart."""

    def number_at(self, place: int) -> float:
        """Return the number at a place of the scale."""
        return (STEPS * self._lowest + place) / STEPS

    def place_of(self, number: float) -> int:
        """Return the place of the scale that is nearest to a number."""
        return self._within(STEPS * (number - self._lowest)) if math.isfinite(number) else 0
