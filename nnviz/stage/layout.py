"""The layout: where nodes and edges of a network stand; computed once for a show."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from nnviz.stage.frame import Floats

Indices = NDArray[np.int64]

LAYER_GAP = 1.9  # world units between two layers; one unit lies between two nodes
PORT = np.array([0.24, 0, 0], dtype=np.float32)  # from the middle of a node to where edges end
NEIGHBOUR_GAP = 2.2  # world units from the targets of one network to the inputs of the next
TARGET_GAP = 1.0  # world units between the outputs and their targets
WIDEST_COLUMN = 16  # more nodes than this stand in a grid
TALLEST = 5.5  # world units that a layer may be high
GRID_TURN_DEG = 50.0  # grids are turned towards a camera at the left, so that images can be seen


@dataclass(frozen=True, eq=False)
class Layout:
    """Where the nodes of a network stand.

    A layer is a column, or, where it has many nodes, a grid that is read like a page.

    Attributes:
        widths: number of nodes in each layer, the input first.
        x: world units by which the whole network stands beside the middle of the stage.
        image: rows and columns of the input, where it is an image; None: a square, if a grid.

    """

    widths: tuple[int, ...]
    x: float = 0.0
    image: tuple[int, int] | None = None

    @cached_property
    def pitches(self) -> tuple[float, ...]:
        """For each layer, world units from one of its nodes to the next; sizes shrink with it."""
        return tuple(_pitch(max(self._shape(layer))) for layer in range(len(self.widths)))

    def _shape(self, layer: int) -> tuple[int, int]:
        """Return how many nodes of a layer stand below and beside each other."""
        width = self.widths[layer]
        if width <= WIDEST_COLUMN:
            return width, 1
        if layer == 0 and self.image is not None:
            return self.image
        side = math.ceil(math.sqrt(width))
        return side, side

    @cached_property
    def nodes(self) -> tuple[Floats, ...]:
        """For each layer, (units, 3) centres of its nodes, the first one on top."""
        layers = [
            _grid(width, *self._shape(layer), self.pitches[layer])
            for layer, width in enumerate(self.widths)
        ]
        depths = [float(np.ptp(nodes[:, 0])) for nodes in layers]
        steps = [LAYER_GAP + (before + after) / 2 for before, after in pairwise(depths)]
        places = np.array(list(accumulate(steps, initial=0.0)))
        places += self.x - places[-1] / 2
        return tuple(
            nodes + np.array([place, 0, 0], dtype=np.float32)
            for nodes, place in zip(layers, places, strict=True)
        )

    @cached_property
    def targets(self) -> Floats:
        """(units, 3) centres of the targets, beside the outputs."""
        return self.nodes[-1] + np.array([TARGET_GAP, 0, 0], dtype=np.float32)

    @cached_property
    def length(self) -> float:
        """World units from the first layer to the last."""
        return float(self.nodes[-1][:, 0].mean() - self.nodes[0][:, 0].mean())

    def in_grid(self, layer: int) -> bool:
        """Return whether a layer has too many nodes for outlines, numbers and diamonds."""
        return self.widths[layer] > WIDEST_COLUMN

    def edges(self, layer: int, chosen: Indices | slice = slice(None)) -> tuple[Floats, Floats]:
        """Return where edges from `layer` to the next one begin and end: beside the nodes.

        Args:
            layer: the edges' layer of weights.
            chosen: (n,) which of the edges, in the order of `weights.ravel()`; all by default.

        Returns:
            two (n, 3) arrays.

        """
        every = np.arange(self.widths[layer] * self.widths[layer + 1])
        senders, receivers = np.divmod(every[chosen], self.widths[layer + 1])
        start = self.nodes[layer][senders] + self._port(layer)
        return start, self.nodes[layer + 1][receivers] - self._port(layer + 1)

    def _port(self, layer: int) -> Floats:
        return (
            np.zeros_like(PORT) if self.in_grid(layer) else PORT * np.float32(self.pitches[layer])
        )

    def label_points(self, layer: int) -> Floats:
        """Return (edges, 3) points on the edges from `layer` at which their labels stand.

        They stand on one line, evenly apart: n senders spread them by 1 / (n + 1) of the distance
        of two nodes near the receivers, n receivers do so near the senders. The wider one is
        chosen. A single receiver leaves the line free; it lies clear of what the senders show.
        """
        start, end = self.edges(layer)
        senders, receivers = self.widths[layer], self.widths[layer + 1]
        if receivers == 1:
            share = 0.62
        elif senders <= receivers:
            share = senders / (senders + 1)
        else:
            share = 1 / (receivers + 1)
        return _on_the_way(start, end, share)

    @cached_property
    def corners(self) -> Floats:
        """(8, 3) corners of the box that holds all nodes, their values and the targets."""
        points = np.concatenate([*self.nodes, self.targets])
        low = points.min(axis=0) - np.array([0.3, 0.52, 0.2], dtype=np.float32)
        high = points.max(axis=0) + np.array([0.62, 0.52, 0.2], dtype=np.float32)
        picks = np.array(list(np.ndindex(2, 2, 2)), dtype=np.float32)
        corners: Floats = low + picks * (high - low)
        return corners


def side_by_side(widths: Sequence[tuple[int, ...]]) -> tuple[Layout, ...]:
    """Return layouts of several networks in a row, around the middle of the stage."""
    spans = [Layout(widths=each).length for each in widths]
    places = list(accumulate([span + TARGET_GAP + NEIGHBOUR_GAP for span in spans], initial=0.0))
    middle = (places[-1] - NEIGHBOUR_GAP) / 2
    return tuple(
        Layout(widths=each, x=place + span / 2 - middle)
        for each, span, place in zip(widths, spans, places, strict=False)
    )


def _on_the_way(start: Floats, end: Floats, share: float) -> Floats:
    return np.asarray(start * (1 - share) + end * share, dtype=np.float32)


def _pitch(rows: int) -> float:
    return min(1.0, TALLEST / max(rows - 1, 1))


def _grid(units: int, rows: int, columns: int, pitch: float) -> Floats:
    """Return (units, 3) places in rows and columns around the middle, read like a page."""
    turn = math.radians(GRID_TURN_DEG)
    row, column = np.divmod(np.arange(units), columns)
    across = (column - (columns - 1) / 2) * pitch
    up = ((rows - 1) / 2 - row) * pitch
    places = np.column_stack([across * math.cos(turn), up, across * math.sin(turn)])
    return places.astype(np.float32)
