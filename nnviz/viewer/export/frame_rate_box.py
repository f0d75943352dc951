"""A box for frames per second: 30, 23.976, 29.97."""

from PyQt6.QtCore import QLocale, QSize

from nnviz.viewer.ranged_box import RangedBox

SHORTEST = QLocale.FloatingPointPrecisionOption.FloatingPointShortest


class FrameRateBox(RangedBox):
    """Shows a pace as people write it, without zeros that say nothing."""

    def textFromValue(self, v: float) -> str:
        """Return the shortest text that means a number."""
        return self.locale().toString(v, "f", SHORTEST.value)

    def sizeHint(self) -> QSize:
        """Return room for the decimals, too, which the ends of the range have not."""
        hint = super().sizeHint()
        decimals = self.locale().decimalPoint() + "0" * self.decimals()
        return QSize(hint.width() + self.fontMetrics().horizontalAdvance(decimals), hint.height())
