"""The scrubber over the whole training, with the curve of the error in it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QEvent, QRectF, Qt
from PyQt6.QtGui import QHelpEvent, QPainter, QPalette, QPixmap, QResizeEvent
from PyQt6.QtWidgets import QToolTip, QWidget

from nnviz.stage.frame import Floats
from nnviz.stage.palette import DARK
from nnviz.viewer.scrubber import Scrubber
from nnviz.viewer.theme import qt_colour
from nnviz.viewer.wording import said

if TYPE_CHECKING:
    from nnviz.viewer.curve_plot import CurvePlot

HEIGHT = 58
DIVERGED = "The training diverged at epoch {epoch:,}: its numbers are not finite."


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Training:
    """What the scrubber shows of a training.

    Attributes:
        epochs: (n,) int64, the recorded epochs.
        error: (n,) float64, the error at each.
        diverged_epoch: the first epoch whose numbers are not finite; None: there is none.

    """

    epochs: NDArray[np.int64]
    error: NDArray[np.float64]
    diverged_epoch: int | None = None


class CurveScrubber(Scrubber):
    """Goes to any recorded epoch; its values are their indices."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Epoch of the training", height=HEIGHT, parent=parent)
        self.logarithmic = self.logarithmic_error = False
        self.strange: Floats = DARK.strange
        self._training: Training | None = None
        self._shares = np.zeros(1)
        self._marked: tuple[float, float] | None = None
        self._plot: CurvePlot | None = None
        self._drawn: QPixmap | None = None

    def load(self, training: Training) -> None:
        """Show a training."""
        self._training = training
        self.set_maximum(len(training.epochs) - 1)
        self._spread()

    def set_logarithmic(self, logarithmic: bool) -> None:
        """Give equal room to equal factors of the epoch, or to equal numbers of epochs."""
        self.logarithmic = logarithmic
        self._spread()

    def set_logarithmic_error(self, logarithmic: bool) -> None:
        """Give equal height to equal factors of the error, or to equal differences."""
        self.logarithmic_error = logarithmic
        self._spread()

    def show_curve(self) -> None:
        """Draw the curve from now on; importing what draws it takes time, so not at first."""
        if self._plot is None:
            from nnviz.viewer.curve_plot import CurvePlot

            self._plot = CurvePlot(self)
            self._spread()

    def set_marked(self, marked: tuple[float, float] | None) -> None:
        """Show which part is looped, from one index to another, with fractions."""
        if marked != self._marked:
            self._marked = marked
            self.update()

    def share_of(self, value: int) -> float:
        """Return where the epoch of an index stands."""
        return float(self._shares[min(max(value, 0), len(self._shares) - 1)])

    def value_at(self, share: float) -> int:
        """Return the index of the epoch that is nearest to a share of the length."""
        after = min(int(np.searchsorted(self._shares, share)), len(self._shares) - 1)
        before = max(after - 1, 0)
        nearer = share - self._shares[before] < self._shares[after] - share
        return before if nearer else after

    def redraw(self) -> None:
        """Draw the curve anew, in the colours that hold now."""
        self._drawn = None
        self.update()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Draw the curve anew at another size."""
        super().resizeEvent(event)
        self.redraw()

    def event(self, event: QEvent | None) -> bool:
        """Say what is under the pointer, where it rests."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos().x()), self)
            return True
        return super().event(event)

    def tip_at(self, x: float) -> str:
        """Return what there is to say of the epoch at a pixel."""
        training = self._training
        if training is None:
            return ""
        index = self.value_at(self.share_at(x))
        epoch, error = int(training.epochs[index]), float(training.error[index])
        text = said("Epoch {epoch:,} · error {error:.4g}", epoch=epoch, error=error)
        diverged = training.diverged_epoch
        if diverged is not None and epoch >= diverged:
            text += "\n" + said(DIVERGED, epoch=diverged)
        return text

    def paint_ground(self, painter: QPainter, ground: QRectF) -> None:
        """Paint the curve, what is looped, and where the training diverged."""
        if self._drawn is None:
            self._drawn = self._draw_curve(ground)
        painter.drawPixmap(0, 0, self._drawn)
        if self._marked is not None:
            left, right = (self.x_of(self._share_between(index)) for index in self._marked)
            painter.fillRect(
                QRectF(left, ground.top(), max(right - left, 2.0), ground.height()),
                self.colour(QPalette.ColorRole.Highlight, 0.22),
            )

    def _spread(self) -> None:
        if self._training is not None:
            self._shares = shares(self._training.epochs, logarithmic=self.logarithmic)
            if self._plot is not None:
                error, logarithmic = self._training.error, self.logarithmic_error
                self._plot.load(self._shares, error, logarithmic=logarithmic)
        self.redraw()

    def _share_between(self, index: float) -> float:
        return float(np.interp(index, np.arange(len(self._shares)), self._shares))

    def _draw_curve(self, ground: QRectF) -> QPixmap:
        """Return the timeline without its playhead, drawn once for many paintings."""
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(self.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        super().paint_ground(painter, ground)
        if self._plot is not None:
            size, colour = ground.size().toSize(), self.colour(QPalette.ColorRole.PlaceholderText)
            painter.drawPixmap(ground.topLeft(), self._plot.picture(size, colour))
        if self._training is not None:
            self._paint_divergence(painter, ground, self._training)
        painter.end()
        return pixmap

    def _paint_divergence(self, painter: QPainter, ground: QRectF, training: Training) -> None:
        if training.diverged_epoch is None:
            return
        index = int(np.searchsorted(training.epochs, training.diverged_epoch))
        left = self.x_of(self.share_of(index))
        colour = qt_colour(self.strange)
        painter.fillRect(QRectF(left - 1, ground.top(), 3, ground.height()), colour)
        colour.setAlphaF(0.18)
        painter.fillRect(QRectF(left, ground.top(), ground.right() - left, ground.height()), colour)


def shares(epochs: NDArray[np.int64], *, logarithmic: bool) -> NDArray[np.float64]:
    """Return (n,) where epochs stand on a timeline, from 0 to 1."""
    places = np.log(epochs) if logarithmic else epochs.astype(np.float64)
    length = places[-1] - places[0]
    return np.asarray((places - places[0]) / (length or 1.0))
