"""Free places: where in a picture a block may stand, and what it would cover there.

The picture is divided into small squares. Each says what it costs to cover it, and whether it may
be covered at all. Sums over rectangles of squares come of a summed-area table (Crow 1984), so that
all places of a block are judged at once.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.picture.regions import Region

Doubles = NDArray[np.float64]

CELL = 0.01  # picture units
NEVER = 1e7  # more than all squares of a picture that may be covered where nothing is free
FAR, ASKEW = 4.0, 1.0  # what it costs to stand one unit away from the node, and higher or lower


@dataclass(frozen=True, slots=True)
class FreePlace:
    """Where a block stands.

    Attributes:
        left: its left side, picture units.
        top: its upper side.
        cost: what it covers, and how far it is from what it is about.

    """

    left: float
    top: float
    cost: float


class FreePlaces:
    """What of a region is free, and what costs how much to cover.

    Args:
        region: in which blocks stand.

    """

    def __init__(self, region: Region) -> None:
        self._region = region
        shape = max(int(region.height / CELL), 1), max(int(region.width / CELL), 1)
        self._cost, self._taken = np.zeros(shape), np.zeros(shape)
        self._tables: tuple[Doubles, Doubles] | None = None  # of both; None: they are changing

    def take(self, boxes: Doubles, *, wholly: bool = False) -> None:
        """Let nothing cover (n, 4) boxes: left, upper, right and lower sides, picture units.

        What is taken `wholly` is not covered even where nothing is free.
        """
        self._tables = None
        for rows, columns in map(self._cells, boxes):
            taken = self._taken[rows, columns]
            np.maximum(taken, NEVER if wholly else 1.0, out=taken)

    def charge(self, boxes: Doubles, cost: float) -> None:
        """Let it cost so much to cover one of (n, 4) boxes; a part of it costs a part of that."""
        self._tables = None
        for rows, columns in map(self._cells, boxes):
            covered = self._cost[rows, columns]
            covered += cost / max(covered.size, 1)

    def charge_points(self, points: Doubles, cost: float) -> None:
        """Let it cost so much to cover one of (n, 2) points, picture units."""
        self._tables = None
        at = ((points - [self._region.left, self._region.top]) / CELL).astype(np.intp)
        inside = ((at >= 0) & (at < self._cost.shape[::-1])).all(axis=1)
        cells = at[inside, 1] * self._cost.shape[1] + at[inside, 0]
        np.add.at(self._cost.reshape(-1), cells, cost)

    def best(self, size: tuple[float, float], beside: Region, *, firmly: bool) -> FreePlace | None:
        """Return the cheapest place of a block; None: it finds none.

        Args:
            size: its width and height, picture units.
            beside: what it is about: it stands near to that.
            firmly: whether what is taken may not be covered; else that costs much.

        """
        high, wide = (int(np.ceil(side / CELL)) + 1 for side in size[::-1])
        rows, columns = self._cost.shape
        if high > rows or wide > columns:
            return None
        if self._tables is None:
            self._tables = _summed(self._cost), _summed(self._taken)
        taken = _sums(self._tables[1], high, wide)
        barred = taken > (0 if firmly else NEVER / 2)
        if barred.all():
            return None
        cost = _sums(self._tables[0], high, wide) + self._away(size, beside, taken.shape) + taken
        cost[barred] = np.inf
        best = np.unravel_index(int(cost.argmin()), cost.shape)
        left, top = self._region.left + CELL * best[1], self._region.top + CELL * best[0]
        return FreePlace(float(left), float(top), float(cost[best]))

    def _away(self, size: tuple[float, float], beside: Region, shape: tuple[int, ...]) -> Doubles:
        """Return what each place costs for being away from what a block is about."""
        left = self._region.left + CELL * np.arange(shape[1])
        top = self._region.top + CELL * np.arange(shape[0])
        across = np.maximum(np.maximum(left - beside.right, beside.left - left - size[0]), 0.0)
        down = np.maximum(np.maximum(top - beside.bottom, beside.top - top - size[1]), 0.0)
        askew = np.abs(top + size[1] / 2 - (beside.top + beside.bottom) / 2)
        apart = np.hypot(across[None], down[:, None])
        return np.asarray(FAR * apart + ASKEW * askew[:, None])

    def _cells(self, box: Doubles) -> tuple[slice, slice]:
        """Return the rows and columns of squares that a box has a part in."""
        corner = np.array([self._region.left, self._region.top])
        low = np.floor((box[:2] - corner) / CELL).clip(0, 1 << 20).astype(int)
        high = np.ceil((box[2:] - corner) / CELL).clip(0, 1 << 20).astype(int)
        return slice(low[1], high[1]), slice(low[0], high[0])


def _summed(values: Doubles) -> Doubles:
    """Return the summed-area table of values, with a row and a column of zeros before it."""
    return np.pad(values.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))


def _sums(table: Doubles, high: int, wide: int) -> Doubles:
    """Return the sum of every rectangle of so many rows and columns, by its upper left corner."""
    ends = table[high:, wide:] - table[:-high, wide:]
    return np.asarray(ends - table[high:, :-wide] + table[:-high, :-wide])
