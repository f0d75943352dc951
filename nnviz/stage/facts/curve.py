"""A curve: a value over the epochs, with the axes on which it is drawn."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from nnviz.picture.frame import Floats
from nnviz.picture.regions import Region

SMALLEST, LARGEST = 1e-300, 1.79e308  # that an axis reaches to, so that its ticks can be computed
BINS = 200  # parts of epochs, each drawn by its lowest and its highest value


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

        The lowest and the highest of each of `BINS` parts, so that no peak is lost, and the
        same at every moment, so that nothing trembles while the curve grows.
        """
        shown = np.flatnonzero(self.drawable)
        picks = [
            part[pick(self.values[part])]
            for part in np.array_split(shown, min(BINS, max(len(shown), 1)))
            if len(part)
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
        up = share_of_axis(values, *self.limits, self.logarithmic)
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


def share_of_axis(
    values: NDArray[np.float64], low: float, high: float, logarithmic: bool
) -> NDArray[np.float64]:
    """Return how far up its axis each value stands, 0 at its low end and 1 at its high one."""
    if logarithmic:
        values, low, high = np.log10(values), np.log10(low), np.log10(high)
    return (values - low) / (high - low)
