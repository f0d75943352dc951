"""Edges: cylinders as thick as the weights, what travels along them, and how they change."""

import numpy as np

from nnviz.stage.activity import Activity, Mask, Pulse, Shares
from nnviz.stage.frame import Shape
from nnviz.stage.layout import Indices, Layout
from nnviz.stage.nodes import delta_zoom
from nnviz.stage.numerals import numeral, signed
from nnviz.stage.palette import OUTLINE_RADIUS, Values
from nnviz.stage.setting import Setting
from nnviz.stage.sketch import Sketch
from nnviz.stage.step import Step
from nnviz.stage.tags import Tag

CLEAR_OF_RECEIVER = np.array([0.14, 0, 0], dtype=np.float32)
RANK = 1.5
STEPPED_BACK = 0.72  # how far towards the background edges go that take no part
HAIR = 0.08  # of the thickest: the thinnest that many edges are, so that each can be seen
FAINT = 0.12  # how bright many edges are that count for nothing
MOST_NUMBERS = 48  # edges of a layer that can bear numbers


def add_edges(
    sketch: Sketch,
    setting: Setting,
    layout: Layout,
    drawn: tuple[Indices, ...],
    step: Step,
    active: Activity,
    sample: int,
) -> list[Tag]:
    """Add those edges of every layer of weights that are drawn; return the tags of the lit ones."""
    tags: list[Tag] = []
    for layer, chosen in enumerate(drawn):
        _cylinders(sketch, setting, layout, step, active, layer, chosen, sample)
        if active.numbers != "none" and len(chosen) <= MOST_NUMBERS:
            tags += _weight_tags(setting, layout, step, active, layer)
    if active.pulse is not None:
        _pulses(sketch, setting, layout, drawn, step, active, active.pulse, sample)
    return tags


def _cylinders(
    sketch: Sketch,
    setting: Setting,
    layout: Layout,
    step: Step,
    active: Activity,
    layer: int,
    chosen: Indices,
    sample: int,
) -> None:
    palette, scales = setting.palette, setting.scales
    start, end = layout.edges(layer, chosen)
    grown, share = (each[layer].ravel()[chosen] for each in (active.grown, active.updated))
    lit = active.lit_edges[layer].ravel()[chosen]
    if (grown < 1).any():
        sketch.bars(start, end, OUTLINE_RADIUS / 2, palette.outline, glow=1.0)
    old, new = (values[layer].ravel()[chosen] for values in (step.weights, step.weights_after))
    was, becomes = scales.radius(old), scales.radius(new)
    colour = palette.of_sign(np.where(share < 1, old, new))
    away = np.where(lit, 0.0, STEPPED_BACK)
    if len(chosen) > MOST_NUMBERS:
        away = 1 - _light(setting, step, active, layer, chosen, sample, lit)
        was, becomes = (np.maximum(each, HAIR * scales.thickest) for each in (was, becomes))
    colour = palette.step_back(colour, away[:, None])
    radius = (was * (1 - share) + becomes * share) * grown
    sketch.bars(start, end, radius, colour, glow=np.where(lit, 0.1, 0.0))
    ghosts = lit & (share > 0)
    if ghosts.any():
        sketch.bars(start[ghosts], end[ghosts], was[ghosts], palette.ghost, glow=0.5)


def _light(
    setting: Setting,
    step: Step,
    active: Activity,
    layer: int,
    chosen: Indices,
    sample: int,
    lit: Mask,
) -> Shares:
    """Return how bright many edges are: the more they count in what is told, the brighter.

    They count by what travels along them, by what they are changed by, or by their weights.
    """
    counting = step.weights[layer]
    if active.direction and lit.any():
        counting = _carried(step, layer, sample, active.direction)
    elif active.updated[layer].any():
        counting = step.updates[layer]
    sizes = np.abs(np.nan_to_num(counting.ravel()[chosen]))
    lapse = active.numbers == "none"
    largest = setting.scales.largest_weight if lapse else float(sizes.max())
    shares = np.minimum(sizes / max(largest, np.finfo(float).tiny), 1.0)
    return np.where(lit, FAINT + (1 - FAINT) * shares, FAINT * (1 + shares)).astype(np.float32)


def _weight_tags(
    setting: Setting, layout: Layout, step: Step, active: Activity, layer: int
) -> list[Tag]:
    """Tag the lit edges with their weights; while they are updated, with what is added to them.

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
    points = layout.label_points(layer)[lit] - CLEAR_OF_RECEIVER
    return [
        Tag(text, point, palette.text if text == was else palette.accent, RANK)
        for text, was, point in zip(texts, before, points, strict=True)
    ]


def _pulses(
    sketch: Sketch,
    setting: Setting,
    layout: Layout,
    drawn: tuple[Indices, ...],
    step: Step,
    active: Activity,
    pulse: Pulse,
    sample: int,
) -> None:
    """Add what travels: activation · weight forwards, delta · weight backwards, at its size."""
    chosen = drawn[pulse.layer]
    lit = chosen[active.lit_edges[pulse.layer].ravel()[chosen]]
    start, end = layout.edges(pulse.layer, lit)
    carried = _carried(step, pulse.layer, sample, pulse.direction).ravel()[lit]
    carried = carried * (1.0 if pulse.direction == 1 else delta_zoom(step))
    way = pulse.way if pulse.direction == 1 else 1 - pulse.way
    centre = start + (end - start) * np.float32(way)
    receiver = pulse.layer + 1 if pulse.direction == 1 else pulse.layer
    size = np.float32(0.6 * min(layout.pitches[pulse.layer : pulse.layer + 2]))
    half = setting.scales.half_side(carried, receiver) * size
    colour = setting.palette.of_sign(carried)
    sketch.solids(centre, half, colour, shape=Shape.SPHERE, glow=0.8)


def _carried(step: Step, layer: int, sample: int, direction: int) -> Values:
    """Return (units, units of the next) products that travel along the edges."""
    sent = (
        step.activations[layer][sample][:, None]
        if direction == 1
        else step.deltas[layer + 1][sample][None, :]
    )
    return np.asarray(sent * step.weights[layer])
