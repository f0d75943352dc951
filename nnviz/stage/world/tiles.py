"""Tiles: layers of many nodes as pictures, a tile a node, from nearly none to brilliant.

Where the layer before is an image, a tile holds what its node looks for: its weights as an image.
"""

import numpy as np

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.frame import Shape
from nnviz.picture.palette import Values
from nnviz.stage.activity import Shares
from nnviz.stage.geometry.grids import CELL, DEPTH, PLATE_BEHIND, PLATE_ROOM, grid_places
from nnviz.stage.geometry.layout import Layout
from nnviz.stage.setting import Setting
from nnviz.stage.world.network_instant import LayerNodes

MOST_PIXELS = 4096  # of all images of weights together
WEIGHTS = 0.76  # of the pitch: side of an image of weights
WEIGHTS_AHEAD = np.array([0, 0, 1.6 * DEPTH], dtype=np.float32)
DIMMED, BELOW_DIAMONDS = 0.45, 0.75  # how far tiles step back that take no part, or bear deltas
DIAMOND_AHEAD = np.array([0, 0, 2 * DEPTH], dtype=np.float32)
LARGEST_DIAMOND = 0.46  # of the pitch: half of the delta that the zoom brings to 1


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
    away = np.where(nodes.lit, 0.0, DIMMED)
    away = away + (BELOW_DIAMONDS - away) * deltas
    colours = palette.step_back(colours, away, towards=palette.dark_pixel)
    side = CELL * pitch / 2
    builder.solids(centres, np.full((len(centres), 3), [side, side, DEPTH]), colours, glow=1.0)


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
    colours = palette.of_pixel(weights.T.ravel() / setting.scales.largest_weight)
    away = np.repeat(np.where(nodes.lit, 0.0, DIMMED), rows * columns)
    colours = palette.step_back(colours, away, towards=palette.dark_pixel)
    half = np.full((len(centres), 3), [pitch / 2, pitch / 2, DEPTH / 2])
    builder.solids(centres, half, colours, glow=1.0)


def add_diamonds(builder: FrameBuilder, setting: Setting, nodes: LayerNodes, zoom: float) -> None:
    """Add the deltas of a grid, each as a diamond upon its tile."""
    deltas = nodes.values
    size = setting.scales.half_delta(deltas, zoom) / setting.scales.half_delta(np.ones(1), 1.0)
    half = (LARGEST_DIAMOND * nodes.pitch * size * nodes.shown)[:, None] * np.array([1, 1, 0.5])
    builder.solids(
        nodes.centres + DIAMOND_AHEAD,
        half,
        setting.palette.of_sign(deltas),
        shape=Shape.OCTAHEDRON,
        glow=0.5,
    )
