"""Nodes: boxes as large as the activations, targets beside the outputs, deltas above the nodes."""

import numpy as np

from nnviz.stage.activity import Activity
from nnviz.stage.frame import Floats, Shape
from nnviz.stage.layout import Layout
from nnviz.stage.numerals import numeral, signed, whole
from nnviz.stage.palette import OUTLINE_RADIUS, Values, zoom_for
from nnviz.stage.setting import Setting
from nnviz.stage.sketch import Sketch
from nnviz.stage.step import Step
from nnviz.stage.tags import Tag

# From the middle of a node, world units: its value, its delta, and from that the delta's value.
BELOW = np.array([0, -0.31, 0], dtype=np.float32)
ABOVE = np.array([0, 0.42, 0], dtype=np.float32)
ERROR_TAG = np.array([0.12, -0.56, 0], dtype=np.float32)
DELTA_TAG = np.array([0.52, 0.0, 0], dtype=np.float32)
FULLY_GROWN = 1.0


def add_nodes(
    sketch: Sketch, setting: Setting, layout: Layout, step: Step, active: Activity, sample: int
) -> list[Tag]:
    """Add the nodes of every layer; return the tags with their values."""
    tags: list[Tag] = []
    for layer, centres in enumerate(layout.nodes):
        lit = layer in active.lit_layers
        values = step.activations[layer][sample]
        _boxes(sketch, setting, centres, values, shown=active.activations[layer], lit=lit)
        if active.activations[layer] >= FULLY_GROWN:
            write = whole if layer == 0 else numeral
            texts = [write(value) for value in values]
            tags += _tags(setting, texts, centres + BELOW, lit=lit)
    if active.targets > 0:
        tags += _targets(sketch, setting, layout, step, active, sample)
    return tags


def add_deltas(
    sketch: Sketch, setting: Setting, layout: Layout, step: Step, active: Activity, sample: int
) -> list[Tag]:
    """Add the deltas that have been computed; return the tags with their values."""
    tags: list[Tag] = []
    zoom = delta_zoom(step)
    for layer in range(1, len(layout.nodes)):
        shown = active.deltas[layer]
        if shown <= 0:
            continue
        lit = layer in active.lit_layers
        values = step.deltas[layer][sample]
        half = setting.scales.half_delta(values, zoom) * np.float32(shown)
        centres = layout.nodes[layer] + ABOVE
        colour = setting.palette.of_sign(values)
        if not lit:
            colour = setting.palette.step_back(colour)
        sketch.solids(centres, half, colour, shape=Shape.OCTAHEDRON, glow=0.35 if lit else 0.0)
        if shown >= FULLY_GROWN:
            texts = [signed(value) for value in values]
            tags += _tags(setting, texts, centres + DELTA_TAG, lit=lit)
    return tags


def delta_zoom(step: Step) -> float:
    """Return by how much the deltas of a step are enlarged, the same for all of them."""
    finite = [np.abs(d[np.isfinite(d)]) for d in step.deltas]
    return zoom_for(max(float(d.max(initial=0.0)) for d in finite))


def _boxes(
    sketch: Sketch, setting: Setting, centres: Floats, values: Values, *, shown: float, lit: bool
) -> None:
    palette, scales = setting.palette, setting.scales
    colour, rule = palette.of_sign(values), palette.rule
    if not lit:
        colour, rule = palette.step_back(colour), palette.step_back(rule, 0.5)
    if shown > 0:
        half = scales.half_side(values) * np.float32(shown)
        sketch.solids(centres, half, colour, glow=0.12 if lit else 0.0)
    start, end = _outline(centres, scales.half_side_of_one)
    sketch.bars(start, end, OUTLINE_RADIUS, rule, glow=1.0)


def _targets(
    sketch: Sketch, setting: Setting, layout: Layout, step: Step, active: Activity, sample: int
) -> list[Tag]:
    targets = setting.dataset.targets[sample]
    errors = step.errors[-1][sample]
    lit = len(layout.nodes) - 1 in active.lit_layers
    _boxes(sketch, setting, layout.targets, targets, shown=active.targets, lit=lit)
    if active.targets < FULLY_GROWN:
        return []
    below = [f"target {whole(target)}" for target in targets]
    further_below = [f"error {signed(error)}" for error in errors]
    return _tags(setting, below, layout.targets + BELOW, lit=lit) + _tags(
        setting, further_below, layout.targets + ERROR_TAG, lit=lit
    )


def _tags(setting: Setting, texts: list[str], points: Floats, *, lit: bool) -> list[Tag]:
    colour = setting.palette.text if lit else setting.palette.quiet_text
    rank = 2.0 if lit else 1.0
    return [Tag(text, point, colour, rank) for text, point in zip(texts, points, strict=True)]


def _outline(centres: Floats, half: float) -> tuple[Floats, Floats]:
    """Return where the 12 edges of the cubes around `centres` begin and end, (12 n, 3) each."""
    corners = np.array(list(np.ndindex(2, 2, 2)), dtype=np.float32) * 2 - 1
    pairs = [
        (a, b) for a in range(8) for b in range(a) if np.abs(corners[a] - corners[b]).sum() == 2
    ]
    begin, finish = (corners[[pair[side] for pair in pairs]] * half for side in (0, 1))
    around = centres[:, None, :]
    return (around + begin).reshape(-1, 3), (around + finish).reshape(-1, 3)
