"""The scrubber over the whole training, with the curve of the error in it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QEvent, QRectF, Qt
from PyQt6.QtGui import QColor, QHelpEvent, QPainter, QPalette, QPixmap, QResizeEvent
from PyQt6.QtWidgets import QToolTip, QWidget

from nnviz.picture.frame import Floats
from nnviz.picture.palette import DARK
from nnviz.stage.facts.mean_loss import mean_loss, watched_loss
from nnviz.trace.trace import Trace
from nnviz.viewer.qt_theme import qt_colour
from nnviz.viewer.timeline.scrubber import Scrubber
from nnviz.viewer.translation import tr

Limits = tuple[float, float]
CurvePainter = Callable[[QPainter, QRectF, NDArray[np.float64], QColor, Limits], None]

GHOST_ALPHA = 0.45
LINES = 3.2  # how high it is, in heights of a line of text
ERROR_THERE = "Epoch {epoch:,} · mean error {value:.4g}"
LOSS_THERE = "Epoch {epoch:,} · mean loss of all training records {value:.4g}"
DIVERGED = "The training diverged at epoch {epoch:,}: its numbers are not finite."


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class TrainingCurve:
    """What the scrubber shows of a training.

    Attributes:
        epochs: (n,) int64, the recorded epochs.
        error: (n,) float64, the mean error at each, or what says in its place how it learns.
        diverged_epoch: the first epoch whose numbers are not finite; None: there is none.
        name: of the training, where there are several; else empty.
        highest: the curve is not drawn above it: of a training that runs away, the rest would be
            a line at its foot.
        is_loss: whether the mean loss of all training records stands in place of the error, which
            is that of a batch.

    """

    epochs: NDArray[np.int64]
    error: NDArray[np.float64]
    diverged_epoch: int | None = None
    name: str = ""
    highest: float = np.inf
    is_loss: bool = False


class CurveScrubber(Scrubber):
    """Goes to any recorded epoch; its values are their indices."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Epoch of the training", lines=LINES, parent=parent)
        self.logarithmic = self.logarithmic_error = False
        self.strange: Floats = DARK.strange
        self._training: TrainingCurve | None = None
        self._ghosts: list[TrainingCurve] = []
        self._shares = np.zeros(1)
        self._marked: tuple[float, float] | None = None
        self._paint_curve: CurvePainter | None = None
        self._drawn: QPixmap | None = None

    def load(self, training: TrainingCurve) -> None:
        """Show a training."""
        self._training = training
        self.set_maximum(len(training.epochs) - 1)
        self._spread()

    def set_ghosts(self, ghosts: list[TrainingCurve]) -> None:
        """Show other trainings behind this one, on its axes, as far as they are of its kind."""
        if ghosts or self._ghosts:
            self._ghosts = ghosts
            self.redraw()

    def set_logarithmic(self, logarithmic: bool) -> None:
        """Give equal room to equal factors of the epoch, or to equal numbers of epochs."""
        self.logarithmic = logarithmic
        self._spread()

    def set_logarithmic_error(self, logarithmic: bool) -> None:
        """Give equal height to equal factors of the error, or to equal differences."""
        self.logarithmic_error = logarithmic
        self.redraw()

    def show_curve(self) -> None:
        """Draw the curve from now on; importing what draws it takes time, so not at first."""
        if self._paint_curve is None:
            from nnviz.viewer.timeline.curve_plot import paint_curve

            self._paint_curve = paint_curve
            self.redraw()

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

    def changeEvent(self, event: QEvent | None) -> None:
        """Draw the curve anew where its text has another size."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.FontChange:
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
        text = tr(LOSS_THERE if training.is_loss else ERROR_THERE, epoch=epoch, value=error)
        text = f"{training.name} · {text}" if training.name else text
        diverged = training.diverged_epoch
        if diverged is not None and epoch >= diverged:
            text += "\n" + tr(DIVERGED, epoch=diverged)
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
        if self._training is not None:
            self._paint_error(painter, ground, self._training)
            self._paint_divergence(painter, ground, self._training)
        painter.end()
        return pixmap

    def _paint_error(self, painter: QPainter, ground: QRectF, training: TrainingCurve) -> None:
        if self._paint_curve is None:
            return
        columns = max(int(ground.width() * self.devicePixelRatioF()), 1)
        curves = [
            (self._points_of(each, columns), self.colour(QPalette.ColorRole.PlaceholderText, alpha))
            for each, alpha in [*((each, GHOST_ALPHA) for each in self._ghosts), (training, 1.0)]
            if each.is_loss == training.is_loss
        ]
        heights = np.concatenate([points[:, 1] for points, _ in curves])
        low = float(heights.min(initial=np.inf if self.logarithmic_error else 0.0))
        for points, colour in curves:
            if len(points):
                self._paint_curve(painter, ground, points, colour, (low, float(heights.max())))

    def _points_of(self, training: TrainingCurve, columns: int) -> NDArray[np.float64]:
        """Return (m, 2) the points of a curve on the axis of the epochs that is shown."""
        error = np.where(training.error <= training.highest, training.error, np.nan)
        heights = logarithms(error) if self.logarithmic_error else error
        if training is self._training or self._training is None:
            return envelope(self._shares, heights, columns)
        epochs = self._training.epochs
        there = training.epochs <= epochs[-1]
        places = np.interp(training.epochs[there], epochs, self._shares)
        return envelope(places, heights[there], columns)

    def _paint_divergence(self, painter: QPainter, ground: QRectF, training: TrainingCurve) -> None:
        if training.diverged_epoch is None:
            return
        index = int(np.searchsorted(training.epochs, training.diverged_epoch))
        left = self.x_of(self.share_of(index))
        colour = qt_colour(self.strange)
        painter.fillRect(QRectF(left - 1, ground.top(), 3, ground.height()), colour)
        colour.setAlphaF(0.18)
        rest = QRectF(left, ground.top(), ground.right() - left, ground.height())
        painter.fillRect(rest, colour)
        text = tr("diverged at epoch {epoch:,}", epoch=training.diverged_epoch)
        painter.setPen(self.colour(QPalette.ColorRole.Text))
        if painter.fontMetrics().horizontalAdvance(text) > rest.width() - 16:
            rest = QRectF(ground.left(), ground.top(), left - ground.left() - 8, ground.height())
        side = Qt.AlignmentFlag.AlignLeft if rest.left() == left else Qt.AlignmentFlag.AlignRight
        painter.drawText(rest.adjusted(8, 0, 0, 0), side | Qt.AlignmentFlag.AlignVCenter, text)


def ghost_of(trace: Trace) -> TrainingCurve:
    """Return the curve of a training that stands behind another one."""
    loss = watched_loss(trace)
    values = trace.series("mean_absolute_error") if loss is None else mean_loss(trace, loss)
    return TrainingCurve(epochs=trace.epochs, error=values, is_loss=loss is not None)


def shares(epochs: NDArray[np.int64], *, logarithmic: bool) -> NDArray[np.float64]:
    """Return (n,) where epochs stand on a timeline, from 0 to 1."""
    places = np.log(epochs) if logarithmic else epochs.astype(np.float64)
    length = places[-1] - places[0]
    return np.asarray((places - places[0]) / (length or 1.0))


def logarithms(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (n,) logarithms of base 10; NaN of what has none, or is not finite."""
    positive = np.isfinite(values) & (values > 0.0)
    return np.log10(values, where=positive, out=np.full(len(values), np.nan))


def envelope(
    places: NDArray[np.float64], values: NDArray[np.float64], columns: int
) -> NDArray[np.float64]:
    """Return the points of a curve that can be seen: the extremes of each column of pixels.

    Args:
        places: (n,) where the values stand, from 0 to 1, ascending.
        values: (n,) those that are not finite are left out.
        columns: how many pixels wide it is drawn.

    Returns:
        (m, 2) places and values, at most two for each column.

    """
    finite = np.isfinite(values)
    places, values = places[finite], values[finite]
    if not len(values):
        return np.empty((0, 2))
    column = np.minimum((places * columns).astype(np.int64), columns - 1)
    starts = np.flatnonzero(np.diff(column, prepend=-1))
    lows, highs = (f.reduceat(values, starts) for f in (np.minimum, np.maximum))
    at = np.repeat(places[starts], 2)
    return np.column_stack([at, np.column_stack([highs, lows]).ravel()])
