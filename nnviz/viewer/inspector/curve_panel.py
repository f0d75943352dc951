"""The curve of a number over all epochs, with the playhead on it."""

import numpy as np
import pyqtgraph as pg
from PyQt6.QtCore import QEvent, Qt
from PyQt6.QtWidgets import QSizePolicy

from nnviz.picture.palette import Palette
from nnviz.viewer.inspector.clipboard import copy_text, exact, offer_copy, tabbed
from nnviz.viewer.inspector.series import Series, thinned, value_range
from nnviz.viewer.qt_theme import qt_colour
from nnviz.viewer.translation import retranslate, tr

LEAST_LINES, MOST_LINES = 8, 18  # of text, that are as high as the plot


class CurvePanel(pg.GraphicsView):  # type: ignore[misc]  # pyqtgraph has no types
    """A plot of one series.

    It is put together of pyqtgraph's parts: its ready-made `PlotWidget` brings menus along that
    outlive their window.

    Attributes:
        series: what is shown, with all its values; None: nothing is.
        curve: the series, where it has a value in every recorded epoch.
        points: the same where it has not.
        playhead: the line at the epoch that is shown.
        dot: the value there.

    """

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._box = pg.ViewBox(enableMenu=False, enableMouse=False)
        self._axes = {side: pg.AxisItem(side, linkView=self._box) for side in ("left", "bottom")}
        self.series: Series | None = None
        self.curve, self.dot = pg.PlotCurveItem(antialias=True), pg.ScatterPlotItem(size=8)
        self.points = pg.ScatterPlotItem(size=4, pen=None)
        self.playhead = pg.InfiniteLine()
        self._lay_out()
        self.set_palette(palette)
        self._fit()
        retranslate(self, self._retranslate)
        offer_copy(self, lambda: copy_text(self.copied()))

    def changeEvent(self, event: QEvent | None) -> None:
        """Write the axes as large as other text."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.FontChange:
            self._fit()
            self._retranslate()

    def copied(self) -> str:
        """Return what is copied of the curve: every epoch and its value, not only what is drawn."""
        if self.series is None:
            return ""
        rows = zip(self.series.epochs, self.series.values, strict=True)
        return tabbed([(str(epoch), exact(value)) for epoch, value in rows])

    def set_palette(self, palette: Palette) -> None:
        """Take over the colours of a theme."""
        accent = qt_colour(palette.accent)
        self.setBackground(qt_colour(palette.background))
        for axis in self._axes.values():
            axis.setPen(qt_colour(palette.rule))
            axis.setTextPen(qt_colour(palette.quiet_text))
        self.curve.setPen(pg.mkPen(qt_colour(palette.positive), width=1.5))
        self.points.setBrush(pg.mkBrush(qt_colour(palette.positive)))
        self.playhead.setPen(pg.mkPen(accent))
        self.dot.setPen(pg.mkPen(accent))
        self.dot.setBrush(pg.mkBrush(accent))

    def show_series(self, series: Series | None, *, before: int | None = None) -> None:
        """Show another curve; None shows none. What is not finite leaves a gap.

        Args:
            series: the curve.
            before: the epoch at which a training runs away: what comes then may leave the plot.

        """
        self.series = series
        if series is None:
            self.curve.clear()
            self.points.clear()
            self.dot.clear()
            return
        seen = thinned(series)
        finite = np.isfinite(seen.values)
        epochs, values = seen.epochs.astype(np.float64), np.where(finite, seen.values, np.nan)
        line = slice(0, 0) if series.scattered else slice(None)
        self.curve.setData(epochs[line], values[line], connect="finite")
        self.points.setData(*((epochs, values) if series.scattered else ([], [])))
        self._box.setXRange(*map(float, series.ends), padding=0.02)
        reach = value_range(series, before)
        if reach is not None:
            self._box.setYRange(*reach, padding=0.08)

    def show_epoch(self, epoch: int, value: float) -> None:
        """Move the playhead to an epoch, and the dot to the value there."""
        self.playhead.setValue(epoch)
        shown = np.isfinite(value)
        self.dot.setData([float(epoch)] if shown else [], [value] if shown else [])

    def _lay_out(self) -> None:
        layout = pg.GraphicsLayout()
        layout.setContentsMargins(0, 4, 20, 0)
        layout.setSpacing(0)
        layout.addItem(self._axes["left"], 0, 0)
        layout.addItem(self._box, 0, 1)
        layout.addItem(self._axes["bottom"], 1, 1)
        self._axes["bottom"].setStyle(hideOverlappingLabels=False)  # the last may lean over the end
        for item in (self.curve, self.points, self.playhead, self.dot):
            self._box.addItem(item, ignoreBounds=True)
        self.setCentralItem(layout)

    def _fit(self) -> None:
        """Take size and letters from the text around; the axes notice by their next label."""
        line = self.fontMetrics().height()
        self.setMinimumHeight(LEAST_LINES * line)
        self.setMaximumHeight(MOST_LINES * line)
        for axis in self._axes.values():
            axis.label.setFont(self.font())
            axis.setTickFont(self.font())

    def _retranslate(self) -> None:
        self.setAccessibleName(tr("Value over all epochs"))
        self._axes["bottom"].setLabel(tr("epoch"))
