"""Obstacles: what of the picture an equation may not cover, and what it had better not cover."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from nnviz.picture.camera import Doubles, project
from nnviz.picture.frame import Camera, Floats
from nnviz.picture.labels import PADDING, Label
from nnviz.picture.palette import LARGEST_HALF_BOX, OUTLINE_RADIUS
from nnviz.picture.regions import Region
from nnviz.picture.typography import extent
from nnviz.stage.activity import Activity
from nnviz.stage.equation.free_places import FreePlaces
from nnviz.stage.facts.layer_sizes import DEEP
from nnviz.stage.geometry.layout import Layout
from nnviz.story.moment import Moment, Phase

# What it costs to cover: a node, a number, a rod; of those that take part and of the others. The
# numbers at rods that take part are in the equation, too.
NODE, LIT_NUMBER, NUMBER = 8.0, 1.6, 0.8
WINNER = 6.0  # the name of the class that the network says
NODE_OF_DEEP = 1.2  # of the many of a deep network, most of which take no part
GRID = 30.0  # all of one
LIT_ROD, ROD = 1.2, 0.4
PROBES = np.linspace(0.08, 0.92, 24)  # along a rod
AROUND = 0.012  # picture units that stay free around what may not be covered
VALUE_RANK = 2.0  # of numbers that take part, see `nnviz.picture.labels`


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Scenery:
    """What stands on the stage, and from where it is seen.

    Attributes:
        layout: where the nodes stand.
        active: what takes part at the end of the moment.
        labels: the numbers that stand there then.
        rods: (edges, probes, 2) where points along the drawn edges are seen, picture units.
        camera: from where it is seen once the camera rests.
        aspect: width of the picture divided by its height.
        room: in which equations stand.
        kept_clear: parts of the picture that panels take.

    """

    layout: Layout
    active: Activity
    labels: tuple[Label, ...]
    rods: Doubles
    camera: Camera
    aspect: float
    room: Region
    kept_clear: tuple[Region, ...]

    def seen(self, points: ArrayLike) -> Doubles:
        """Return (n, 2) where (n, 3) points of the world are seen, picture units."""
        return project(self.camera, self.aspect, points).position

    def boxes(self, centres: Floats, half: float | Floats) -> Doubles:
        """Return (n, 4) the parts of the picture that cubes take, from (n, 3) their middles."""
        if not len(centres):
            return np.empty((0, 4))
        corners = np.array(list(np.ndindex(2, 2, 2)), dtype=np.float32) * 2 - 1
        points = centres[:, None] + corners * np.asarray(half, dtype=np.float32).reshape(-1, 1, 1)
        seen = self.seen(points.reshape(-1, 3)).reshape(len(centres), 8, 2)
        return np.hstack([seen.min(axis=1), seen.max(axis=1)])

    def layer_boxes(self, layer: int) -> Doubles:
        """Return (n, 4) what the nodes of a layer take; of a grid, that of the whole."""
        layout, half = self.layout, self.half(layer)
        boxes = self.boxes(layout.nodes[layer], half)
        return _around(boxes) if layout.in_grid(layer) else boxes

    def target_boxes(self) -> Doubles:
        """Return (n, 4) what the targets take."""
        return self.boxes(self.layout.targets, self.half(len(self.layout.widths) - 1))

    def half(self, layer: int) -> float:
        """Return half the side of what a node of a layer takes, world units."""
        return (LARGEST_HALF_BOX + OUTLINE_RADIUS) * self.layout.pitches[layer]


def _around(boxes: Doubles) -> Doubles:
    return np.hstack([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)])[None]


def free_places(scenery: Scenery) -> FreePlaces:
    """Return what of the picture is free for an equation."""
    layout, active = scenery.layout, scenery.active
    free = FreePlaces(scenery.room)
    clear = [[r.left, r.top, r.right, r.bottom] for r in scenery.kept_clear]
    free.take(_wider(np.array(clear, dtype=np.float64).reshape(-1, 4)), wholly=True)
    node = NODE if len(layout.widths) <= DEEP else NODE_OF_DEEP
    for layer in range(len(layout.widths)):
        boxes, lit = scenery.layer_boxes(layer), active.lit_nodes[layer]
        lit = np.array([lit.any()]) if layout.in_grid(layer) else lit
        free.take(_wider(boxes[lit]))
        free.charge(boxes[~lit], GRID if layout.in_grid(layer) else node)
    if active.targets > 0:
        boxes, lit = scenery.target_boxes(), active.lit_nodes[-1]
        lit = np.full(len(boxes), lit.any() and active.direction == 0)
        free.take(_wider(boxes[lit]))
        free.charge(boxes[~lit], NODE)
    _charge_rods(free, scenery)
    _charge_numbers(free, scenery)
    return free


def rod_probes(layout: Layout, aspect: float, camera: Camera) -> Doubles:
    """Return (edges, probes, 2) where points along the drawn edges are seen, picture units."""
    start, end = layout.drawn_ends
    points = start[:, None] + (end - start)[:, None] * PROBES[:, None].astype(np.float32)
    seen = project(camera, aspect, points.reshape(-1, 3)).position
    return seen.reshape(len(start), len(PROBES), 2)


def _charge_rods(free: FreePlaces, scenery: Scenery) -> None:
    lit = scenery.layout.of_drawn(scenery.active.lit_edges)
    for chosen, cost in ((lit, LIT_ROD), (~lit, ROD)):
        if chosen.any():
            points = scenery.rods[chosen].reshape(-1, 2)
            free.charge_points(points, cost / len(PROBES) / max(1, chosen.sum() / 12))


def _charge_numbers(free: FreePlaces, scenery: Scenery) -> None:
    if not scenery.labels:
        return
    at = scenery.seen(np.stack([label.point for label in scenery.labels]))
    for label, (x, y) in zip(scenery.labels, at.tolist(), strict=True):
        wide = extent(label.text, label.font) * label.height + 2 * PADDING[0]
        left, half = x - label.align * wide, label.height / 2
        box = np.array([[left, y - half, left + wide, y + half]])
        cost = WINNER if label.rank > VALUE_RANK else LIT_NUMBER
        free.charge(box, cost if label.rank >= VALUE_RANK else NUMBER)


def _wider(boxes: Doubles) -> Doubles:
    return boxes + AROUND * np.array([-1.0, -1.0, 1.0, 1.0])


def subject(scenery: Scenery, moment: Moment) -> Region:
    """Return the part of the picture of what a moment calculates: a node, a layer, a rod."""
    layout, layer = scenery.layout, moment.layer or 0
    if moment.phase is Phase.UPDATE:
        boxes = _rods(scenery, moment)
    elif moment.phase in {Phase.ERROR, Phase.MEAN}:
        boxes = np.concatenate([scenery.layer_boxes(-1), scenery.target_boxes()])
    elif moment.node is None or layout.in_grid(layer):
        boxes = scenery.layer_boxes(layer)
    else:
        boxes = scenery.layer_boxes(layer)[moment.node][None]
    return Region(*_around(boxes)[0].tolist())


def _rods(scenery: Scenery, moment: Moment) -> Doubles:
    """Return (n, 4) where the middles of the rods are that change."""
    layout, layer = scenery.layout, moment.layer or 0
    every = np.arange(layout.widths[layer] * layout.widths[layer + 1])
    if moment.node is not None and moment.sender is not None:
        every = every[[moment.sender * layout.widths[layer + 1] + moment.node]]
    start, end = layout.edges(layer, every)
    middles = scenery.seen((start + end) / 2)
    return np.hstack([middles, middles])
