"""Scrubbers: sliders that go where they are clicked and paint what they lead through."""

from PyQt6.QtCore import QRectF, QSignalBlocker, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PyQt6.QtWidgets import QSizePolicy, QSlider, QWidget

from nnviz.viewer.translation import retranslate, tr

EDGE = 6  # pixels at either end that belong to no value, so that the ends can be hit


class Scrubber(QSlider):
    """A slider whose whole length is a timeline; those who derive from it paint the ground.

    Attributes:
        active: whether the playhead is on this scrubber's way; elsewhere it is paler.
        scrubbed: signal, somebody moved the playhead; carries the new value. Following it
            (`show_value`) does not send it.

    """

    scrubbed = pyqtSignal(int)

    def __init__(self, name: str, *, lines: float, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.active = True
        self._lines = lines
        retranslate(self, lambda: self.setAccessibleName(tr(name)))
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.valueChanged.connect(self.scrubbed)

    def set_maximum(self, maximum: int) -> None:
        """Let the end of the scrubber stand for this value, and its beginning for 0."""
        with QSignalBlocker(self):
            self.setMaximum(maximum)
            self.setPageStep(max(maximum // 20, 1))

    def show_value(self, value: int) -> None:
        """Move the playhead there, unless somebody holds it."""
        if not self.isSliderDown() and value != self.value():
            with QSignalBlocker(self):
                self.setValue(value)
            self.update()

    def set_active(self, active: bool) -> None:
        """Say whether the playhead is on this scrubber's way."""
        if active != self.active:
            self.active = active
            self.update()

    def share_of(self, value: int) -> float:
        """Return where a value stands, 0 at the left end and 1 at the right one."""
        return value / max(self.maximum(), 1)

    def value_at(self, share: float) -> int:
        """Return the value that stands at a share of the length."""
        return round(share * self.maximum())

    def x_of(self, share: float) -> float:
        """Return where a share of the length is, in pixels of the widget."""
        return EDGE + share * (self.width() - 2 * EDGE)

    def share_at(self, x: float) -> float:
        """Return the share of the length at a pixel of the widget."""
        return min(max((x - EDGE) / max(self.width() - 2 * EDGE, 1), 0.0), 1.0)

    def sizeHint(self) -> QSize:
        """Return the height that the timeline needs, which grows with the text in it."""
        return QSize(200, round(self._lines * self.fontMetrics().height()))

    def minimumSizeHint(self) -> QSize:
        """Return the least room to scrub in."""
        return QSize(80, self.sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Go where the left button is pressed."""
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Follow the mouse while the button is held."""
        if event is not None and self.isSliderDown():
            self._go(event)

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """Stop where the button is let go."""
        if event is not None and self.isSliderDown():
            self._go(event)
            self.setSliderDown(False)

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        """Paint the timeline and the playhead."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(EDGE, 1, self.width() - 2 * EDGE, self.height() - 2)
        self.paint_ground(painter, ground)
        self._paint_playhead(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.colour(QPalette.ColorRole.Highlight), 1))
            painter.drawRoundedRect(ground, 3, 3)

    def paint_ground(self, painter: QPainter, ground: QRectF) -> None:
        """Paint what the timeline leads through: nothing but its ground, here."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colour(QPalette.ColorRole.Base))
        painter.drawRoundedRect(ground, 3, 3)

    def colour(self, role: QPalette.ColorRole, alpha: float = 1.0) -> QColor:
        """Return a colour of the palette, more or less transparent."""
        colour = QColor(self.palette().color(role))
        colour.setAlphaF(alpha)
        return colour

    def _paint_playhead(self, painter: QPainter) -> None:
        x = self.x_of(self.share_of(self.value()))
        role = QPalette.ColorRole.Highlight if self.active else QPalette.ColorRole.PlaceholderText
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colour(role))
        painter.drawRoundedRect(QRectF(x - 1.5, 0, 3, self.height()), 1.5, 1.5)
        painter.drawRoundedRect(QRectF(x - 4, 0, 8, 4), 2, 2)

    def _go(self, event: QMouseEvent) -> None:
        value = self.value_at(self.share_at(event.position().x()))
        if value == self.value():
            self.scrubbed.emit(value)  # the playhead may have gone another way
        self.setValue(value)
        self.update()
