"""Tiles: layers of many nodes as pictures, a tile a node, the fuller its colour the larger."""

import numpy as np

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.frame import Shape
from nnviz.picture.palette import LARGEST_HALF_DELTA
from nnviz.stage.activity import Shares
from nnviz.stage.geometry.grids import CELL, DEPTH, PLATE_BEHIND, PLATE_ROOM
from nnviz.stage.geometry.layout import Layout
from nnviz.stage.setting import Setting
from nnviz.stage.world.network_instant import LayerNodes

DIMMED, BELOW_ARROWHEADS = 0.45, 0.75  # how far tiles step back that take no part, or bear deltas
ARROWHEAD_AHEAD = np.array([0, 0, 2 * DEPTH], dtype=np.float32)
FLAT = np.array([1, 0.8, 0.4], dtype=np.float32)  # half extents of an arrowhead upon a tile
LARGEST_ARROWHEAD = 0.46  # of the pitch: half the length of the largest delta


def add_tiles(
    builder: FrameBuilder, setting: Setting, layout: Layout, nodes: LayerNodes, deltas: Shares
) -> None:
    """Add a grid: a plate and its tiles.

    Args:
        builder: what it is added to.
        setting: the show's.
        layout: where the grid stands.
        nodes: its activations.
        deltas: (units,) how far the deltas upon the tiles have appeared.

    """
    palette, pitch, centres = setting.palette, nodes.pitch, nodes.centres
    rows, columns = layout.shape(nodes.layer)
    half = np.array([columns, rows]) * pitch / 2 + PLATE_ROOM
    middle = (centres.min(axis=0) + centres.max(axis=0)) / 2 - [0, 0, PLATE_BEHIND]
    builder.solids(middle, [[*half, DEPTH / 2]], palette.plane, glow=1.0)
    shares = nodes.values / setting.scales.largest_activations[nodes.layer]
    colours = palette.of_share(shares * nodes.shown)
    away = np.where(nodes.lit, 0.0, DIMMED)
    away = away + (BELOW_ARROWHEADS - away) * deltas
    colours = palette.step_back(colours, away, towards=palette.zero)
    side = CELL * pitch / 2
    builder.solids(centres, np.full((len(centres), 3), [side, side, DEPTH]), colours, glow=1.0)


def add_arrowheads(builder: FrameBuilder, setting: Setting, nodes: LayerNodes) -> None:
    """Add the deltas of a grid, each as an arrowhead upon its tile."""
    size = setting.scales.half_delta(nodes.values) / LARGEST_HALF_DELTA
    half = (LARGEST_ARROWHEAD * nodes.pitch * size * nodes.shown)[:, None] * FLAT
    builder.solids(
        nodes.centres + ARROWHEAD_AHEAD,
        half,
        setting.palette.of_sign(nodes.values),
        shape=Shape.ARROWHEAD,
        glow=0.5,
    )
