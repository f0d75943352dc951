"""The layout: where nodes and edges of a network stand; computed once for a show."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import numpy as np

from nnviz.stage.frame import Floats

LAYER_GAP = 1.9  # world units between two layers; one unit lies between two nodes
PORT = np.array([0.24, 0, 0], dtype=np.float32)  # from the middle of a node to where edges end
NEIGHBOUR_GAP = 2.2  # world units from the targets of one network to the inputs of the next
TARGET_GAP = 1.0  # world units between the outputs and their targets


@dataclass(frozen=True, eq=False)
class Layout:
    """Where the nodes of a network stand.

    Attributes:
        widths: number of nodes in each layer, the input first.
        x: world units by which the whole network stands beside the middle of the stage.

    """

    widths: tuple[int, ...]
    x: float = 0.0

    @cached_property
    def nodes(self) -> tuple[Floats, ...]:
        """For each layer, (units, 3) centres of its nodes: a column, the first one on top."""
        middle = (len(self.widths) - 1) / 2
        return tuple(
            _column(width, self.x + (layer - middle) * LAYER_GAP)
            for layer, width in enumerate(self.widths)
        )

    @cached_property
    def targets(self) -> Floats:
        """(units, 3) centres of the targets, beside the outputs."""
        return self.nodes[-1] + np.array([TARGET_GAP, 0, 0], dtype=np.float32)

    def edges(self, layer: int) -> tuple[Floats, Floats]:
        """Return where the edges from `layer` to the next one begin and end: beside the nodes.

        Returns:
            two (units of layer * units of the next, 3) arrays, in the order of `weights.ravel()`.

        """
        sources, ends = self.nodes[layer] + PORT, self.nodes[layer + 1] - PORT
        return np.repeat(sources, len(ends), axis=0), np.tile(ends, (len(sources), 1))

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
    spans = [(len(each) - 1) * LAYER_GAP for each in widths]
    places = list(accumulate([span + TARGET_GAP + NEIGHBOUR_GAP for span in spans], initial=0.0))
    middle = (places[-1] - NEIGHBOUR_GAP) / 2
    return tuple(
        Layout(widths=each, x=place + span / 2 - middle)
        for each, span, place in zip(widths, spans, places, strict=False)
    )


def _on_the_way(start: Floats, end: Floats, share: float) -> Floats:
    return np.asarray(start * (1 - share) + end * share, dtype=np.float32)


def _column(units: int, x: float) -> Floats:
    centres = np.zeros((units, 3), dtype=np.float32)
    centres[:, 0] = x
    centres[:, 1] = (units - 1) / 2 - np.arange(units)
    return centres
