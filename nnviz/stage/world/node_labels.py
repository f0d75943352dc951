"""Numbers at nodes: what stands beside the boxes, the targets and the deltas of a network."""

from dataclasses import replace

import numpy as np

from nnviz.picture.frame import Floats
from nnviz.picture.label_bars import LabelBar
from nnviz.picture.labels import Label
from nnviz.picture.numerals import in_column, numeral, signed, whole
from nnviz.picture.palette import DELTA_LENGTH, Values
from nnviz.picture.rounding import error_text
from nnviz.stage.activity import Mask
from nnviz.stage.geometry.layout import Layout
from nnviz.stage.geometry.number_places import Density
from nnviz.stage.setting import Setting
from nnviz.stage.world.input_names import input_name
from nnviz.stage.world.layer_numbers import keeps_silent, layer_numbers, tells_deltas
from nnviz.stage.world.network_instant import LayerNodes, NetworkInstant
from nnviz.stage.world.output_names import class_names

ERROR_LABEL = np.array([0.12, -0.56, 0], dtype=np.float32)  # from the middle of a target
WIDE_ERROR_LABEL = np.array([0, -0.66, 0], dtype=np.float32)
UPRIGHT_ERROR_LABEL = np.array([0.27, -0.36, 0], dtype=np.float32)
HEADING_ABOVE = np.array([0, 0.62, 0], dtype=np.float32)  # from the first target, in pitches
MOST_ERROR_LABELS = 3  # with more outputs, only the targets that are not 0 bear a label
LIT_RANK, QUIET_RANK = 2.0, 1.0
POINTED = np.array([DELTA_LENGTH, 1, 1], dtype=np.float32)  # half extents of a delta's body
PROBABILITIES = {"softmax", "sigmoid"}


def node_labels(setting: Setting, network: NetworkInstant) -> list[Label]:
    """Return the labels with the values of the nodes of every layer, and of the targets."""
    labels: list[Label] = []
    layout = network.layout
    for layer in range(len(layout.nodes)):
        density = layout.density(layer)
        if density is Density.GRID or tells_deltas(network, layer) or keeps_silent(network, layer):
            continue
        crowded = density is Density.CROWDED and layer == network.last
        labels += (
            _crowded_outputs(setting, network) if crowded else _values(setting, network, layer)
        )
    if network.active.targets > 0 and not layout.in_grid(network.last):
        labels += _targets(setting, network)
    return labels + layer_numbers(setting, network)


def delta_labels(setting: Setting, network: NetworkInstant) -> list[Label]:
    """Return the labels with the deltas that have been computed.

    A grid leaves no room for their numbers; the calculation names them.
    """
    labels: list[Label] = []
    for layer in range(1, len(network.layout.nodes)):
        nodes = network.deltas(layer)
        if not nodes.shown.any() or network.layout.density(layer) is Density.GRID:
            continue
        nodes = replace(nodes, shown=np.ceil(nodes.shown))  # beside a body as large as it becomes
        places = network.layout.number_places(layer)
        texts = [*map(in_column(signed, nodes.values), nodes.values)]
        place, align = places.delta_value, places.delta_align
        if tells_deltas(network, layer):
            place, align = places.value, places.value_align
            bodies = network.layout.around(layer, nodes.centres)
        else:
            bodies = corners_around(*delta_bodies(setting, network, nodes))
        points = nodes.centres + place * np.float32(nodes.pitch)
        kind = "delta", layer - len(network.layout.nodes)
        labels += _labels_of(setting, nodes, kind, texts, points, align=align, bodies=bodies)
    return labels


def delta_bodies(
    setting: Setting, network: NetworkInstant, nodes: LayerNodes
) -> tuple[Floats, Floats]:
    """Return (n, 3) where the bodies of the deltas of a layer stand, and their half extents."""
    pitch = np.float32(nodes.pitch)
    half = setting.scales.half_delta(nodes.values) * nodes.shown * pitch
    place = network.layout.number_places(nodes.layer).delta
    return nodes.centres + place * pitch, half[:, None] * POINTED


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


def _values(setting: Setting, network: NetworkInstant, layer: int) -> list[Label]:
    """Return the labels with the activations of a layer."""
    layout, nodes = network.layout, network.activations(layer)
    values, places = nodes.values, layout.number_places(layer)
    texts = _texts(setting, layout, layer, values)
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
        winner=winning_output(setting, network, nodes),
    )


def winning_output(setting: Setting, network: NetworkInstant, nodes: LayerNodes) -> int | None:
    """Return which output the network says; None: these are not outputs of classes, or unknown."""
    if nodes.layer != network.last or not setting.names_outputs or not (nodes.shown >= 1).all():
        return None
    return int(nodes.values.argmax())


def _targets(setting: Setting, network: NetworkInstant) -> list[Label]:
    """Return the labels of the targets, and of the errors of few."""
    layout, nodes = network.layout, network.targets
    targets = nodes.values
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
        winner=winning_output(setting, network, nodes),
    )
    if layout.upright or setting.network.layers[-1].activation not in PROBABILITIES:
        return labels
    bars = [
        bar
        for bar, share in zip(_bars(setting, nodes, wanted), nodes.shown, strict=True)
        if share > 0
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
    """Return the labels of what has begun to appear: its number is known from then on.

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
        for i in np.flatnonzero(nodes.shown > 0.0)
    ]


def corners_around(centres: Floats, half: Floats) -> Floats:
    """Return (n, 8, 3) corners of the boxes around centres, of (n, 3) half extents."""
    return np.asarray(centres[:, None] + CORNERS * half[:, None], dtype=np.float32)


CORNERS = np.array(list(np.ndindex(2, 2, 2)), dtype=np.float32) * 2 - 1
