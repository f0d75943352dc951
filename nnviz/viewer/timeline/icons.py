"""The transport's icons, drawn in the colour of the text: Qt's own are black on any ground."""

from collections.abc import Callable

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

# Drawn in a square of 64 × 64.
SIDE = 64

Icon = Callable[[QColor], QIcon]


def play_icon(colour: QColor) -> QIcon:
    """Return a triangle that leads to the right."""
    pixmap, painter = _begin(colour)
    _triangle(painter, 18, 54)
    return _end(pixmap, painter)


def play_back_icon(colour: QColor) -> QIcon:
    """Return a triangle that leads to the left."""
    pixmap, painter = _begin(colour)
    _triangle(painter, 46, 10)
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


def step_on_icon(colour: QColor) -> QIcon:
    """Return a bar and a triangle that leads to the right, away from it."""
    pixmap, painter = _begin(colour)
    painter.drawRoundedRect(QRectF(14, 12, 7, 40), 2, 2)
    _triangle(painter, 27, 53, half=17)
    return _end(pixmap, painter)


def step_back_icon(colour: QColor) -> QIcon:
    """Return a bar and a triangle that leads to the left, away from it."""
    pixmap, painter = _begin(colour)
    painter.drawRoundedRect(QRectF(43, 12, 7, 40), 2, 2)
    _triangle(painter, 37, 11, half=17)
    return _end(pixmap, painter)


def last_icon(colour: QColor) -> QIcon:
    """Return a triangle that leads to a bar at the right."""
    pixmap, painter = _begin(colour)
    _triangle(painter, 13, 43)
    painter.drawRoundedRect(QRectF(44, 10, 8, 44), 2, 2)
    return _end(pixmap, painter)


def first_icon(colour: QColor) -> QIcon:
    """Return a triangle that leads to a bar at the left."""
    pixmap, painter = _begin(colour)
    _triangle(painter, 51, 21)
    painter.drawRoundedRect(QRectF(12, 10, 8, 44), 2, 2)
    return _end(pixmap, painter)


def loop_icon(colour: QColor) -> QIcon:
    """Return a rounded track with an arrow on it."""
    pixmap, painter = _begin(colour)
    painter.drawPolygon(QPolygonF([QPointF(28, 4), QPointF(28, 28), QPointF(44, 16)]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 6))
    painter.drawRoundedRect(QRectF(9, 16, 46, 34), 15, 15)
    return _end(pixmap, painter)


def _triangle(painter: QPainter, base: float, tip: float, *, half: float = 22) -> None:
    """Draw a triangle from an upright base to a tip beside it; x coordinates."""
    corners = [QPointF(base, 32 - half), QPointF(base, 32 + half), QPointF(tip, 32)]
    painter.drawPolygon(QPolygonF(corners))


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
