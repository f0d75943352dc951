"""Edges: cylinders as thick as the weights, what travels along them, and how they change."""

import numpy as np

from nnviz.stage.activity import Activity, Pulse
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
        _cylinders(sketch, setting, layout, step, active, layer, chosen)
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
    colour = np.where(lit[:, None], colour, palette.step_back(colour))
    radius = (was * (1 - share) + becomes * share) * grown
    sketch.bars(start, end, radius, colour, glow=np.where(lit, 0.1, 0.0))
    ghosts = lit & (share > 0)
    if ghosts.any():
        sketch.bars(start[ghosts], end[ghosts], was[ghosts], palette.ghost, glow=0.5)


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
    carried = _carried(step, pulse, sample).ravel()[lit]
    way = pulse.way if pulse.direction == 1 else 1 - pulse.way
    centre = start + (end - start) * np.float32(way)
    receiver = pulse.layer + 1 if pulse.direction == 1 else pulse.layer
    size = np.float32(0.6 * min(layout.pitches[pulse.layer : pulse.layer + 2]))
    half = setting.scales.half_side(carried, receiver) * size
    colour = setting.palette.of_sign(carried)
    sketch.solids(centre, half, colour, shape=Shape.SPHERE, glow=0.8)


def _carried(step: Step, pulse: Pulse, sample: int) -> Values:
    """Return (units, units of the next) products that travel along the edges."""
    weights = step.weights[pulse.layer]
    sent = (
        step.activations[pulse.layer][sample][:, None]
        if pulse.direction == 1
        else step.deltas[pulse.layer + 1][sample][None, :] * delta_zoom(step)
    )
    return np.asarray(sent * weights)
