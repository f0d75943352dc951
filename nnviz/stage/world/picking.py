"""Picking: which node or edge is under a point of the picture.

The stage knows where it puts things, so a click needs no help of the renderer, and what is picked
is what the formulas of the camera say, at any size of the window.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnviz.picture.camera import Doubles, Projected, project, ray_through
from nnviz.picture.frame import Camera
from nnviz.picture.palette import LARGEST_HALF_BOX, LARGEST_RADIUS, OUTLINE_RADIUS
from nnviz.stage.geometry.layout import Indices, Layout
from nnviz.stage.geometry.pickable_network import ITSELF, PickableNetwork

Mask = NDArray[np.bool_]

# How far a thing reaches: its largest size, world units, and however small it looks, what a hand
# can aim at, in picture units and in pixels of the screen.
NODE_REACH, NODE_GRIP, NODE_PIXELS = LARGEST_HALF_BOX, 0.014, 7
EDGE_REACH, EDGE_GRIP, EDGE_PIXELS = LARGEST_RADIUS, 0.01, 5


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
    *,
    pixel: float = 0.0,
) -> Picked | None:
    """Return what is at a point of the picture: nodes come before edges, nearer ones first.

    Args:
        layout: where the nodes stand.
        drawn: for each layer of weights, which edges there are in the picture.
        camera: from where they are seen.
        aspect: width of the picture divided by its height.
        point: x and y, picture units.
        pixel: what a pixel of the screen measures, picture units; a hand aims no better.

    Returns:
        The node or edge whose middle is nearest to the point, among those within reach.

    """
    seen = _Seen(camera, aspect, np.asarray(point, dtype=np.float64), pixel)
    return _nearest_node(layout, seen) or _nearest_edge(layout, drawn, seen)


def pick_among(
    networks: Iterable[PickableNetwork],
    camera: Camera,
    aspect: float,
    point: tuple[float, float],
    *,
    pixel: float = 0.0,
) -> Picked | None:
    """Return what is at a point of a picture in which several networks stand; see `pick`."""
    found = [
        replace(picked, network=each.number)
        for each in networks
        if (picked := pick(each.layout, each.layout.drawn, camera, aspect, point, pixel=pixel))
        is not None
    ]
    return min(found, key=lambda picked: isinstance(picked, PickedEdge), default=None)


class _Seen(NamedTuple):
    """From where a point of the picture is looked at."""

    camera: Camera
    aspect: float
    spot: Doubles
    pixel: float

    def project(self, points: ArrayLike) -> Projected:
        return project(self.camera, self.aspect, points)


def _nearest_node(layout: Layout, seen: _Seen) -> PickedNode | None:
    centres = seen.project(np.concatenate(layout.nodes))
    away = np.linalg.norm(centres.position - seen.spot, axis=1)
    grip = max(NODE_GRIP, NODE_PIXELS * seen.pixel)
    reach = np.maximum(centres.unit * _tile_reach(layout), grip)
    under = boxes_under(layout, seen.camera, seen.aspect, seen.spot)
    found = _nearest_within(away, under | (away <= reach), centres.depth)
    return None if found is None else PickedNode(*_list_and_index(found, layout.widths))


def boxes_under(layout: Layout, camera: Camera, aspect: float, spot: Doubles) -> Mask:
    """Return (n,) whether the box of each node, at its largest with its outline, covers a point."""
    half = np.multiply(NODE_REACH, layout.pitches) + 2 * OUTLINE_RADIUS
    sides = np.repeat(half, layout.widths)[:, None]
    eye, way = ray_through(camera, aspect, spot)
    way = np.where(way == 0.0, 1e-12, way)
    from_eye = np.concatenate(layout.nodes) - eye
    ends = np.stack([(from_eye - sides) / way, (from_eye + sides) / way])
    entered, left = ends.min(axis=0).max(axis=1), ends.max(axis=0).min(axis=1)
    return np.asarray((entered <= left) & (left > 0.0))


def _tile_reach(layout: Layout) -> Doubles:
    """Return (n,) how far the tiles of all layers reach: to their corners; 0 of what is a box."""
    corners = [0.5**0.5 * layout.in_grid(layer) for layer in range(len(layout.widths))]
    return np.repeat(np.multiply(corners, layout.pitches), layout.widths)


def _nearest_edge(layout: Layout, drawn: tuple[Indices, ...], seen: _Seen) -> PickedEdge | None:
    ends = [layout.edges(layer, chosen) for layer, chosen in enumerate(drawn)]
    start, end = (seen.project(np.concatenate(side)) for side in zip(*ends, strict=True))
    away = _distances(seen.spot, start.position, end.position)
    grip = max(EDGE_GRIP, EDGE_PIXELS * seen.pixel)
    reach = np.maximum((start.unit + end.unit) / 2 * EDGE_REACH, grip)
    found = _nearest_within(away, away <= reach, np.minimum(start.depth, end.depth))
    if found is None:
        return None
    layer, index = _list_and_index(found, [len(chosen) for chosen in drawn])
    sender, receiver = divmod(int(drawn[layer][index]), layout.widths[layer + 1])
    return PickedEdge(layer, sender, receiver)


def _list_and_index(index: int, lengths: Sequence[int]) -> tuple[int, int]:
    """Return which of several lists an index into all of them falls into, and where there."""
    starts = np.cumsum([0, *lengths])
    which = int(np.searchsorted(starts, index, side="right")) - 1
    return which, index - int(starts[which])


def _nearest_within(away: Doubles, reached: Mask, depth: Doubles) -> int | None:
    """Return the index of what is nearest; of equally near ones, nearest to the eye."""
    within = np.flatnonzero(reached & (depth > 0.0))
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
