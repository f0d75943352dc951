"""The transport's icons, drawn in the colour of the text: Qt's own are black on any ground."""

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

# Drawn in a square of 64 × 64.
SIDE = 64


def play_icon(colour: QColor) -> QIcon:
    """Return a triangle that leads to the right."""
    pixmap, painter = _begin(colour)
    painter.drawPolygon(QPolygonF([QPointF(18, 10), QPointF(18, 54), QPointF(54, 32)]))
    return _end(pixmap, painter)


def pause_icon(colour: QColor) -> QIcon:
    """Return two upright bars."""
    pixmap, painter = _begin(colour)
    painter.drawRoundedRect(QRectF(15, 10, 12, 44), 2, 2)
    painter.drawRoundedRect(QRectF(37, 10, 12, 44), 2, 2)
    return _end(pixmap, painter)


def replay_icon(colour: QColor) -> QIcon:
    """Return an arrow that goes round against the clock."""
    pixmap, painter = _begin(colour)
    painter.drawPolygon(QPolygonF([QPointF(32, 2), QPointF(32, 26), QPointF(15, 14)]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 7, cap=Qt.PenCapStyle.FlatCap))
    painter.drawArc(QRectF(13, 14, 38, 38), 90 * 16, -290 * 16)
    return _end(pixmap, painter)


def _begin(colour: QColor) -> tuple[QPixmap, QPainter]:
    pixmap = QPixmap(SIDE, SIDE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    return pixmap, painter


def _end(pixmap: QPixmap, painter: QPainter) -> QIcon:
    painter.end()
    return QIcon(pixmap)
