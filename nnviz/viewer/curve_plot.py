"""The curve in a scrubber: pyqtgraph draws it once, and the scrubber paints what was drawn.

So moving the playhead costs the same with sixty epochs as with sixty thousand.
"""

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PyQt6.QtCore import QSize
from PyQt6.QtGui import QColor, QPixmap
from PyQt6.QtWidgets import QFrame, QWidget

AREA_ALPHA = 0.18
LINE_WIDTH = 1.4
ROOM = 0.08  # above and below the curve, as a share of its height


class CurvePlot(pg.GraphicsView):  # type: ignore[misc]  # pyqtgraph has no types
    """A plot that is never seen itself.

    Attributes:
        curve: the curve with the area below it.

    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setBackground(None)
        self._box = pg.ViewBox(enableMenu=False, enableMouse=False)
        self.curve = pg.PlotCurveItem(antialias=True, connect="finite", skipFiniteCheck=False)
        self._box.addItem(self.curve, ignoreBounds=True)
        self.setCentralItem(self._box)

    def load(
        self, places: NDArray[np.float64], values: NDArray[np.float64], *, logarithmic: bool
    ) -> None:
        """Take over another curve; what is not finite leaves a gap.

        Args:
            places: (n,) where the values stand, from 0 to 1, ascending.
            values: (n,) from 0 on.
            logarithmic: whether equal heights are equal factors.

        """
        heights = _logarithms(values) if logarithmic else _finite(values)
        seen = heights[np.isfinite(heights)]
        low, high = (seen.min(), seen.max()) if seen.size else (0.0, 1.0)
        low = low if logarithmic else min(low, 0.0)
        room = ROOM * ((high - low) or 1.0)
        self._box.setRange(xRange=(0.0, 1.0), yRange=(low - room, high + room), padding=0.0)
        self.curve.setData(places, heights, fillLevel=low - room)

    def picture(self, size: QSize, colour: QColor) -> QPixmap:
        """Return the curve as it fills a size, in a colour, on nothing."""
        area = QColor(colour)
        area.setAlphaF(AREA_ALPHA)
        self.curve.setPen(pg.mkPen(colour, width=LINE_WIDTH))
        self.curve.setBrush(pg.mkBrush(area))
        self.resize(size)
        picture: QPixmap = self.grab()
        return picture


def _finite(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(np.isfinite(values), values, np.nan)


def _logarithms(values: NDArray[np.float64]) -> NDArray[np.float64]:
    positive = np.isfinite(values) & (values > 0.0)
    return np.log10(values, where=positive, out=np.full(len(values), np.nan))
