"""The layout: where nodes and edges of a network stand; computed once for a show."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nnviz.stage.frame import Floats

LAYER_GAP = 2.4  # world units between two layers; one unit lies between two nodes
TARGET_GAP = 1.15  # world units between the outputs and their targets


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
        """Return where the edges from `layer` to the next one begin and end.

        Returns:
            two (units of layer * units of the next, 3) arrays, in the order of `weights.ravel()`.

        """
        sources, ends = self.nodes[layer], self.nodes[layer + 1]
        return np.repeat(sources, len(ends), axis=0), np.tile(ends, (len(sources), 1))

    def label_points(self, layer: int) -> Floats:
        """Return (edges, 3) points on the edges from `layer` at which their labels stand.

        With n nodes in the next layer, a share of 1 / (n + 1) of the way spreads the labels of
        all edges evenly along one line, as far as two columns of equal spacing allow.
        """
        start, end = self.edges(layer)
        share = np.float32(1 / (self.widths[layer + 1] + 1))
        return start + (end - start) * share

    @cached_property
    def corners(self) -> Floats:
        """(8, 3) corners of the box that holds all nodes, their values and the targets."""
        points = np.concatenate([*self.nodes, self.targets])
        margin = np.array([0.35, 0.62, 0.25], dtype=np.float32)
        low, high = points.min(axis=0) - margin, points.max(axis=0) + margin
        picks = np.array(list(np.ndindex(2, 2, 2)), dtype=np.float32)
        return low + picks * (high - low)


def _column(units: int, x: float) -> Floats:
    centres = np.zeros((units, 3), dtype=np.float32)
    centres[:, 0] = x
    centres[:, 1] = (units - 1) / 2 - np.arange(units)
    return centres
