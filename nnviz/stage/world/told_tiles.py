"""Told tiles: which tiles of a grid have a line in the equation, each with a rim around it."""

import numpy as np

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.frame import Floats
from nnviz.stage.geometry.grids import DEPTH
from nnviz.stage.geometry.layout import Layout
from nnviz.stage.setting import Setting
from nnviz.stage.world.staged_bodies import StagedBodies
from nnviz.story.moment import Moment, Phase

SIDE, RADIUS = 0.48, 0.025  # of the pitch: half the side of a rim, and of its bars
AHEAD = np.array([0, 0, 3 * DEPTH], dtype=np.float32)
TURNS = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]], dtype=np.float32)


def told_tiles(
    setting: Setting, layout: Layout, moment: Moment, told: tuple[int, ...], current: int | None
) -> StagedBodies | None:
    """Return the rims around the tiles of a layer that an equation tells of; None: it does not.

    Args:
        setting: the show's.
        layout: where the network stands.
        moment: what is calculated.
        told: the nodes that have a line.
        current: that of the current line, whose rim is that of what is under way; None: of none.

    """
    layer = moment.layer or 0
    calculated = moment.phase in {Phase.FORWARD, Phase.BACKWARD}
    if not told or not calculated or not layout.in_grid(layer):
        return None
    palette, builder = setting.palette, FrameBuilder()
    centres = layout.nodes[layer][list(told)]
    colours = np.stack([palette.accent if node == current else palette.text for node in told])
    start, end = _rims(centres, SIDE * layout.pitches[layer])
    thick = RADIUS * layout.pitches[layer]
    builder.bars(start, end, thick, np.repeat(colours, len(TURNS), axis=0), glow=1.0)
    return StagedBodies(builder.bodies(), (), layout.cores, layout.corners)


def _rims(centres: Floats, half: float) -> tuple[Floats, Floats]:
    """Return where the four sides of the rims around (n, 3) centres begin and end, (4 n, 3)."""
    corners = centres[:, None] + AHEAD + TURNS * np.float32(half)
    return corners.reshape(-1, 3), np.roll(corners, -1, axis=1).reshape(-1, 3)
