"""Ports: where on the walls of the nodes the edges of a layer begin and end.

Each edge has a port of its own. The ports of a face are in the order in which the other ends of
their edges stand, so that edges of one node never cross each other. Where edges of different nodes
cross, the one that rises passes in front of the one that falls: of two edges that cross, one rises
more than the other, and so no two that cross are ever equally deep.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.picture.frame import Floats

DEPTH = 0.8  # of the room on a face that is used in depth


@dataclass(frozen=True, eq=False, slots=True)
class Face:
    """The sides of the nodes of one layer at which its edges end.

    Attributes:
        nodes: (n, 3) centres of the nodes.
        wall: world units from there to the wall; 0 where edges end in the middle.
        room: world units by which ports may lie beside the middle of the wall.

    """

    nodes: Floats
    wall: float
    room: float


def flow(first: Floats, last: Floats) -> Floats:
    """Return (3,) the direction from layer to layer, along x or y, of (n, 3) nodes of two."""
    way = last.mean(axis=0) - first.mean(axis=0)
    axis = int(np.abs(way[:2]).argmax())
    along = np.zeros(3, np.float32)
    along[axis] = np.sign(way[axis]) or 1.0
    return along


def ports(
    before: Face, behind: Face, along: Floats, edges: tuple[NDArray[np.int64], NDArray[np.int64]]
) -> tuple[Floats, Floats]:
    """Return where edges begin and end, two (n, 3) arrays, world units.

    Args:
        before: of the layer that they come from.
        behind: of the layer that they lead to.
        along: (3,) from the one to the other, along an axis.
        edges: (n,) each, the senders' and the receivers' indices.

    """
    senders, receivers = edges
    across = np.array([along[1] != 0, along[0] != 0, 0], np.float32)
    start = before.nodes[senders] + along * np.float32(before.wall)
    end = behind.nodes[receivers] - along * np.float32(behind.wall)
    start += across * (_order(behind.nodes, across)[receivers] * before.room)[:, None]
    end += across * (_order(before.nodes, across)[senders] * behind.room)[:, None]
    rise = _rise(before.nodes, behind.nodes, across)
    deep = rise[senders, receivers] * np.float32(DEPTH)
    start[:, 2] += deep * before.room
    end[:, 2] += deep * behind.room
    return start.astype(np.float32), end.astype(np.float32)


def _order(others: Floats, across: Floats) -> Floats:
    """Return (n,) −1 to 1: in which order nodes stand from one side to the other."""
    count = len(others)
    if count == 1:
        return np.zeros(1, np.float32)
    rest = others[:, :2] @ (1 - across[:2])
    places = np.empty(count, np.float32)
    places[np.lexsort((rest, others @ across))] = np.linspace(-1, 1, count)
    return places


def _rise(before: Floats, behind: Floats, across: Floats) -> Floats:
    """Return (n, m) −1 to 1: how much the edges between all nodes rise."""
    rise = (behind @ across)[None, :] - (before @ across)[:, None]
    return np.asarray(rise / max(float(np.abs(rise).max()), 1e-6), np.float32)
