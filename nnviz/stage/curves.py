"""Curves: the error and the size of the updates over the epochs, with the playhead on them."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from nnviz.stage.frame import Floats
from nnviz.stage.numerals import brief
from nnviz.stage.palette import Palette
from nnviz.stage.panel import PADDING, add_panel
from nnviz.stage.regions import Region
from nnviz.stage.sketch import LEFT, RIGHT, Sketch
from nnviz.stage.typography import extent
from nnviz.stage.wrapping import wrapped

TICK_HEIGHT = 0.0225
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
SMALLEST, LARGEST = 1e-300, 1.79e308  # that an axis reaches to, so that its ticks can be computed
BINS = 200  # stretches of epochs, each drawn by its lowest and its highest value
TICK_GAP = 0.01  # from a tick's number to its line
LEAVING_PITCH = 0.03  # from line to line of what is said of a curve that has left
PLOT_LEFT, PLOT_TOP, PLOT_RIGHT, PLOT_BOTTOM = 0.075, 0.062, 0.02, 0.045


@dataclass(frozen=True, eq=False)
class Curve:
    """A value over the epochs.

    Attributes:
        title: what is plotted.
        epochs: (n,) int64, ascending.
        values: (n,) float64; what is not finite, negative, or 0 on a logarithmic axis, leaves a
            gap.
        axis: what the epochs are called.
        logarithmic: whether the value's axis is.
        settled: how many of the values the axis follows, all by default; what lies beyond it leaves
            a gap, too.
        beyond: what is said where later values are known.

    """

    title: str
    epochs: NDArray[np.int64]
    values: NDArray[np.float64]
    axis: str = "epoch"
    logarithmic: bool = False
    settled: int | None = None
    beyond: str = ""

    @cached_property
    def limits(self) -> tuple[float, float]:
        """Lowest and highest value of the axis."""
        shown = self.values[: self.settled][self._placed[: self.settled]]
        if not len(shown):
            return (0.1, 1.0) if self.logarithmic else (0.0, 1.0)
        if self.logarithmic:
            low, high = np.floor(np.log10(shown.min())), np.ceil(np.log10(shown.max()))
            return float(10.0**low), float(10.0 ** max(high, low + 1))
        largest = float(shown.max())
        return 0.0, min(largest * 1.1, LARGEST) if largest > SMALLEST else 1.0

    @cached_property
    def drawable(self) -> NDArray[np.bool_]:
        """(n,) which values have a place on the axis."""
        low, high = self.limits
        return self._placed & (self.values >= low) & (self.values <= high)

    @cached_property
    def _placed(self) -> NDArray[np.bool_]:
        """(n,) which values an axis could have a place for."""
        finite = np.isfinite(self.values)
        return finite & ((self.values > 0) if self.logarithmic else (self.values >= 0))

    def leaves(self, upto: int) -> bool:
        """Return whether values up to an epoch are known that the axis does not follow."""
        return self.settled is not None and bool((self.epochs[self.settled :] <= upto).any())

    @cached_property
    def corners(self) -> NDArray[np.int64]:
        """(m,) ascending indices of the values that give the curve its shape.

        The lowest and the highest of each of `BINS` stretches, so that no peak is lost, and the
        same at every moment, so that nothing trembles while the curve grows.
        """
        shown = np.flatnonzero(self.drawable)
        picks = [
            stretch[pick(self.values[stretch])]
            for stretch in np.array_split(shown, min(BINS, max(len(shown), 1)))
            if len(stretch)
            for pick in (np.argmin, np.argmax)
        ]
        return np.array(sorted({*picks}), dtype=np.int64)

    def place(self, indices: NDArray[np.int64], plot: Region) -> Floats:
        """Return (k, 2) where the values at `indices` stand in `plot`, picture units."""
        return self.place_values(self.epochs[indices], self.values[indices], plot)

    def place_values(
        self, epochs: NDArray[np.int64], values: NDArray[np.float64], plot: Region
    ) -> Floats:
        """Return (k, 2) where other values would stand on the axes of this curve."""
        up = _share(values, *self.limits, self.logarithmic)
        across = self.across(epochs, plot)
        return np.column_stack([across, plot.bottom - up * plot.height]).astype(np.float32)

    def known(self, upto: int) -> NDArray[np.int64]:
        """Return the indices to draw up to an epoch, the last known one among them."""
        before = int(np.searchsorted(self.epochs, upto, "right"))
        last = np.flatnonzero(self.drawable[:before])[-1:]
        return np.concatenate([self.corners[self.corners < last.sum()], last])

    def across(self, epochs: NDArray[np.int64], plot: Region) -> NDArray[np.float64]:
        """Return (k,) where `epochs` stand on the horizontal axis of `plot`, picture units."""
        first, last = int(self.epochs[0]), int(self.epochs[-1])
        return plot.left + (epochs - first) / max(last - first, 1) * plot.width


def add_curve(
    sketch: Sketch, palette: Palette, curve: Curve, region: Region, *, upto: int, playhead: int
) -> None:
    """Add a curve as far as it is known.

    Args:
        sketch: what it is added to.
        palette: the colours.
        curve: what to draw.
        region: where its panel stands.
        upto: last epoch whose value is known; 0 draws the axes alone.
        playhead: epoch that is marked on the axis.

    """
    plot = add_axes(sketch, palette, curve, region, playhead=playhead)
    points = curve.place(curve.known(upto), plot)
    if len(points):
        sketch.curve(points, palette.text)
        sketch.strokes(points[-1:], points[-1:], palette.accent, width=0.012)
    add_leaving(sketch, palette, curve, plot, upto=upto)


def add_leaving(sketch: Sketch, palette: Palette, curve: Curve, plot: Region, *, upto: int) -> None:
    """Say in the plot that a curve has left its axis, where it has."""
    if curve.leaves(upto):
        lines = wrapped(curve.beyond, "sans", widest=plot.width / TICK_HEIGHT)
        below = (plot.top + plot.bottom) / 2 + LEAVING_PITCH * np.arange(len(lines))
        places = np.column_stack([np.full(len(lines), plot.right), below])
        sketch.labels(lines, places, palette.strange, height=TICK_HEIGHT, anchor=RIGHT)


def add_axes(
    sketch: Sketch,
    palette: Palette,
    curve: Curve,
    region: Region,
    *,
    playhead: int,
    room_at_right: float = 0.0,
    room_above: float = 0.0,
) -> Region:
    """Add the panel of a curve, its axes and the playhead; return where the curve is plotted."""
    low, high = curve.limits
    ticks = _ticks(low, high, logarithmic=curve.logarithmic)
    texts = [_tick_text(tick, logarithmic=curve.logarithmic) for tick in ticks]
    wide = max(extent(text, "sans") for text in texts) * TICK_HEIGHT
    plot = Region(
        region.left + max(PLOT_LEFT, PADDING + wide + TICK_GAP),
        region.top + PLOT_TOP + room_above,
        region.right - PLOT_RIGHT - room_at_right,
        region.bottom - PLOT_BOTTOM,
    )
    add_panel(sketch, palette, region, curve.title[:1].upper() + curve.title[1:])
    _add_ticks(sketch, palette, curve, plot, ticks, texts)
    _add_epochs(sketch, palette, curve, plot)
    x = curve.across(np.array([playhead]), plot)[0]
    sketch.strokes([[x, plot.top]], [[x, plot.bottom]], palette.quiet_text, width=0.0018)
    return plot


def _add_ticks(
    sketch: Sketch,
    palette: Palette,
    curve: Curve,
    plot: Region,
    ticks: NDArray[np.float64],
    texts: list[str],
) -> None:
    """Add the lines of the ticks and what they say."""
    heights = plot.bottom - _share(ticks, *curve.limits, curve.logarithmic) * plot.height
    left, right = np.full_like(heights, plot.left), np.full_like(heights, plot.right)
    start, end = np.column_stack([left, heights]), np.column_stack([right, heights])
    sketch.strokes(start, end, palette.rule, width=0.0014)
    places = np.column_stack([left - TICK_GAP, heights + 0.008])
    sketch.labels(texts, places, palette.quiet_text, height=TICK_HEIGHT, anchor=RIGHT)


def _add_epochs(sketch: Sketch, palette: Palette, curve: Curve, plot: Region) -> None:
    """Add the ends of the horizontal axis and what it is."""
    base = plot.bottom + 0.032
    first, last = (f"{epoch:,}" for epoch in curve.epochs[[0, -1]])
    sketch.labels([first], [plot.left, base], palette.quiet_text, height=TICK_HEIGHT, anchor=LEFT)
    sketch.labels([last], [plot.right, base], palette.quiet_text, height=TICK_HEIGHT, anchor=RIGHT)
    middle = (plot.left + plot.right) / 2
    sketch.labels(
        [curve.axis], [middle, base], palette.quiet_text, height=TICK_HEIGHT, anchor=(0.5, 0)
    )


def _ticks(low: float, high: float, *, logarithmic: bool) -> NDArray[np.float64]:
    """Return a few round values between the limits."""
    if logarithmic:
        decades = np.arange(round(np.log10(low)), round(np.log10(high)) + 1)
        return np.asarray(10.0 ** decades[:: max(len(decades) // 4, 1)])
    decade = float(10.0 ** np.floor(np.log10(high - low)))
    steps = (share * decade for share in (0.2, 0.5, 1.0, 2.0, 5.0))
    step = next(step for step in steps if (high - low) / step <= 4)
    return np.asarray(np.arange(np.ceil(low / step), np.floor(high / step) + 1) * step)


def _tick_text(tick: float, *, logarithmic: bool) -> str:
    if not logarithmic:
        return brief(tick)
    return "10" + str(round(np.log10(tick))).translate(SUPERSCRIPTS)


def _share(
    values: NDArray[np.float64], low: float, high: float, logarithmic: bool
) -> NDArray[np.float64]:
    if logarithmic:
        values, low, high = np.log10(values), np.log10(low), np.log10(high)
    return (values - low) / (high - low)
