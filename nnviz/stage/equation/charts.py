"""Charts of an equation: small drawings beside its lines of what these calculate.

A chart has a size in em of the equation's numbers, and is drawn into a region of that size.
"""

import math
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from nnviz.learning.activations import ACTIVATIONS
from nnviz.picture.builder import FrameBuilder
from nnviz.picture.frame import Floats
from nnviz.picture.palette import Palette
from nnviz.picture.regions import Region
from nnviz.stage.equation.typeset import BARS, TypesetEquation
from nnviz.stage.facts.before_dropout import before_dropout
from nnviz.stage.facts.step_arrays import StepArrays, Values
from nnviz.stage.panels.activation_plot import SOFTMAX, add_function, function_plot, tangents
from nnviz.stage.setting import Setting
from nnviz.stage.worked.lines import CalculationLine, Role
from nnviz.story.moment import Moment, Phase

CURVE = 5.6, 3.4  # em: width and height of a curve
CURVELESS = {SOFTMAX, "identity"}  # of the layer, and one that leaves every number as it is
DOT, TANGENT_WIDTH = 0.34, 0.09  # em
BAR, CONNECTOR, ZERO = 0.34, 0.035, 0.045  # em: how thick they are


@dataclass(frozen=True, eq=False, slots=True)
class CurveChart:
    """The activation function of a node, with the point where it stands.

    Attributes:
        name: of the function.
        z: (1,) what the node sums up.
        a: (1,) what its function makes of that.
        slope: (1,) of the tangent there; None: it is not asked for.

    """

    name: str
    z: Values
    a: Values
    slope: Values | None

    def draw(
        self, builder: FrameBuilder, setting: Setting, region: Region, em: float, *, reached: bool
    ) -> None:
        """Draw it; point and tangent once the calculation has `reached` them."""
        plot = function_plot(self.name, region, self.z)
        add_function(builder, setting, plot)
        if not reached:
            return
        if self.slope is not None:
            start, end = tangents(plot, self.z, self.a, self.slope)
            builder.strokes(start, end, setting.palette.accent, width=TANGENT_WIDTH * em)
        at = plot.place(self.z, self.a)
        zero = plot.place(self.z, np.zeros(1))
        builder.strokes(zero, at, setting.palette.quiet_text, width=0.0016)
        builder.strokes(at, at, setting.palette.of_sign(self.a), width=DOT * em)


def curve_chart(setting: Setting, step: StepArrays, moment: Moment) -> CurveChart | None:
    """Return the chart of the one node that a moment calculates; None: it has none."""
    if moment.phase not in {Phase.FORWARD, Phase.BACKWARD} or moment.node is None:
        return None
    layer, node = moment.layer or 0, slice(moment.node, moment.node + 1)
    name = setting.experiment.layers[layer - 1].activation
    z = step.preactivations[layer][moment.record][node]
    if name in CURVELESS or name not in ACTIVATIONS or not np.isfinite(z).all():
        return None
    before = before_dropout(step, name, layer, moment.record)
    slope = before.slopes[node] if moment.phase is Phase.BACKWARD else None
    return CurveChart(name, z, before.outputs[node], slope)


def add_bars(
    builder: FrameBuilder, palette: Palette, equation: TypesetEquation, corner: Floats, now: int
) -> None:
    """Add the bars beside the lines: each term begins where the last one ended.

    Errors, which are no terms of a sum, all lead from the output to the target.
    """
    if equation.bars is None:
        return
    lines, em = equation.worked.lines, equation.em
    spans = _spans(lines)
    ends = [end for span in spans.values() for end in span]
    low, high = min([*ends, 0.0]), max([*ends, 0.0])
    scale = (BARS - 2 * BAR) * em / ((high - low) or 1.0)
    left = float(corner[0]) + equation.bars + BAR * em

    def place(value: float, line: int) -> tuple[float, float]:
        return left + (value - low) * scale, float(corner[1]) + equation.middles[line]

    rows = list(spans)
    top, foot = (
        place(0.0, row)[1] + side * em * 0.55 for row, side in ((rows[0], -1), (rows[-1], 1))
    )
    zero = place(0.0, 0)[0]
    builder.strokes([[zero, top]], [[zero, foot]], palette.quiet_text, width=ZERO * em)
    for before, row in zip([None, *rows], rows, strict=False):
        begin, end = spans[row]
        if before is not None and lines[row].terms and before <= now:
            joint = place(begin, before), place(begin, row)
            builder.strokes([joint[0]], [joint[1]], palette.rule, width=CONNECTOR * em)
        colour = palette.of_sign(np.array([end - begin]))
        if row > now:
            colour = palette.step_back(colour, TO_COME)
        builder.rectangles(*_bar(place(begin, row), place(end, row), BAR * em), colour)


TO_COME = 0.62  # how far towards the background steps what is still to come


def _bar(
    start: tuple[float, float], end: tuple[float, float], thick: float
) -> tuple[list[list[float]], list[list[float]]]:
    """Return the corner and the size of a bar; one of no length is a hair."""
    left, right = sorted((start[0], end[0]))
    wide = max(right - left, thick / 8)
    return [[left, start[1] - thick / 2]], [[wide, thick]]


def _spans(lines: tuple[CalculationLine, ...]) -> dict[int, tuple[float, float]]:
    """Return from where to where the bar of each line goes, that of the sum from zero."""
    told = [i for i, line in enumerate(lines) if line.value is not None]
    values = [_finite(lines[i].value or 0.0) for i in told]
    if lines[told[0]].role is Role.ERROR:
        return {i: (0.0, value) for i, value in zip(told, values, strict=True)}
    ends = list(accumulate(values, initial=0.0))
    spans = {i: (ends[n], ends[n + 1]) for n, i in enumerate(told)}
    summed = next((i for i, line in enumerate(lines) if line.result), None)
    return spans if summed is None else spans | {summed: (0.0, ends[-1])}


def _finite(value: float) -> float:
    """Return a value that can be drawn; what is not finite has no length."""
    return value if math.isfinite(value) else 0.0
