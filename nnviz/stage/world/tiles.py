"""Tiles: layers of many nodes as pictures, a tile a node, from nearly none to brilliant.

Where the layer before is an image, a tile holds what its node looks for: its weights as an image.
"""

import numpy as np

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.frame import Shape
from nnviz.picture.palette import LARGEST_HALF_DELTA, Values
from nnviz.stage.activity import Shares
from nnviz.stage.geometry.grids import CELL, DEPTH, PLATE_BEHIND, PLATE_ROOM, grid_places
from nnviz.stage.geometry.layout import Layout
from nnviz.stage.setting import Setting
from nnviz.stage.world.network_instant import LayerNodes

MOST_PIXELS = 4096  # of all images of weights together
WEIGHTS = 0.76  # of the pitch: side of an image of weights
WEIGHTS_AHEAD = np.array([0, 0, 1.6 * DEPTH], dtype=np.float32)
DIMMED, BELOW_ARROWHEADS = 0.25, 0.6  # how far tiles step back that take no part, or bear deltas
SILENCED = 0.8  # likewise those that dropout silences
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
    colours = palette.of_pixel(shares * nodes.shown)
    away = _away(nodes)
    away = away + (np.maximum(BELOW_ARROWHEADS, away) - away) * deltas
    colours = palette.step_back(colours, away, towards=palette.dark_pixel)
    side = CELL * pitch / 2
    builder.solids(centres, np.full((len(centres), 3), [side, side, DEPTH]), colours, glow=1.0)


def _away(nodes: LayerNodes) -> Shares:
    """Return (units,) how far tiles step back."""
    away = np.where(nodes.lit, 0.0, DIMMED)
    return np.asarray(np.where(nodes.silent & (nodes.shown > 0), SILENCED, away), np.float32)


def shows_weights(layout: Layout, layer: int) -> bool:
    """Return whether each node of a grid shows its weights to the image before it, as an image."""
    if layer != 1 or layout.image is None or not layout.in_grid(layer):
        return False
    return layout.widths[0] * layout.widths[1] <= MOST_PIXELS


def add_weight_images(
    builder: FrameBuilder, setting: Setting, layout: Layout, weights: Values, nodes: LayerNodes
) -> None:
    """Add what each node looks for: its weights as an image, within its tile.

    Args:
        builder: what they are added to.
        setting: the show's.
        layout: where the grid stands.
        weights: (pixels, units) of the nodes to the image.
        nodes: those of the grid.

    """
    palette, (rows, columns) = setting.palette, layout.shape(0)
    pitch = WEIGHTS * nodes.pitch / max(rows, columns)
    places = grid_places(rows * columns, rows, columns, pitch) + WEIGHTS_AHEAD
    centres = (nodes.centres[:, None] + places).reshape(-1, 3)
    shares = weights.T.ravel() / setting.scales.largest_weight
    colours = palette.of_pixel(np.sign(shares) * np.sqrt(np.abs(shares)))
    away = np.repeat(_away(nodes), rows * columns)
    colours = palette.step_back(colours, away, towards=palette.dark_pixel)
    half = np.full((len(centres), 3), [pitch / 2, pitch / 2, DEPTH / 2])
    builder.solids(centres, half, colours, glow=1.0)


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
