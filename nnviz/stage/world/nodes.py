"""Nodes: boxes as large as the activations, targets beside the outputs, deltas above the nodes."""

from dataclasses import replace

import numpy as np

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.frame import Floats, Shape
from nnviz.picture.labels import Label
from nnviz.picture.numerals import numeral, signed, whole
from nnviz.picture.palette import OUTLINE_RADIUS, STEPPED_BACK, Values, zoom_for
from nnviz.picture.rounding import error_text
from nnviz.picture.wrapping import shortened
from nnviz.stage.activity import Mask
from nnviz.stage.facts.step_arrays import StepArrays
from nnviz.stage.geometry.layout import Layout
from nnviz.stage.geometry.number_places import PLACES, Density
from nnviz.stage.setting import Setting
from nnviz.stage.world.network_instant import LayerNodes, NetworkInstant
from nnviz.stage.world.tiles import add_diamonds, add_tiles, add_weight_images, shows_weights

ERROR_LABEL = np.array([0.12, -0.56, 0], dtype=np.float32)  # from the middle of a target
WIDE_ERROR_LABEL = np.array([0, -0.66, 0], dtype=np.float32)
HEADING_ABOVE = np.array([0, 0.62, 0], dtype=np.float32)  # from the first target, in pitches
MOST_ERROR_LABELS = 3  # with more outputs, only the targets that are not 0 bear a label
CROSS, CROSS_RADIUS = 0.3, 0.02  # of the pitch: half the width of a cross, and of its bars
BEFORE_NODES = np.array([0, 0, 0.1], dtype=np.float32)  # to what lies before the middle of nodes
WIDEST_NAME = 5.5  # em of the name of a class beside its output
LIT_RANK, QUIET_RANK = 2.0, 1.0


def add_nodes(builder: FrameBuilder, setting: Setting, network: NetworkInstant) -> list[Label]:
    """Add the nodes of every layer; return the labels with their values."""
    labels: list[Label] = []
    layout, step, active = network.layout, network.step, network.active
    for layer in range(len(layout.nodes)):
        nodes, density = network.activations(layer), layout.density(layer)
        if step.masks[layer].size and nodes.shown.any():
            silent = step.masks[layer][network.record] == 0
            _crosses(builder, setting, nodes.centres[silent], nodes.pitch)
        if density is Density.GRID:
            add_tiles(builder, setting, layout, nodes, active.deltas[layer])
            if shows_weights(layout, layer):
                add_weight_images(builder, setting, layout, step.weights[layer - 1], nodes)
            continue
        _boxes(builder, setting, nodes)
        _outlines(builder, setting, nodes)
        crowded = density is Density.CROWDED and layer == network.last
        labels += (
            _crowded_outputs(setting, network) if crowded else _values(setting, network, nodes)
        )
    if active.targets > 0 and not layout.in_grid(network.last):
        labels += _targets(builder, setting, network)
    return labels


def add_deltas(builder: FrameBuilder, setting: Setting, network: NetworkInstant) -> list[Label]:
    """Add the deltas that have been computed; return the labels with their values.

    A grid leaves no room for their numbers; the calculation names them.
    """
    labels: list[Label] = []
    zoom = delta_zoom(network.step)
    for layer in range(1, len(network.layout.nodes)):
        nodes, density = network.deltas(layer), network.layout.density(layer)
        if not nodes.shown.any():
            continue
        if density is Density.GRID:
            add_diamonds(builder, setting, nodes, zoom)
            continue
        places, pitch = PLACES[density], np.float32(nodes.pitch)
        builder.solids(
            nodes.centres + places.delta * pitch,
            setting.scales.half_delta(nodes.values, zoom) * nodes.shown * pitch,
            _lit_or_quiet(setting, setting.palette.of_sign(nodes.values), nodes.lit),
            shape=Shape.OCTAHEDRON,
            glow=np.where(nodes.lit, 0.35, 0.0),
        )
        texts = [signed(value) for value in nodes.values]
        points = nodes.centres + places.delta_value * pitch
        kind = "delta", layer - len(network.layout.nodes)
        labels += _labels_of(setting, nodes, kind, texts, points, align=places.delta_align)
    return labels


def delta_zoom(step: StepArrays) -> float:
    """Return by how much the deltas of a step are enlarged, the same for all of them."""
    finite = [np.abs(d[np.isfinite(d)]) for d in step.deltas]
    return zoom_for(max(float(d.max(initial=0.0)) for d in finite))


def _texts(setting: Setting, layout: Layout, layer: int, values: Values) -> list[str]:
    """Return how the values of a layer are written; outputs that stand for classes are named."""
    if layer == 0:
        return [whole(value) for value in values]
    numbers = [numeral(value) for value in values]
    if layer < len(layout.nodes) - 1 or not setting.names_outputs:
        return numbers
    classes = [shortened(name, "sans", widest=WIDEST_NAME) for name in setting.dataset.classes]
    return [f"{name}: {number}" for name, number in zip(classes, numbers, strict=True)]


def _values(setting: Setting, network: NetworkInstant, nodes: LayerNodes) -> list[Label]:
    """Return the labels with the activations of a layer."""
    layout, layer, values = network.layout, nodes.layer, nodes.values
    texts, places = _texts(setting, layout, layer, values), PLACES[layout.density(layer)]
    points = nodes.centres + places.value * np.float32(nodes.pitch)
    winner = int(values.argmax()) if layer == network.last and setting.names_outputs else None
    kind = "value", layer - len(layout.nodes)
    return _labels_of(setting, nodes, kind, texts, points, align=places.value_align, winner=winner)


def _boxes(builder: FrameBuilder, setting: Setting, nodes: LayerNodes) -> None:
    colour = _lit_or_quiet(setting, setting.palette.of_sign(nodes.values), nodes.lit)
    half = setting.scales.half_side(nodes.values, nodes.layer) * nodes.shown
    builder.solids(
        nodes.centres, half * np.float32(nodes.pitch), colour, glow=np.where(nodes.lit, 0.12, 0.0)
    )


def _outlines(builder: FrameBuilder, setting: Setting, nodes: LayerNodes) -> None:
    """Add the outlines of the boxes that 1.0 has, around them so that none hides the other."""
    palette = setting.palette
    ink = np.where(nodes.lit[:, None], palette.outline, palette.step_back(palette.outline, 0.5))
    half = setting.scales.half_side_of_one(nodes.layer) * nodes.pitch + OUTLINE_RADIUS
    start, end = outline(nodes.centres, half)
    builder.bars(start, end, OUTLINE_RADIUS, np.repeat(ink, CUBE_EDGES, axis=0), glow=1.0)


def _crosses(builder: FrameBuilder, setting: Setting, centres: Floats, pitch: float) -> None:
    """Cross out the nodes that dropout silences."""
    half = CROSS * np.float32(pitch)
    for up in (1, -1):
        arm = half * np.array([1, up, 0], dtype=np.float32)
        start, end = centres - arm + BEFORE_NODES, centres + arm + BEFORE_NODES
        colour = setting.palette.quiet_text
        builder.bars(start, end, CROSS_RADIUS * np.float32(pitch), colour, glow=1.0)


def _targets(builder: FrameBuilder, setting: Setting, network: NetworkInstant) -> list[Label]:
    layout, nodes = network.layout, _target_nodes(network)
    targets = nodes.values
    _boxes(builder, setting, nodes)
    _outlines(builder, setting, nodes)
    if layout.density(network.last) is Density.CROWDED:
        return [_heading(setting, nodes)] if network.active.targets >= 1 else []
    below = [f"{setting.wording.target} {whole(target)}" for target in targets]
    at = nodes.centres + PLACES[Density.ROOMY].value * np.float32(nodes.pitch)
    if len(targets) > MOST_ERROR_LABELS:
        told = replace(nodes, shown=nodes.shown * (targets != 0))
        return _labels_of(setting, told, ("target", 0), below, at)
    errors = map(error_text, targets, network.step.activations[-1][network.record])
    further_below = [f"{setting.wording.error} {error}" for error in errors]
    further = nodes.centres + (ERROR_LABEL if layout.is_small else WIDE_ERROR_LABEL)
    return _labels_of(setting, nodes, ("target", 0), below, at) + _labels_of(
        setting, nodes, ("error", 0), further_below, further
    )


def _target_nodes(network: NetworkInstant) -> LayerNodes:
    """Return the targets, which stand beside the outputs and are lit with them."""
    targets = network.step.targets[network.record]
    return LayerNodes(
        layer=network.last,
        centres=network.layout.targets,
        values=targets,
        shown=np.full(len(targets), network.active.targets, dtype=np.float32),
        lit=network.active.lit_nodes[-1],
        pitch=network.layout.pitches[-1],
    )


def _heading(setting: Setting, targets: LayerNodes) -> Label:
    """Return the word above a column of targets."""
    colour = setting.palette.text if targets.lit.any() else setting.palette.quiet_text
    point = targets.centres[0] + HEADING_ABOVE * np.float32(targets.pitch)
    return Label(setting.wording.target, point, colour, QUIET_RANK)


def _crowded_outputs(setting: Setting, network: NetworkInstant) -> list[Label]:
    """Return what many outputs say, right of their targets; those that should be more stand out."""
    layout, nodes = network.layout, network.activations(network.last)
    texts = _texts(setting, layout, nodes.layer, nodes.values)
    points = layout.targets + PLACES[Density.CROWDED].value * np.float32(nodes.pitch)
    wanted = (network.step.targets[network.record] != 0) & (network.active.targets >= 1)
    kind, winner = ("value", -1), int(nodes.values.argmax())
    return _labels_of(setting, nodes, kind, texts, points, align=0.0, wanted=wanted, winner=winner)


def _labels_of(
    setting: Setting,
    nodes: LayerNodes,
    kind: tuple[str, int],
    texts: list[str],
    points: Floats,
    *,
    align: float = 0.5,
    wanted: Mask | None = None,
    winner: int | None = None,
) -> list[Label]:
    """Return the labels of what has come to its full size: a number is not shown half done.

    That of the winner, the output that the network says, stands before all others of its kind.
    """
    palette = setting.palette
    colours = [palette.text if each else palette.quiet_text for each in nodes.lit]
    if wanted is not None:
        colours = [palette.accent if w else c for w, c in zip(wanted, colours, strict=True)]
    ranks = np.where(nodes.lit, LIT_RANK, QUIET_RANK)
    if winner is not None:
        ranks[winner] += 0.25
    return [
        Label(
            texts[i],
            points[i],
            colours[i],
            float(ranks[i]),
            align=align,
            key=None if i == winner else (*kind, int(i)),
        )
        for i in np.flatnonzero(nodes.shown >= 1.0)
    ]


def _lit_or_quiet(setting: Setting, colours: Floats, lit: Mask) -> Floats:
    return setting.palette.step_back(colours, np.where(lit, 0.0, STEPPED_BACK))


CUBE_EDGES = 12
_CORNERS = np.array(list(np.ndindex(2, 2, 2)), dtype=np.float32) * 2 - 1
_PAIRS = [
    (a, b) for a in range(8) for b in range(a) if np.abs(_CORNERS[a] - _CORNERS[b]).sum() == 2
]
_BEGIN, _FINISH = (_CORNERS[[pair[side] for pair in _PAIRS]] for side in (0, 1))


def outline(centres: Floats, half: float) -> tuple[Floats, Floats]:
    """Return where the 12 edges of the cubes around `centres` begin and end, (12 n, 3) each."""
    around, size = centres[:, None, :], np.float32(half)
    return (around + _BEGIN * size).reshape(-1, 3), (around + _FINISH * size).reshape(-1, 3)
