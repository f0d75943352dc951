"""The layout: where nodes and edges of a network stand; computed once for a show."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.picture.frame import Floats
from nnviz.picture.palette import LARGEST_HALF_BOX, LARGEST_RADIUS, OUTLINE_RADIUS
from nnviz.stage.geometry.edge_shares import edge_shares
from nnviz.stage.geometry.grids import PLATE_ROOM, PORT_BEHIND, grid_pitch, grid_places, grid_shape
from nnviz.stage.geometry.number_places import (
    CROWDED_INPUT_PLACES,
    LONE_PLACES,
    PLACES,
    UPRIGHT_INPUT_PLACES,
    UPRIGHT_PLACES,
    Density,
    NumberPlaces,
)
from nnviz.stage.geometry.ports import Face, flow, ports

Indices = NDArray[np.int64]
Doubles = NDArray[np.float64]

LAYER_GAP, WIDE_LAYER_GAP = (
    1.9,
    2.1,
)  # world units between two layers; one unit lies between two nodes
CROWDED = 0.25  # power of the number of edges with which the gap between two layers grows
WALL = LARGEST_HALF_BOX  # of the pitch: from the middle of a node to an outline of unknown size
LEAST_WALL = 0.1  # likewise: a smaller outline has no room for its edges, which end around it
THICKEST = 0.5  # parts of the smallest wall that the thickest edge may be from its axis
FEW_EDGES = 64  # as many can be as thick as they like
MOST_AT_A_MOMENT = 320  # edges of a network: of more, none can be followed
NEIGHBOUR_GAP = 2.2  # world units from the targets of one network to the inputs of the next
TARGET_GAP, WIDE_TARGET_GAP = 1.0, 1.4  # world units between the outputs and their targets
WIDEST_COLUMN, WIDEST_NAMED = 12, 16  # more nodes than this stand in a grid: the latter at the ends
TALLEST = 5.5  # world units that a column may be high
# World units around the nodes for their sizes and values.
ROOM_BEFORE = np.array([0.26, 0.52, 0.2], dtype=np.float32)
ROOM_BEFORE_NAMED = np.array([2.1, 0.52, 0.2], dtype=np.float32)
ROOM_BEHIND = np.array([0.54, 0.52, 0.2], dtype=np.float32)
WIDE_ROOM_BEHIND = np.array([0.85, 0.52, 0.2], dtype=np.float32)
BACKWARDS = np.array([-1, 1, 1], dtype=np.float32)  # the first of a row of nodes is at its left
UPRIGHT_ROOM = np.array([0.34, 0.34, 0.2], dtype=np.float32)
UPRIGHT_ROOM_BEFORE = np.array([0.34, 0.5, 0.2], dtype=np.float32)  # below the inputs
FEW_NODES, SOME_NODES = 7, 9  # in a column: with more, its numbers stand elsewhere

# Where a network fills a room of a certain shape: what its gaps and rows may be, world units.
LEAST_GAP, LEAST_FLAT_GAP, WIDEST_GAP = 1.15, 0.7, 6.0
LOWEST, WIDEST_ROWS = 3.2, 3.2  # how high the nodes of a small network stand; from row to row
LOWEST_UPRIGHT = 4.4  # how wide they stand beside each other, with their numbers between them

# Networks with grids are flat pictures beside each other: less room between, more room above.
FLAT_GAP, FLAT_TALLEST = 1.15, 8.4
FLAT_TARGET_GAP = 0.7  # parts of the pitch
ROOM_FOR_NAMES = 2.9  # world units right of crowded targets for what the outputs say
ROOM_FOR_DELTAS = 1.15  # more of them left of crowded outputs


@dataclass(frozen=True, eq=False)
class Layout:
    """Where the nodes of a network stand.

    A layer is a column, or, where it has many nodes, a grid that is read like a page and faces the
    viewer.

    Attributes:
        widths: number of nodes in each layer, the input first.
        x: world units by which the whole network stands beside the middle of the stage.
        y: world units by which it stands above it.
        image: rows and columns of the input, where it is an image; None: it is none.
        strongest: for each layer of weights, which edges are drawn, ascending; None: all of them.
        outlines: for each layer, half the side of the outlines of its nodes, parts of the pitch;
            empty: `WALL`.
        shape_of_room: width by height of the room that it is to fill; None: whatever it takes.
        upright: whether the layers stand above each other, the input at the bottom.

    """

    widths: tuple[int, ...]
    x: float = 0.0
    image: tuple[int, int] | None = None
    strongest: tuple[Indices, ...] | None = None
    outlines: tuple[float, ...] = ()
    y: float = 0.0
    shape_of_room: float | None = None
    upright: bool = False

    @cached_property
    def pitches(self) -> tuple[float, ...]:
        """For each layer, world units from one of its nodes to the next; sizes shrink with it."""
        return tuple(self._pitch(layer) for layer in range(len(self.widths)))

    def _pitch(self, layer: int) -> float:
        if self.in_grid(layer):
            return grid_pitch(*self.shape(layer), image=layer == 0)
        tallest = FLAT_TALLEST if self.is_flat else TALLEST
        return min(1.0, tallest / max(self.widths[layer] - 1, 1))

    @cached_property
    def is_flat(self) -> bool:
        """Whether some of the layers are grids."""
        return any(self.in_grid(layer) for layer in range(len(self.widths)))

    @cached_property
    def is_small(self) -> bool:
        """Whether it is seen from so near that numbers are small beside its nodes."""
        return max(self.widths) <= FEW_NODES

    def in_grid(self, layer: int) -> bool:
        """Return whether a layer has too many nodes for outlines and numbers."""
        named_inputs = layer == 0 and self.image is None and not self.upright
        named = layer == len(self.widths) - 1 or named_inputs
        return self.widths[layer] > (WIDEST_NAMED if named else WIDEST_COLUMN)

    def density(self, layer: int) -> Density:
        """Return how near to each other the nodes of a layer stand."""
        if self.in_grid(layer):
            return Density.GRID
        if self.widths[layer] <= FEW_NODES:
            return Density.ROOMY
        return Density.DENSE if self.widths[layer] <= SOME_NODES else Density.CROWDED

    def shape(self, layer: int) -> tuple[int, int]:
        """Return how many nodes of a layer stand below and beside each other."""
        width = self.widths[layer]
        if not self.in_grid(layer):
            return width, 1
        return self.image if layer == 0 and self.image is not None else grid_shape(width)

    def number_places(self, layer: int) -> NumberPlaces:
        """Return where the numbers of a layer's nodes stand."""
        if self.upright and layer == 0 and self.density(layer) is Density.ROOMY:
            return UPRIGHT_INPUT_PLACES
        if layer == 0 and self.has_names_before:
            return CROWDED_INPUT_PLACES
        if self.widths[layer] == 1 and not self.upright:
            return LONE_PLACES
        return (UPRIGHT_PLACES if self.upright else PLACES)[self.density(layer)]

    @cached_property
    def _along(self) -> Floats:
        """(3,) the direction from layer to layer."""
        return np.array([0, 1, 0] if self.upright else [1, 0, 0], dtype=np.float32)

    @cached_property
    def nodes(self) -> tuple[Floats, ...]:
        """For each layer, (units, 3) centres of its nodes, the first one on top or at the left."""
        steps = self._gap * self._shares + self._fixed_steps
        places = np.array(list(accumulate(steps, initial=0.0)))
        places -= places[-1] / 2
        aside = np.array([self.x, self.y, 0], dtype=np.float32)
        return tuple(
            self._across(layer) + self._along * np.float32(place) + aside
            for layer, place in enumerate(places)
        )

    def _across(self, layer: int) -> Floats:
        """Return (units, 3) where the nodes of a layer stand around its middle."""
        width, pitch = self.widths[layer], self.pitches[layer]
        if self.in_grid(layer):
            return grid_places(width, *self.shape(layer), pitch)
        column = grid_places(width, width, 1, pitch) * np.float32(self._rows)
        return column[:, [1, 0, 2]] * BACKWARDS if self.upright else column

    @cached_property
    def _fixed_steps(self) -> Doubles:
        """World units from each layer to the next that are no gap: those of their grids."""
        wide = [self._half_width(layer) for layer in range(len(self.widths))]
        steps = np.array([before + after for before, after in pairwise(wide)])
        if self.is_flat and self.density(len(self.widths) - 1) is Density.CROWDED:
            steps[-1] += ROOM_FOR_DELTAS
        return steps

    @cached_property
    def _gap(self) -> float:
        """World units between two layers on average: so that the network fills its room."""
        if self.shape_of_room is None:
            return FLAT_GAP if self.is_flat else LAYER_GAP if self.is_small else WIDE_LAYER_GAP
        least = LEAST_FLAT_GAP if self.is_flat else LEAST_GAP
        gap = (self._long_side - self._fixed_length) / (len(self.widths) - 1)
        return float(np.clip(gap, least, WIDEST_GAP))

    @property
    def _long_side(self) -> float:
        """World units that the network takes from layer to layer in a room of its shape."""
        wide = self._breadth(self._rows) + 2 * (self._room[0] if self.upright else self._room[1])
        shape = self.shape_of_room or 1.0
        return float(wide / shape if self.upright else wide * shape)

    @cached_property
    def _rows(self) -> float:
        """How many pitches nodes of a column stand apart: more where a network is low and long."""
        if self.shape_of_room is None or self.is_flat or max(self.widths) == 1:
            return 1.0
        natural = self._breadth(1.0)
        least = LEAST_GAP * (len(self.widths) - 1) + self._fixed_length
        shape = 1 / self.shape_of_room if self.upright else self.shape_of_room
        lowest = LOWEST_UPRIGHT if self.upright else LOWEST
        wanted = max(lowest, least / shape - 2 * float(self._room[1]))
        return min(max(wanted / natural, 1.0), WIDEST_ROWS)

    def _breadth(self, rows: float) -> float:
        """Return world units that the nodes of the widest layer take across."""
        reach = []
        for layer, width in enumerate(self.widths):
            down, across = self.shape(layer)
            if self.in_grid(layer):
                reach.append((across if self.upright else down) * self.pitches[layer])
            else:
                reach.append((width - 1) * self.pitches[layer] * rows)
        return float(max(reach))

    @cached_property
    def _fixed_length(self) -> float:
        """World units from end to end, as the corners say them, that are not between layers."""
        ends = self._half_width(0) + self._half_width(len(self.widths) - 1)
        room = float(2 * self._room[1] if self.upright else self._room_before[0] + self._room[0])
        return float(self._fixed_steps.sum()) + ends + self.target_gap + room

    @property
    def has_names_before(self) -> bool:
        """Whether what many inputs are called stands left of them, where no edges are."""
        return self.density(0) is Density.CROWDED and not self.upright

    @property
    def _room_before(self) -> Floats:
        """(3,) room that the corners leave before the first nodes, world units."""
        if self.upright:
            return UPRIGHT_ROOM_BEFORE
        return ROOM_BEFORE_NAMED if self.has_names_before else ROOM_BEFORE

    @property
    def _room(self) -> Floats:
        """(3,) room that the corners leave behind the last nodes, world units."""
        if self.upright:
            return UPRIGHT_ROOM
        return ROOM_BEHIND if self.is_small else WIDE_ROOM_BEHIND

    @property
    def _shares(self) -> Doubles:
        """How wide each gap is beside their mean: the numbers of more edges need more room.

        In wider networks, that would leave too little to the deltas beside the nodes.
        """
        if not self.is_small:
            return np.ones(len(self.widths) - 1)
        crowds = np.array([before * behind for before, behind in pairwise(self.widths)])
        return np.asarray(crowds**CROWDED / np.mean(crowds**CROWDED))

    def _half_width(self, layer: int) -> float:
        """Return world units from the middle of a layer to where it ends towards the next."""
        side = self.shape(layer)[0 if self.upright else 1]
        return side * self.pitches[layer] / 2 if self.in_grid(layer) else 0.0

    @cached_property
    def target_gap(self) -> float:
        """World units between the outputs and their targets: wide networks are seen from afar."""
        if self.is_flat:
            return FLAT_TARGET_GAP * self.pitches[-1]
        return TARGET_GAP if self.is_small else WIDE_TARGET_GAP

    @cached_property
    def targets(self) -> Floats:
        """(units, 3) centres of the targets, beside the outputs."""
        return self.nodes[-1] + self._along * np.float32(self.target_gap)

    @property
    def has_names_beside(self) -> bool:
        """Whether what the outputs say stands right of their targets."""
        return self.density(len(self.widths) - 1) is Density.CROWDED

    @cached_property
    def middle(self) -> Floats:
        """(3,) half way from the inputs to the outputs."""
        ends = [self.nodes[layer][:, 0].mean() for layer in (0, -1)]
        return np.array([sum(ends) / 2, self.y, 0], dtype=np.float32)

    @cached_property
    def ends(self) -> tuple[float, float]:
        """World units at which the network begins, at the left, and at which its targets end."""
        if self.upright:
            return float(self.corners[:, 0].min()), float(self.corners[:, 0].max())
        room = ROOM_FOR_NAMES if self.has_names_beside else 0.0
        right = float(self.targets[:, 0].max()) + self._half_width(len(self.widths) - 1) + room
        return float(self.nodes[0][:, 0].mean()) - self._half_width(0), right

    def edges(self, layer: int, chosen: Indices | slice = slice(None)) -> tuple[Floats, Floats]:
        """Return where edges from `layer` to the next one begin and end: beside the nodes.

        Args:
            layer: the edges' layer of weights.
            chosen: (n,) which of the edges, in the order of `weights.ravel()`; all by default.

        Returns:
            two (n, 3) arrays.

        """
        begin = sum(map(len, self.drawn[:layer]))
        count = self.widths[layer] * self.widths[layer + 1]
        if len(self.drawn[layer]) == count:
            start, end = (side[begin : begin + count][chosen] for side in self.drawn_ends)
            return start, end
        return self._edges(layer, np.arange(count)[chosen])

    def _edges(self, layer: int, chosen: Indices) -> tuple[Floats, Floats]:
        senders, receivers = np.divmod(chosen, self.widths[layer + 1])
        faces = self._face(layer), self._face(layer + 1)
        start, end = ports(*faces, self.flow, (senders, receivers))
        if self.in_grid(layer) or self.in_grid(layer + 1):
            start[:, 2] = end[:, 2] = PORT_BEHIND
        return start, end

    @cached_property
    def flow(self) -> Floats:
        """(3,) the direction in which layers follow each other."""
        return flow(self.nodes[0], self.nodes[-1])

    @cached_property
    def thickest(self) -> float:
        """Radius of the largest weight: so that faces hold it, and thinner the more edges are."""
        thinner = min(1.0, (FEW_EDGES / sum(self.shown)) ** 0.5)
        columns = [layer for layer in range(len(self.widths)) if not self.in_grid(layer)]
        walls = [THICKEST * self._outline(layer) for layer in columns]
        return float(min([LARGEST_RADIUS, *walls]) * min(self.pitches) * thinner)

    def _outline(self, layer: int) -> float:
        """Return half the side of what edges end at, parts of the pitch."""
        return max(self.outlines[layer] if self.outlines else WALL, LEAST_WALL)

    def _face(self, layer: int) -> Face:
        """Return where edges end at the nodes of a layer; those of a grid end in its tiles.

        All edges of a grid run behind its plate, and so do not pierce it on their way.
        """
        if self.in_grid(layer):
            return Face(self.nodes[layer], 0.0, 0.0)
        wall = self._outline(layer) * self.pitches[layer]
        return Face(self.nodes[layer], wall + 2 * OUTLINE_RADIUS, max(wall - self.thickest, 0.0))

    @cached_property
    def drawn(self) -> tuple[Indices, ...]:
        """For each layer of weights, which of its edges may be drawn, ascending."""
        every = (np.arange(before * behind) for before, behind in pairwise(self.widths))
        return tuple(every) if self.strongest is None else self.strongest

    @cached_property
    def shown(self) -> tuple[int, ...]:
        """For each layer of weights, how many of these there are at a moment."""
        return tuple(edge_shares([len(chosen) for chosen in self.drawn], MOST_AT_A_MOMENT))

    @cached_property
    def drawn_ends(self) -> tuple[Floats, Floats]:
        """(n, 3) each, where the edges of all layers that are drawn begin and end; read-only."""
        ends = [self._edges(layer, chosen) for layer, chosen in enumerate(self.drawn)]
        start, end = (np.concatenate(side) for side in zip(*ends, strict=True))
        start.flags.writeable = end.flags.writeable = False
        return start, end

    def of_drawn(self, layers: Sequence[NDArray[Any]]) -> NDArray[Any]:
        """Return (n,) what `layers`, (units, units of the next) each, say of the drawn edges."""
        return np.concatenate([self.drawn_of(k, values) for k, values in enumerate(layers)])

    def drawn_of(self, layer: int, values: NDArray[Any]) -> NDArray[Any]:
        """Return (n,) what `values`, (units, units of the next), say of a layer's drawn edges."""
        every, chosen = values.ravel(), self.drawn[layer]
        return every if len(every) == len(chosen) else every[chosen]

    @cached_property
    def cores(self) -> Floats:
        """(n, 8, 3) corners of what numbers must not cover: nodes, targets, whole grids."""
        last = len(self.widths) - 1
        return np.concatenate(
            [*map(self._cores, range(len(self.widths))), self.around(last, self.targets)]
        )

    def _cores(self, layer: int) -> Floats:
        if not self.in_grid(layer):
            return self.around(layer, self.nodes[layer])
        half = np.array([1, 1, 0]) * self.pitches[layer] / 2
        low, high = self.nodes[layer].min(axis=0), self.nodes[layer].max(axis=0)
        return _box(low - half, high + half)[None]

    def around(self, layer: int, centres: Floats) -> Floats:
        """Return (n, 8, 3) corners of the largest boxes of a layer, with their outlines."""
        half = np.float32(LARGEST_HALF_BOX * self.pitches[layer] + 2 * OUTLINE_RADIUS)
        return centres[:, None] + half * _box(-np.ones(3, np.float32), np.ones(3, np.float32))

    @cached_property
    def corners(self) -> Floats:
        """(n, 3) corners of the boxes that hold all nodes, their values and the targets."""
        if not self.is_flat:
            layers = [*self.nodes, self.targets]
            low = [each.min(axis=0) - ROOM_BEFORE for each in layers]
            if self.upright:
                low = [each.min(axis=0) - UPRIGHT_ROOM_BEFORE for each in layers]
            low[0] = layers[0].min(axis=0) - self._room_before
            high = [each.max(axis=0) + self._room for each in layers]
            return np.concatenate([_box(*each) for each in zip(low, high, strict=True)])
        layers = [_box(*self._reach(layer)) for layer in range(len(self.widths))]
        if self.upright:
            far = self.targets.max(axis=0) + self._room
            return np.concatenate([*layers, _box(self.targets.min(axis=0), far)])
        layers[-1][4:, 0] = self.ends[1] + (0.0 if self.has_names_beside else ROOM_BEHIND[0])
        return np.concatenate(layers)

    def _reach(self, layer: int) -> tuple[Floats, Floats]:
        """Return the lower and the upper corner of what a layer of a flat network takes."""
        nodes, half = self.nodes[layer], np.float32(self.pitches[layer] / 2 + PLATE_ROOM)
        room = np.array([half, half, PLATE_ROOM], dtype=np.float32)
        return nodes.min(axis=0) - room, nodes.max(axis=0) + room


def side_by_side(layouts: Sequence[Layout]) -> tuple[Layout, ...]:
    """Return the layouts of several networks in a row, around the middle of the stage."""
    ends = [replace(each, x=0.0).ends for each in layouts]
    begins = list(accumulate([end - start + NEIGHBOUR_GAP for start, end in ends], initial=0.0))
    middle = (begins[-1] - NEIGHBOUR_GAP) / 2
    return tuple(
        replace(each, x=begin - middle - left)
        for each, begin, (left, _) in zip(layouts, begins, ends, strict=False)
    )


def _box(low: Floats, high: Floats) -> Floats:
    """Return (8, 3) corners of the box between two of them."""
    picks = np.array(list(np.ndindex(2, 2, 2)), dtype=np.float32)
    return np.asarray(low + picks * (high - low), dtype=np.float32)
