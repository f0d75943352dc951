"""Edges: cylinders as thick as the weights, what travels along them, and how they change."""

import numpy as np

from nnviz.stage.activity import Activity, Pulse
from nnviz.stage.frame import Shape
from nnviz.stage.layout import Layout
from nnviz.stage.nodes import FULLY_GROWN, delta_zoom
from nnviz.stage.numerals import numeral, signed
from nnviz.stage.palette import Values, with_alpha
from nnviz.stage.setting import Setting
from nnviz.stage.sketch import Sketch
from nnviz.stage.step import Step
from nnviz.stage.tags import Tag

CLEAR_OF_RECEIVER = np.array([0.14, 0, 0], dtype=np.float32)
GHOST_ALPHA = 0.28


def add_edges(
    sketch: Sketch, setting: Setting, layout: Layout, step: Step, active: Activity, sample: int
) -> list[Tag]:
    """Add the edges of every layer of weights; return the tags of those that take part."""
    tags: list[Tag] = []
    for layer in range(len(step.weights)):
        if active.weights[layer] > 0:
            _cylinders(sketch, setting, layout, step, active, layer)
        named = active.weights_named and layer in active.lit_weights
        if named and active.weights[layer] >= FULLY_GROWN:
            tags += _weight_tags(setting, layout, step, active, layer)
    if active.pulse is not None:
        _pulses(sketch, setting, layout, step, active.pulse, sample)
    return tags


def _cylinders(
    sketch: Sketch, setting: Setting, layout: Layout, step: Step, active: Activity, layer: int
) -> None:
    palette, scales = setting.palette, setting.scales
    start, end = layout.edges(layer)
    old, new = step.weights[layer].ravel(), step.weights_after[layer].ravel()
    share = np.float32(active.updated[layer])
    radius = scales.radius(old) * (1 - share) + scales.radius(new) * share
    lit = layer in active.lit_weights
    colour = palette.of_sign(old if share < 1 else new)
    if not lit:
        colour = palette.step_back(colour)
    sketch.bars(
        start, end, radius * np.float32(active.weights[layer]), colour, glow=0.1 if lit else 0.0
    )
    if lit and share > 0:
        ghost = with_alpha(palette.text, GHOST_ALPHA)
        sketch.bars(start, end, scales.radius(old), ghost, glow=0.5)


def _weight_tags(
    setting: Setting, layout: Layout, step: Step, active: Activity, layer: int
) -> list[Tag]:
    """Tag edges with their weights; while they are updated, with what is added to them."""
    palette = setting.palette
    points = layout.label_points(layer) - CLEAR_OF_RECEIVER
    colour = palette.text
    match active.change_shown(layer):
        case "old":
            texts = [numeral(weight) for weight in step.weights[layer].ravel()]
        case "change":
            texts = [signed(change) for change in step.updates[layer].ravel()]
            colour = palette.accent
        case "new":
            texts = [numeral(weight) for weight in step.weights_after[layer].ravel()]
    return [Tag(text, point, colour, rank=1.5) for text, point in zip(texts, points, strict=True)]


def _pulses(
    sketch: Sketch, setting: Setting, layout: Layout, step: Step, pulse: Pulse, sample: int
) -> None:
    """Add what travels: activation · weight forwards, delta · weight backwards, at its size."""
    start, end = layout.edges(pulse.layer)
    carried = _carried(step, pulse, sample).ravel()
    way = pulse.way if pulse.direction == 1 else 1 - pulse.way
    centre = start + (end - start) * np.float32(way)
    half = setting.scales.half_side(carried) * np.float32(0.6)
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
