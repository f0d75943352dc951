"""Nodes: boxes as large as the activations, targets beside the outputs, deltas above the nodes."""

from dataclasses import replace

import numpy as np

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.frame import Floats, Shape
from nnviz.picture.label_bars import LabelBar
from nnviz.picture.labels import Label
from nnviz.picture.numerals import in_column, numeral, signed, whole
from nnviz.picture.palette import DELTA_LENGTH, OUTLINE_RADIUS, Values
from nnviz.picture.rounding import error_text
from nnviz.stage.activity import Mask
from nnviz.stage.geometry.layout import Layout
from nnviz.stage.geometry.number_places import Density
from nnviz.stage.setting import Setting
from nnviz.stage.world.input_names import input_name
from nnviz.stage.world.layer_numbers import keeps_silent, layer_numbers, tells_deltas
from nnviz.stage.world.network_instant import LayerNodes, NetworkInstant
from nnviz.stage.world.output_names import class_names
from nnviz.stage.world.tiles import (
    add_arrowheads,
    add_tiles,
    add_weight_images,
    shows_weights,
)

ERROR_LABEL = np.array([0.12, -0.56, 0], dtype=np.float32)  # from the middle of a target
WIDE_ERROR_LABEL = np.array([0, -0.66, 0], dtype=np.float32)
UPRIGHT_ERROR_LABEL = np.array([0.27, -0.36, 0], dtype=np.float32)
HEADING_ABOVE = np.array([0, 0.62, 0], dtype=np.float32)  # from the first target, in pitches
MOST_ERROR_LABELS = 3  # with more outputs, only the targets that are not 0 bear a label
CROSS, CROSS_RADIUS = 0.3, 0.02  # of the pitch: half the width of a cross, and of its bars
BEFORE_NODES = np.array([0, 0, 0.1], dtype=np.float32)  # to what lies before the middle of nodes
LIT_RANK, QUIET_RANK = 2.0, 1.0
POINTED = np.array([DELTA_LENGTH, 1, 1], dtype=np.float32)  # half extents of a delta's body
PROBABILITIES = {"softmax", "sigmoid"}
BOX_BLOOM, DELTA_BLOOM = 0.25, 0.3  # of what is active


def add_nodes(builder: FrameBuilder, setting: Setting, network: NetworkInstant) -> list[Label]:
    """Add the nodes of every layer; return the labels with their values."""
    labels: list[Label] = []
    layout, step, active = network.layout, network.step, network.active
    for layer in range(len(layout.nodes)):
        nodes, density = network.activations(layer), layout.density(layer)
        if nodes.silent.any() and nodes.shown.any():
            _crosses(builder, setting, nodes.centres[nodes.silent], nodes.pitch)
        if density is Density.GRID:
            add_tiles(builder, setting, layout, nodes, active.deltas[layer])
            if shows_weights(layout, layer):
                add_weight_images(builder, setting, layout, step.weights[layer - 1], nodes)
            continue
        _boxes(builder, setting, nodes)
        _outlines(builder, setting, nodes, winner=_winner(setting, network, nodes))
        if tells_deltas(network, layer) or keeps_silent(network, layer):
            continue
        crowded = density is Density.CROWDED and layer == network.last
        labels += (
            _crowded_outputs(setting, network) if crowded else _values(setting, network, nodes)
        )
    if active.targets > 0 and not layout.in_grid(network.last):
        labels += _targets(builder, setting, network)
    return labels + layer_numbers(setting, network)


def add_deltas(builder: FrameBuilder, setting: Setting, network: NetworkInstant) -> list[Label]:
    """Add the deltas that have been computed; return the labels with their values.

    A grid leaves no room for their numbers; the calculation names them.
    """
    labels: list[Label] = []
    for layer in range(1, len(network.layout.nodes)):
        nodes, density = network.deltas(layer), network.layout.density(layer)
        if not nodes.shown.any():
            continue
        if density is Density.GRID:
            add_arrowheads(builder, setting, nodes)
            continue
        places, pitch = network.layout.number_places(layer), np.float32(nodes.pitch)
        half = setting.scales.half_delta(nodes.values) * nodes.shown * pitch
        builder.solids(
            nodes.centres + places.delta * pitch,
            half[:, None] * POINTED,
            setting.palette.of_part(nodes.values, nodes.lit),
            shape=Shape.ARROWHEAD,
            glow=np.where(nodes.lit, 0.35, 0.0),
            bloom=np.where(nodes.lit, DELTA_BLOOM, 0.0),
        )
        texts = [*map(in_column(signed, nodes.values), nodes.values)]
        place, align = places.delta_value, places.delta_align
        bodies = corners_around(nodes.centres + places.delta * pitch, half[:, None] * POINTED)
        if tells_deltas(network, layer):
            place, align = places.value, places.value_align
            bodies = network.layout.around(layer, nodes.centres)
        points = nodes.centres + place * pitch
        kind = "delta", layer - len(network.layout.nodes)
        labels += _labels_of(setting, nodes, kind, texts, points, align=align, bodies=bodies)
    return labels


def _texts(setting: Setting, layout: Layout, layer: int, values: Values) -> list[str]:
    """Return how the values of a layer are written; inputs and classes with their names."""
    if layer == 0:
        numbers = [whole(value) for value in values]
        if layout.density(layer) is not Density.ROOMY and not layout.has_names_before:
            return numbers
        return [f"{input_name(index)} = {number}" for index, number in enumerate(numbers)]
    numbers = [numeral(value) for value in values]
    if layer < len(layout.nodes) - 1 or not setting.names_outputs:
        return numbers
    names = class_names(setting)
    return [f"{name}: {number}" for name, number in zip(names, numbers, strict=True)]


def _values(setting: Setting, network: NetworkInstant, nodes: LayerNodes) -> list[Label]:
    """Return the labels with the activations of a layer."""
    layout, layer, values = network.layout, nodes.layer, nodes.values
    texts, places = _texts(setting, layout, layer, values), layout.number_places(layer)
    points = nodes.centres + places.value * np.float32(nodes.pitch)
    kind = "value", layer - len(layout.nodes)
    bodies = layout.around(layer, nodes.centres)
    if layer == 0 and layout.density(layer) is Density.ROOMY and not nodes.shown.any():
        texts = [input_name(index) for index in range(len(values))]
        nodes = replace(nodes, shown=np.ones_like(nodes.shown))
    return _labels_of(
        setting,
        nodes,
        kind,
        texts,
        points,
        align=places.value_align,
        bodies=bodies,
        winner=_winner(setting, network, nodes),
    )


def _winner(setting: Setting, network: NetworkInstant, nodes: LayerNodes) -> int | None:
    """Return which output the network says; None: these are not outputs of classes, or unknown."""
    if nodes.layer != network.last or not setting.names_outputs or not (nodes.shown >= 1).all():
        return None
    return int(nodes.values.argmax())


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


def _targets(builder: FrameBuilder, setting: Setting, network: NetworkInstant) -> list[Label]:
    layout, nodes = network.layout, _target_nodes(network)
    targets = nodes.values
    _boxes(builder, setting, nodes)
    _outlines(builder, setting, nodes)
    if layout.density(network.last) is Density.CROWDED:
        return [_heading(setting, nodes)] if network.active.targets >= 1 else []
    bodies = layout.around(network.last, nodes.centres)
    below = [f"{setting.wording.target} {whole(target)}" for target in targets]
    places = layout.number_places(nodes.layer)
    at = nodes.centres + places.value * np.float32(nodes.pitch)
    if len(targets) > MOST_ERROR_LABELS:
        told = replace(nodes, shown=nodes.shown * (targets != 0))
        return _labels_of(setting, told, ("target", 0), below, at, bodies=bodies)
    errors = map(error_text, targets, network.step.activations[-1][network.record])
    further_below = [f"{setting.wording.error} {error}" for error in errors]
    upright, align = layout.upright, places.value_align
    error_label = ERROR_LABEL if layout.is_small else WIDE_ERROR_LABEL
    further = nodes.centres + (UPRIGHT_ERROR_LABEL if upright else error_label)
    return _labels_of(
        setting, nodes, ("target", 0), below, at, align=align, bodies=bodies
    ) + _labels_of(
        setting, nodes, ("error", 0), further_below, further, align=align, bodies=bodies, row=1
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
        silent=np.zeros(len(targets), dtype=np.bool_),
    )


def _heading(setting: Setting, targets: LayerNodes) -> Label:
    """Return the word above a column of targets."""
    colour = setting.palette.text if targets.lit.any() else setting.palette.quiet_text
    point = targets.centres[0] + HEADING_ABOVE * np.float32(targets.pitch)
    return Label(setting.wording.target, point, colour, QUIET_RANK)


def _crowded_outputs(setting: Setting, network: NetworkInstant) -> list[Label]:
    """Return what many outputs say, right of their targets; those that should be more stand out.

    Where they are probabilities, there are bars below them.
    """
    layout, nodes = network.layout, network.activations(network.last)
    texts = _texts(setting, layout, nodes.layer, nodes.values)
    points = layout.targets + layout.number_places(nodes.layer).value * np.float32(nodes.pitch)
    wanted = (network.step.targets[network.record] != 0) & (network.active.targets >= 1)
    bodies = layout.around(network.last, layout.targets)
    labels = _labels_of(
        setting,
        nodes,
        ("value", -1),
        texts,
        points,
        align=0.0,
        bodies=bodies,
        wanted=wanted,
        winner=_winner(setting, network, nodes),
    )
    if layout.upright or setting.network.layers[-1].activation not in PROBABILITIES:
        return labels
    bars = [
        bar
        for bar, share in zip(_bars(setting, nodes, wanted), nodes.shown, strict=True)
        if share >= 1
    ]
    return [replace(label, bar=bar) for label, bar in zip(labels, bars, strict=True)]


def _bars(setting: Setting, nodes: LayerNodes, wanted: Mask) -> list[LabelBar]:
    """Return the bars of probabilities, those ringed that should be more."""
    palette = setting.palette
    colours = palette.of_sign(nodes.values)
    rings = [palette.accent if each else None for each in wanted]
    return [
        LabelBar(float(value), *rest)
        for value, *rest in zip(nodes.values, colours, rings, strict=True)
    ]


def _labels_of(
    setting: Setting,
    nodes: LayerNodes,
    kind: tuple[str, int],
    texts: list[str],
    points: Floats,
    *,
    align: float = 0.5,
    bodies: Floats | None = None,
    row: int = 0,
    wanted: Mask | None = None,
    winner: int | None = None,
) -> list[Label]:
    """Return the labels of what has come to its full size: a number is not shown half done.

    That of the winner, the output that the network says, stands before all others of its kind.
    """
    palette, count = setting.palette, len(nodes.lit)
    plain = nodes.lit if winner is None else nodes.lit & (np.arange(count) == winner)
    colours = [palette.text if each else palette.quiet_text for each in plain]
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
            font="bold" if i == winner else "sans",
            align=align,
            key=None if i == winner else (*kind, int(i)),
            body=None if bodies is None else bodies[i],
            row=row,
        )
        for i in np.flatnonzero(nodes.shown >= 1.0)
    ]


def corners_around(centres: Floats, half: Floats) -> Floats:
    """Return (n, 8, 3) corners of the boxes around centres, of (n, 3) half extents."""
    return np.asarray(centres[:, None] + _CORNERS * half[:, None], dtype=np.float32)


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
