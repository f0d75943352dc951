"""The output curve: the output over the only input, the records, and what hidden nodes add."""

import numpy as np

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.frame import Floats
from nnviz.picture.palette import Values, with_alpha
from nnviz.picture.regions import Region
from nnviz.stage.facts.output_curve import OutputCurve
from nnviz.stage.facts.step_arrays import StepArrays
from nnviz.stage.panels.map_axes import MapAxes, add_map_axes, map_within
from nnviz.stage.panels.map_key import DOT
from nnviz.stage.setting import Setting

CURVE, PART = 0.005, 0.0024  # widths of the curve and of a hidden node's part, picture units
RIM, HOLE = 0.0032, 0.0048
FAINT = 0.75  # alpha of a part


def add_output_curve(
    builder: FrameBuilder,
    setting: Setting,
    curve: OutputCurve,
    room: Region,
    step: StepArrays | None,
) -> MapAxes:
    """Add axes, records and the curve of a step; return the axes.

    Args:
        builder: what it is added to.
        setting: the show's.
        curve: what is drawn.
        room: where it stands with its numbers and names.
        step: whose weights say what the network says; None: nothing yet.

    """
    palette, names = setting.palette, (curve.name, "")  # the key names the other one
    axes = map_within(room, curve.low, curve.high, names, is_square=False)
    add_map_axes(builder, palette, axes, room)
    if step is not None:
        told = curve.curve_of(step)
        inks = palette.of_sign(told.weights)
        for part, ink in zip(told.parts.T, inks, strict=True):
            _add_line(builder, curve, axes, part, (with_alpha(ink, FAINT), PART))
        _add_line(builder, curve, axes, told.outputs, (palette.text, CURVE))
    for records, hollow in ((curve.held_out, True), (curve.training, False)):
        at = axes.places(records)
        builder.strokes(at, at, palette.background, width=DOT + RIM)
        builder.strokes(at, at, palette.quiet_text, width=DOT)
        if hollow:
            builder.strokes(at, at, palette.background, width=HOLE)
    return axes


def _add_line(
    builder: FrameBuilder,
    curve: OutputCurve,
    axes: MapAxes,
    values: Values,
    ink: tuple[Floats, float],
) -> None:
    """Add a line over the input in a colour and a width, as far as it lies between the axes."""
    inside = (values >= axes.low[1]) & (values <= axes.high[1])  # what is NaN does not
    pieces = inside[:-1] & inside[1:]
    clipped = np.clip(np.nan_to_num(values), axes.low[1], axes.high[1])
    points = axes.places(np.column_stack([curve.inputs, clipped]))
    builder.strokes(points[:-1][pieces], points[1:][pieces], ink[0], width=ink[1])
