"""Nodes: boxes as large as the activations, targets beside the outputs, deltas above the nodes."""

import numpy as np

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.frame import Floats, Shape
from nnviz.picture.palette import OUTLINE_RADIUS
from nnviz.stage.geometry.number_places import Density
from nnviz.stage.setting import Setting
from nnviz.stage.world.network_instant import LayerNodes, NetworkInstant
from nnviz.stage.world.node_labels import CORNERS, delta_bodies, winning_output
from nnviz.stage.world.tiles import (
    add_arrowheads,
    add_tiles,
    add_weight_images,
    shows_weights,
)

CROSS, CROSS_RADIUS = 0.3, 0.02  # of the pitch: half the width of a cross, and of its bars
BEFORE_NODES = np.array([0, 0, 0.1], dtype=np.float32)  # to what lies before the middle of nodes
BOX_BLOOM, DELTA_BLOOM = 0.25, 0.3  # of what is active


def add_nodes(builder: FrameBuilder, setting: Setting, network: NetworkInstant) -> None:
    """Add the nodes of every layer, and the targets."""
    layout, step, active = network.layout, network.step, network.active
    for layer in range(len(layout.nodes)):
        nodes = network.activations(layer)
        if nodes.silent.any() and nodes.shown.any():
            _crosses(builder, setting, nodes.centres[nodes.silent], nodes.pitch)
        if layout.density(layer) is Density.GRID:
            add_tiles(builder, setting, layout, nodes, active.deltas[layer])
            if shows_weights(layout, layer):
                add_weight_images(builder, setting, layout, step.weights[layer - 1], nodes)
            continue
        _boxes(builder, setting, nodes)
        _outlines(builder, setting, nodes, winner=winning_output(setting, network, nodes))
    if active.targets > 0 and not layout.in_grid(network.last):
        _boxes(builder, setting, network.targets)
        _outlines(builder, setting, network.targets)


def add_deltas(builder: FrameBuilder, setting: Setting, network: NetworkInstant) -> None:
    """Add the deltas that have been computed."""
    for layer in range(1, len(network.layout.nodes)):
        nodes = network.deltas(layer)
        if not nodes.shown.any():
            continue
        if network.layout.density(layer) is Density.GRID:
            add_arrowheads(builder, setting, nodes)
            continue
        centre, half = delta_bodies(setting, network, nodes)
        builder.solids(
            centre,
            half,
            setting.palette.of_part(nodes.values, nodes.lit),
            shape=Shape.ARROWHEAD,
            glow=np.where(nodes.lit, 0.35, 0.0),
            bloom=np.where(nodes.lit, DELTA_BLOOM, 0.0),
        )


def _boxes(builder: FrameBuilder, setting: Setting, nodes: LayerNodes) -> None:
    colour = setting.palette.of_part(nodes.values, nodes.lit)
    half = setting.scales.half_side(nodes.values, nodes.layer) * nodes.shown
    builder.solids(
        nodes.centres,
        half * np.float32(nodes.pitch),
        colour,
        glow=np.where(nodes.lit, 0.12, 0.0),
        bloom=np.where(nodes.lit, BOX_BLOOM, 0.0),
    )


def _outlines(
    builder: FrameBuilder, setting: Setting, nodes: LayerNodes, *, winner: int | None = None
) -> None:
    """Add the outlines of the boxes that 1.0 has, around them so that none hides the other."""
    palette = setting.palette
    ink = np.where(nodes.lit[:, None], palette.outline, palette.step_back(palette.outline, 0.5))
    if winner is not None:
        ink[winner] = palette.text
    half = setting.scales.half_side_of_one(nodes.layer) * nodes.pitch + OUTLINE_RADIUS
    start, end = outline(nodes.centres, half)
    outward = np.tile((_BEGIN + _FINISH) * np.float32(half / 2), (len(ink), 1))
    ink = np.repeat(ink, CUBE_EDGES, axis=0)
    builder.bars(start, end, OUTLINE_RADIUS, ink, glow=1.0, outward=outward)


def _crosses(builder: FrameBuilder, setting: Setting, centres: Floats, pitch: float) -> None:
    """Cross out the nodes that dropout silences."""
    half = CROSS * np.float32(pitch)
    for up in (1, -1):
        arm = half * np.array([1, up, 0], dtype=np.float32)
        start, end = centres - arm + BEFORE_NODES, centres + arm + BEFORE_NODES
        colour = setting.palette.quiet_text
        builder.bars(start, end, CROSS_RADIUS * np.float32(pitch), colour, glow=1.0)


CUBE_EDGES = 12
_PAIRS = [(a, b) for a in range(8) for b in range(a) if np.abs(CORNERS[a] - CORNERS[b]).sum() == 2]
_BEGIN, _FINISH = (CORNERS[[pair[side] for pair in _PAIRS]] for side in (0, 1))


def outline(centres: Floats, half: float) -> tuple[Floats, Floats]:
    """Return where the 12 edges of the cubes around `centres` begin and end, (12 n, 3) each."""
    around, size = centres[:, None, :], np.float32(half)
    return (around + _BEGIN * size).reshape(-1, 3), (around + _FINISH * size).reshape(-1, 3)
