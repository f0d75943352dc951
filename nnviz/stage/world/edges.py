"""Edges: cylinders as thick as the weights, what travels along them, and how they change."""

import numpy as np

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.frame import Floats, Shape
from nnviz.picture.labels import Label
from nnviz.picture.numerals import numeral, signed
from nnviz.picture.palette import OUTLINE_RADIUS, STEPPED_BACK, Values
from nnviz.stage.activity import Activity, Pulse, Shares
from nnviz.stage.facts.step_arrays import StepArrays
from nnviz.stage.geometry.edge_numbers import MOST_NUMBERS
from nnviz.stage.geometry.layout import Layout
from nnviz.stage.setting import Setting
from nnviz.stage.world.network_instant import NetworkInstant
from nnviz.stage.world.nodes import delta_zoom

RANK = 1.5
HAIR = 0.004  # world units: the thinnest that an edge is, also that of a weight of 0
MANY_HAIR = 0.08  # of the thickest: likewise of many edges, so that each can be seen
FAINT = 0.12  # how bright many edges are that count for nothing
BEHIND_NUMBERS = 0.85  # how far towards the background their grounds step from the edges' colours


def add_edges(builder: FrameBuilder, setting: Setting, network: NetworkInstant) -> list[Label]:
    """Add those edges of every layer of weights that are drawn; return labels of the lit ones."""
    _cylinders(builder, setting, network)
    labels: list[Label] = []
    for layer, chosen in enumerate(network.layout.drawn):
        if network.active.numbers != "none" and len(chosen) <= MOST_NUMBERS:
            labels += _weight_labels(setting, network.step, network.active, layer)
    return labels


def _cylinders(builder: FrameBuilder, setting: Setting, network: NetworkInstant) -> None:
    """Add the edges of all layers at once."""
    palette = setting.palette
    layout, step, active = network.layout, network.step, network.active
    start, end = layout.drawn_ends
    grown, share, lit, old = map(
        layout.of_drawn, (active.grown, active.updated, active.lit_edges, step.weights)
    )
    growing = grown < 1
    if growing.any():
        at = start[growing], end[growing]
        builder.bars(*at, OUTLINE_RADIUS / 2, palette.outline, glow=1.0)
    was, shown = _radius(setting, layout, old), old
    radius = was
    if share.any():
        new = layout.of_drawn(step.weights_after)
        radius = was * (1 - share) + _radius(setting, layout, new) * share
        shown = np.where(share < 1, old, new)
    light = [_light(setting, network, layer) for layer in range(len(layout.drawn))]
    colour = palette.step_back(palette.of_weights(shown), 1 - np.concatenate(light))
    builder.bars(start, end, radius * grown, colour, glow=np.float32(0.1) * lit)
    ghosts = lit & (share > 0)
    if ghosts.any():
        builder.bars(start[ghosts], end[ghosts], was[ghosts], palette.ghost, glow=0.5)


def _radius(setting: Setting, layout: Layout, weights: Values) -> Floats:
    """Return the radii of the drawn edges; none is too thin to be seen."""
    counts = [len(chosen) for chosen in layout.drawn]
    many = max(MANY_HAIR * setting.scales.thickest, HAIR)
    thinnest = np.repeat([many if n > MOST_NUMBERS else HAIR for n in counts], counts)
    return np.maximum(setting.scales.radius(weights), thinnest.astype(np.float32))


def _light(setting: Setting, network: NetworkInstant, layer: int) -> Shares:
    """Return how bright the edges of a layer are: of few those that take part, and they wholly.

    Many are the brighter the more they count in what is told: by what travels along them, by what
    they are changed by, or by their weights.
    """
    layout, step, active = network.layout, network.step, network.active
    lit = layout.drawn_of(layer, active.lit_edges[layer])
    if len(lit) <= MOST_NUMBERS:
        return np.where(lit, np.float32(1), np.float32(1 - STEPPED_BACK))
    counting = step.weights[layer]
    if active.direction and lit.any():
        counting = _carried(network, layer, active.direction)
    elif active.updated[layer].any():
        counting = step.updates[layer]
    sizes = np.fmax(np.abs(layout.drawn_of(layer, counting)), 0.0)  # what is NaN counts nothing
    lapse, limits = active.numbers == "none", np.finfo(float)
    largest = setting.scales.largest_weight if lapse else float(sizes.max())
    shares = np.minimum(sizes / np.clip(largest, limits.tiny, limits.max), 1.0)
    brightness = FAINT + np.where(lit, 1 - FAINT, FAINT) * shares
    return np.asarray(brightness, dtype=np.float32)


def _weight_labels(setting: Setting, step: StepArrays, active: Activity, layer: int) -> list[Label]:
    """Label the lit edges with their weights; while they are updated, with what is added to them.

    A new weight keeps its emphasis where its number differs from the old one.
    """
    palette = setting.palette
    lit = np.flatnonzero(active.lit_edges[layer] & (active.grown[layer] >= 1.0))
    old, change, new = (
        values[layer].ravel()[lit] for values in (step.weights, step.updates, step.weights_after)
    )
    before = [numeral(weight) for weight in old]
    texts = {
        "old": before,
        "change": [signed(value) for value in change],
        "new": [numeral(weight) for weight in new],
    }[active.numbers]
    points = setting.number_points[layer][lit]
    plates = palette.step_back(palette.of_weights(old), BEHIND_NUMBERS)
    return [
        Label(
            text,
            point,
            palette.text if text == was else palette.accent,
            RANK,
            plate=plate,
            key=("weight", layer, int(edge)),
        )
        for text, was, point, plate, edge in zip(texts, before, points, plates, lit, strict=True)
    ]


def add_pulses(
    builder: FrameBuilder, setting: Setting, network: NetworkInstant, pulse: Pulse
) -> None:
    """Add what travels: activation · weight forwards, delta · weight backwards, at its size."""
    layout = network.layout
    chosen = layout.drawn[pulse.layer]
    lit = chosen[network.active.lit_edges[pulse.layer].ravel()[chosen]]
    start, end = layout.edges(pulse.layer, lit)
    carried = _carried(network, pulse.layer, pulse.direction).ravel()[lit]
    carried = carried * (1.0 if pulse.direction == 1 else delta_zoom(network.step))
    way = pulse.way if pulse.direction == 1 else 1 - pulse.way
    centre = start + (end - start) * np.float32(way)
    receiver = pulse.layer + 1 if pulse.direction == 1 else pulse.layer
    size = np.float32(0.6 * min(layout.pitches[pulse.layer : pulse.layer + 2]))
    half = setting.scales.half_side(carried, receiver) * size
    colour = setting.palette.of_sign(carried)
    builder.solids(centre, half, colour, shape=Shape.SPHERE, glow=0.8)


def _carried(network: NetworkInstant, layer: int, direction: int) -> Values:
    """Return (units, units of the next) products that travel along the edges."""
    step, record = network.step, network.record
    sent = (
        step.activations[layer][record][:, None]
        if direction == 1
        else step.deltas[layer + 1][record][None, :]
    )
    return np.asarray(sent * step.weights[layer])
