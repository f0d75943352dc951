"""Grids: how many rows and columns a layer of many nodes has, and where in them its nodes stand."""

import math

import numpy as np

from nnviz.picture.frame import Floats

IMAGE_SIDE = 3.6  # world units that an image may be wide and high
TALLEST_GRID, WIDEST_GRID, WIDEST_PITCH = 5.6, 3.6, 0.62  # likewise of other grids, and their cells
SLIMNESS, SLIMMEST = 1.6, 3  # times as high as wide a grid is best, and may be
CELL, DEPTH = 0.9, 0.02  # part of its place that a tile fills; half its thickness, world units
PLATE_ROOM = 0.1  # world units by which the plate below the tiles is wider than they are
PLATE_BEHIND = 0.1  # world units from the middle of the tiles to that of their plate
PORT_BEHIND = -0.22  # world units in depth from a tile to its edges


def grid_shape(width: int) -> tuple[int, int]:
    """Return rows and columns of a layer: upright, and filled to its last place where it can be."""

    def untidiness(columns: int) -> tuple[int, float]:
        return -width % columns, abs(math.log(width / columns**2 / SLIMNESS))

    least = math.ceil(math.sqrt(width / SLIMMEST))
    columns = min(range(least, math.isqrt(width - 1) + 2), key=untidiness)
    return math.ceil(width / columns), columns


def grid_pitch(rows: int, columns: int, *, image: bool) -> float:
    """Return the world units from one tile to the next."""
    if image:
        return IMAGE_SIDE / max(rows, columns)
    return min(WIDEST_PITCH, TALLEST_GRID / rows, WIDEST_GRID / columns)


def grid_places(units: int, rows: int, columns: int, pitch: float) -> Floats:
    """Return (units, 3) places in rows and columns around the middle, read like a page."""
    row, column = np.divmod(np.arange(units), columns)
    across = (column - (columns - 1) / 2) * pitch
    up = ((rows - 1) / 2 - row) * pitch
    return np.column_stack([across, up, np.zeros(units)]).astype(np.float32)
