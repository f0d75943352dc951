"""Arrangement: where several networks stand on one stage, in rows where one is too long."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from nnviz.stage.geometry.layout import Layout

COLUMN_GAP = 1.4  # world units from the targets of one network to the inputs of the next
NAME_ROOM = 0.23  # of the height of a network: room above it for its name
ROWS = 2  # of networks that do not fit into one


def in_rows(
    layouts: Sequence[Layout], rows: int = ROWS, *, map_beside: bool = False, lines: int = 1
) -> tuple[Layout, ...]:
    """Return the layouts of several networks in rows, around the middle of the stage.

    Args:
        layouts: of the networks, read like a page.
        rows: how many rows there are.
        map_beside: whether room is left at the right of each for a map of its own.
        lines: how many its name may take.

    """
    columns = -(-len(layouts) // rows)
    sizes = np.array([np.ptp(replace(each, x=0.0, y=0.0).corners, axis=0) for each in layouts])
    wide, high = sizes[:, 0].max(), sizes[:, 1].max()
    pitch = wide + COLUMN_GAP + (room_beside(wide, high) if map_beside else 0.0)
    return tuple(
        _centred(
            each,
            (number % columns - (columns - 1) / 2) * pitch,
            ((rows - 1) / 2 - number // columns) * high * (1 + NAME_ROOM * lines),
        )
        for number, each in enumerate(layouts)
    )


def with_room_for_maps(layouts: Sequence[Layout]) -> tuple[tuple[float, ...], ...]:
    """Return points of the world where the maps beside networks in two rows end, at the right."""
    ends = []
    for each in layouts:
        low, high = each.corners.min(axis=0), each.corners.max(axis=0)
        wide, tall = (high - low)[:2]
        right = float(high[0]) + room_beside(float(wide), float(tall))
        ends += [(right, float(low[1]), 0.0), (right, float(high[1]), 0.0)]
    return tuple(ends)


def room_beside(wide: float, high: float) -> float:
    """Return the world units that a map takes beside a network of some width and height."""
    return max(1.15 * high, 0.4 * wide)


def stands_in_grid(layouts: Sequence[Layout]) -> bool:
    """Return whether networks stand in more than one row."""
    return len({each.y for each in layouts}) > 1


def _centred(layout: Layout, x: float, y: float) -> Layout:
    """Return a layout with the middle of its box at a place; world units."""
    corners = replace(layout, x=0.0, y=0.0).corners
    middle = (corners.min(axis=0) + corners.max(axis=0)) / 2
    return replace(layout, x=float(x - middle[0]), y=float(y - middle[1]))
