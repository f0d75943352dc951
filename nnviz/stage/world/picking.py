"""Picking: which node or edge is under a point of the picture.

The stage knows where it puts things, so a click needs no help of the renderer, and what is picked
is what the formulas of the camera say, at any size of the window.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from nnviz.picture.camera import Doubles, project
from nnviz.picture.frame import Camera
from nnviz.picture.palette import LARGEST_HALF_BOX, LARGEST_RADIUS
from nnviz.stage.geometry.layout import Indices, Layout
from nnviz.stage.geometry.pickable_network import ITSELF, PickableNetwork

# How near to the middle of a thing a point must be: within its largest size, world units, and
# however small it looks, within what a hand can aim at, picture units.
NODE_REACH, NODE_GRIP = LARGEST_HALF_BOX, 0.014
EDGE_REACH, EDGE_GRIP = LARGEST_RADIUS, 0.01


@dataclass(frozen=True, slots=True)
class PickedNode:
    """A node.

    Attributes:
        layer: its layer; 0 is the input.
        index: its index in the layer, from 0.
        network: number of the network that it is of, see `PickableNetwork`.

    """

    layer: int
    index: int
    network: int = ITSELF


@dataclass(frozen=True, slots=True)
class PickedEdge:
    """An edge.

    Attributes:
        layer: the layer that it comes from; it leads to the next one.
        sender: index of the node that it comes from.
        receiver: index of the node that it leads to.
        network: number of the network that it is of, see `PickableNetwork`.

    """

    layer: int
    sender: int
    receiver: int
    network: int = ITSELF


Picked = PickedNode | PickedEdge


def pick(
    layout: Layout,
    drawn: tuple[Indices, ...],
    camera: Camera,
    aspect: float,
    point: tuple[float, float],
) -> Picked | None:
    """Return what is at a point of the picture: nodes come before edges, nearer ones first.

    Args:
        layout: where the nodes stand.
        drawn: for each layer of weights, which edges there are in the picture.
        camera: from where they are seen.
        aspect: width of the picture divided by its height.
        point: x and y, picture units.

    Returns:
        The node or edge whose middle is nearest to the point, among those within reach.

    """
    spot = np.asarray(point, dtype=np.float64)
    node = _nearest_node(layout, camera, aspect, spot)
    return node or _nearest_edge(layout, drawn, camera, aspect, spot)


def pick_among(
    networks: Iterable[PickableNetwork], camera: Camera, aspect: float, point: tuple[float, float]
) -> Picked | None:
    """Return what is at a point of a picture in which several networks stand; see `pick`."""
    found = [
        replace(picked, network=each.number)
        for each in networks
        if (picked := pick(each.layout, each.layout.drawn, camera, aspect, point)) is not None
    ]
    return min(found, key=lambda picked: isinstance(picked, PickedEdge), default=None)


def _nearest_node(
    layout: Layout, camera: Camera, aspect: float, spot: Doubles
) -> PickedNode | None:
    centres = project(camera, aspect, np.concatenate(layout.nodes))
    away = np.linalg.norm(centres.position - spot, axis=1)
    reach = np.maximum(centres.unit * node_reach(layout), NODE_GRIP)
    found = _nearest_within(away, reach, centres.depth)
    return None if found is None else PickedNode(*_place(found, layout.widths))


def node_reach(layout: Layout) -> Doubles:
    """Return (n,) how far the nodes of all layers reach at most: tiles to their corners."""
    shares = [
        0.5**0.5 if layout.in_grid(layer) else NODE_REACH for layer in range(len(layout.widths))
    ]
    return np.repeat(np.multiply(shares, layout.pitches), layout.widths)


def _nearest_edge(
    layout: Layout, drawn: tuple[Indices, ...], camera: Camera, aspect: float, spot: Doubles
) -> PickedEdge | None:
    ends = [layout.edges(layer, chosen) for layer, chosen in enumerate(drawn)]
    start, end = (project(camera, aspect, np.concatenate(side)) for side in zip(*ends, strict=True))
    away = _distances(spot, start.position, end.position)
    reach = np.maximum((start.unit + end.unit) / 2 * EDGE_REACH, EDGE_GRIP)
    found = _nearest_within(away, reach, np.minimum(start.depth, end.depth))
    if found is None:
        return None
    layer, index = _place(found, [len(chosen) for chosen in drawn])
    sender, receiver = divmod(int(drawn[layer][index]), layout.widths[layer + 1])
    return PickedEdge(layer, sender, receiver)


def _place(index: int, lengths: Sequence[int]) -> tuple[int, int]:
    """Return which of several lists an index into all of them falls into, and where there."""
    starts = np.cumsum([0, *lengths])
    which = int(np.searchsorted(starts, index, side="right")) - 1
    return which, index - int(starts[which])


def _nearest_within(away: Doubles, reach: Doubles, depth: Doubles) -> int | None:
    """Return the index of what is nearest; of equally near ones, nearest to the eye."""
    within = np.flatnonzero((away <= reach) & (depth > 0.0))
    if not within.size:
        return None
    return int(within[np.lexsort((depth[within], away[within]))[0]])


def _distances(spot: Doubles, start: Doubles, end: Doubles) -> Doubles:
    """Return (n,) distances of a point from straight lines of a certain length."""
    along = end - start
    length_squared = np.maximum((along**2).sum(axis=1), 1e-12)
    share = (((spot - start) * along).sum(axis=1) / length_squared).clip(0.0, 1.0)
    distances: Doubles = np.linalg.norm(start + share[:, None] * along - spot, axis=1)
    return distances
