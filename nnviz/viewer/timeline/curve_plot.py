"""The curve in a scrubber, drawn by pyqtgraph's item for curves with the scrubber's own painter.

A view of pyqtgraph inside the scrubber would be painted anew whenever the playhead moves over it;
so the curve is drawn once, and moving the playhead costs the same however many epochs there are.
"""

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PyQt6.QtCore import QRectF, Qt
from PyQt6.QtGui import QColor, QPainter

Limits = tuple[float, float]

AREA_ALPHA = 0.18
LINE_WIDTH = 1.4
ROOM = 0.08  # above and below the curve, as a share of its height


def paint_curve(
    painter: QPainter,
    ground: QRectF,
    points: NDArray[np.float64],
    colour: QColor,
    limits: tuple[float, float],
) -> None:
    """Fill a rectangle with a curve and the area below it.

    Args:
        painter: draws it.
        ground: the rectangle.
        points: (n, 2) places from 0 to 1, and heights.
        colour: of the line; the area is paler.
        limits: the height at which the area ends, not above any point, and the highest there is.

    """
    low, high = limits
    room = ROOM * ((high - low) or 1.0)
    share = (points[:, 1] - low + room) / (high - low + 2.0 * room)
    area = QColor(colour)
    area.setAlphaF(AREA_ALPHA * colour.alphaF())
    curve = pg.PlotCurveItem(
        ground.left() + points[:, 0] * ground.width(),
        ground.bottom() - share * ground.height(),
        antialias=True,
        pen=pg.mkPen(colour, width=LINE_WIDTH),
        brush=pg.mkBrush(area),
        fillLevel=ground.bottom(),
    )
    painter.setBrush(Qt.BrushStyle.NoBrush)  # the line is filled with it, too
    curve.paint(painter, None, None)
