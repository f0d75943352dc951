"""Nodes: boxes as large as the activations, targets beside the outputs, deltas above the nodes."""

import numpy as np

from nnviz.stage.activity import Activity, Mask, Shares
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
MOST_ERROR_TAGS = 3  # with more outputs, only the targets that are not 0 bear a tag
LIT_RANK, QUIET_RANK = 2.0, 1.0


def add_nodes(
    sketch: Sketch, setting: Setting, layout: Layout, step: Step, active: Activity, sample: int
) -> list[Tag]:
    """Add the nodes of every layer; return the tags with their values."""
    tags: list[Tag] = []
    for layer, centres in enumerate(layout.nodes):
        lit, shown = active.lit_nodes[layer], active.activations[layer]
        values, pitch = step.activations[layer][sample], layout.pitches[layer]
        _boxes(sketch, setting, centres, values, shown, lit, pitch, layer)
        if layout.in_grid(layer):
            continue
        _outlines(sketch, setting, centres, lit, pitch, layer)
        texts = _texts(setting, layout, layer, values)
        tags += _tags(setting, texts, centres + BELOW * np.float32(pitch), shown, lit)
    if active.targets > 0 and not layout.in_grid(len(layout.nodes) - 1):
        tags += _targets(sketch, setting, layout, step, active, sample)
    return tags


def add_deltas(
    sketch: Sketch, setting: Setting, layout: Layout, step: Step, active: Activity, sample: int
) -> list[Tag]:
    """Add the deltas that have been computed; return the tags with their values.

    A grid leaves no room for them; the calculation names them.
    """
    tags: list[Tag] = []
    zoom = delta_zoom(step)
    for layer in range(1, len(layout.nodes)):
        lit, shown = active.lit_nodes[layer], active.deltas[layer]
        if not shown.any() or layout.in_grid(layer):
            continue
        values, pitch = step.deltas[layer][sample], np.float32(layout.pitches[layer])
        centres = layout.nodes[layer] + ABOVE * pitch
        sketch.solids(
            centres,
            setting.scales.half_delta(values, zoom) * shown * pitch,
            _lit_or_quiet(setting, setting.palette.of_sign(values), lit),
            shape=Shape.OCTAHEDRON,
            glow=np.where(lit, 0.35, 0.0),
        )
        texts = [signed(value) for value in values]
        tags += _tags(setting, texts, centres + DELTA_TAG, shown, lit)
    return tags


def delta_zoom(step: Step) -> float:
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
    classes = setting.dataset.classes
    return [f"{name}: {number}" for name, number in zip(classes, numbers, strict=True)]


def _boxes(
    sketch: Sketch,
    setting: Setting,
    centres: Floats,
    values: Values,
    shown: Shares,
    lit: Mask,
    pitch: float,
    layer: int,
) -> None:
    colour = _lit_or_quiet(setting, setting.palette.of_sign(values), lit)
    half = setting.scales.half_side(values, layer) * shown * np.float32(pitch)
    sketch.solids(centres, half, colour, glow=np.where(lit, 0.12, 0.0))


def _outlines(
    sketch: Sketch, setting: Setting, centres: Floats, lit: Mask, pitch: float, layer: int
) -> None:
    """Add the outlines of the boxes that 1.0 has, around them so that none hides the other."""
    palette = setting.palette
    ink = np.where(lit[:, None], palette.outline, palette.step_back(palette.outline, 0.5))
    start, end = outline(centres, setting.scales.half_side_of_one(layer) * pitch + OUTLINE_RADIUS)
    sketch.bars(start, end, OUTLINE_RADIUS, np.repeat(ink, CUBE_EDGES, axis=0), glow=1.0)


def _targets(
    sketch: Sketch, setting: Setting, layout: Layout, step: Step, active: Activity, sample: int
) -> list[Tag]:
    targets = step.targets[sample]
    errors = step.differences[sample]
    lit, pitch = active.lit_nodes[-1], layout.pitches[-1]
    shown = np.full(len(targets), active.targets, dtype=np.float32)
    last = len(layout.nodes) - 1
    _boxes(sketch, setting, layout.targets, targets, shown, lit, pitch, last)
    _outlines(sketch, setting, layout.targets, lit, pitch, last)
    below = [f"{setting.wording.target} {whole(target)}" for target in targets]
    at = layout.targets + BELOW * np.float32(pitch)
    if len(targets) > MOST_ERROR_TAGS:
        return _tags(setting, below, at, shown * (targets != 0), lit)
    further_below = [f"{setting.wording.error} {signed(error)}" for error in errors]
    return _tags(setting, below, at, shown, lit) + _tags(
        setting, further_below, layout.targets + ERROR_TAG, shown, lit
    )


def _tags(
    setting: Setting, texts: list[str], points: Floats, shown: Shares, lit: Mask
) -> list[Tag]:
    """Return the tags of what has come to its full size: a number is not shown half done."""
    text, quiet = setting.palette.text, setting.palette.quiet_text
    return [
        Tag(texts[i], points[i], text if lit[i] else quiet, LIT_RANK if lit[i] else QUIET_RANK)
        for i in np.flatnonzero(shown >= 1.0)
    ]


def _lit_or_quiet(setting: Setting, colours: Floats, lit: Mask) -> Floats:
    return np.where(lit[:, None], colours, setting.palette.step_back(colours))


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
