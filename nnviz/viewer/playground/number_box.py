"""A box for a number of any size, written in as few digits as tell it from others."""

import re

from PyQt6.QtCore import QLocale
from PyQt6.QtGui import QValidator
from PyQt6.QtWidgets import QAbstractSpinBox

from nnviz.viewer.playground.notes import range_said
from nnviz.viewer.ranged_box import RangedBox

DECIMALS = 15
DIGITS = 15
BEGUN = re.compile(r"[-−]?\d*([.,]\d*)?([eE][+-]?\d*)?")


class NumberBox(RangedBox):
    """Takes 0.001 as well as 1e-3.

    Args:
        lowest: the lowest number that is possible.
        highest: the highest.

    """

    def __init__(self, lowest: float, highest: float) -> None:
        super().__init__(self._describe_range, decimals=DECIMALS)
        plain = self.locale()
        plain.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
        self.setLocale(plain)
        self.setRange(lowest, highest)
        self.setStepType(QAbstractSpinBox.StepType.AdaptiveDecimalStepType)

    def textFromValue(self, v: float) -> str:
        """Return a number as it is shown."""
        return self.locale().toString(v, "g", DIGITS)

    def valueFromText(self, text: str | None) -> float:
        """Return the number that is typed."""
        number = self._number(text or "")
        return self.value() if number is None else number

    def validate(self, text: str | None, position: int) -> tuple[QValidator.State, str, int]:
        """Let what becomes a number be typed."""
        typed = text or ""
        number = self._number(typed)
        if number is not None and self.possible(number):
            return QValidator.State.Acceptable, typed, position
        begun = number is not None or BEGUN.fullmatch(typed.strip()) is not None
        state = QValidator.State.Intermediate if begun else QValidator.State.Invalid
        return state, typed, position

    def _describe_range(self) -> str:
        return range_said(self.minimum(), self.maximum())
