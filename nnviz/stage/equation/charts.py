"""Charts of an equation: small drawings beside its lines of what these calculate.

A chart has a size in em of the equation's numbers, and is drawn into a region of that size.
"""

import math
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np

from nnviz.learning.activations import ACTIVATIONS
from nnviz.picture.builder import LEFT, RIGHT, FrameBuilder
from nnviz.picture.frame import Floats
from nnviz.picture.numerals import whole
from nnviz.picture.palette import Palette
from nnviz.picture.regions import Region
from nnviz.picture.typography import extent
from nnviz.stage.equation.measuring import BARS
from nnviz.stage.equation.typeset import TypesetEquation
from nnviz.stage.facts.before_dropout import before_dropout
from nnviz.stage.facts.step_arrays import StepArrays, Values
from nnviz.stage.panels.activation_plot import (
    SOFTMAX,
    FunctionPlot,
    add_function,
    function_plot,
    tangents,
)
from nnviz.stage.setting import Setting
from nnviz.stage.worked.lines import Calculation, CalculationLine, Role
from nnviz.story.moment import Moment, Phase

Span = tuple[float, float]

SMALLEST, LARGEST = 1e-290, 1e290  # lengths that can be drawn on one scale
CURVE = 7.0, 4.2  # em: width and height of a curve
CURVELESS = {SOFTMAX, "identity"}  # of the layer, and one that leaves every number as it is
DOT, TANGENT_WIDTH = 0.34, 0.09  # em
CURVE_TEXT = 1 / 40  # of the picture, the height of what is written at a curve
ASIDE = 0.3  # em from the name of a curve to its vertical axis, at least
WHOLE = 0.02  # how far from a whole number the end of a curve may be to bear it
BAR, JOINT, ZERO = 0.4, 0.04, 0.05  # em: how thick they are


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
        _add_names(builder, setting.palette, plot)
        if not reached:
            return
        if self.slope is not None:
            start, end = tangents(plot, self.z, self.a, self.slope)
            builder.strokes(start, end, setting.palette.accent, width=TANGENT_WIDTH * em)
        at = plot.place(self.z, self.a)
        zero = plot.place(self.z, np.zeros(1))
        builder.strokes(zero, at, setting.palette.quiet_text, width=0.0016)
        builder.strokes(at, at, setting.palette.of_sign(self.a), width=DOT * em)


def _add_names(builder: FrameBuilder, palette: Palette, plot: FunctionPlot) -> None:
    """Say which function it is, and the values at its ends where these are whole numbers."""
    region, quiet = plot.region, palette.quiet_text
    corner = [region.right, region.bottom - CURVE_TEXT / 2]
    if (extent(plot.name, "sans") + ASIDE) * CURVE_TEXT <= region.width / 2:
        builder.labels([plot.name], corner, quiet, height=CURVE_TEXT, anchor=RIGHT)
    sides = np.array([-plot.reach, plot.reach])
    ends = plot.values(sides)
    above, below = -CURVE_TEXT / 3, 1.1 * CURVE_TEXT  # the curve: it rises between them
    places = plot.place(sides, ends) + np.array([[0, above], [0, below]], dtype=np.float32)
    for end, place, anchor in zip(ends, places, (LEFT, RIGHT), strict=True):
        if abs(end - round(end)) < WHOLE:
            builder.labels([whole(round(end))], place, quiet, height=CURVE_TEXT, anchor=anchor)


def curve_chart(
    setting: Setting, step: StepArrays, moment: Moment, worked: Calculation
) -> CurveChart | None:
    """Return the chart of the one node that a moment calculates; None: it has none.

    A delta has one where it is an error × a slope.
    """
    if moment.phase not in {Phase.FORWARD, Phase.BACKWARD} or moment.node is None:
        return None
    if moment.phase is Phase.BACKWARD and slope_line(worked) is None:
        return None
    layer, node = moment.layer or 0, slice(moment.node, moment.node + 1)
    name = setting.network.layers[layer - 1].activation
    z = step.preactivations[layer][moment.record][node]
    if name in CURVELESS or name not in ACTIVATIONS or not np.isfinite(z).all():
        return None
    before = before_dropout(step, name, layer, moment.record)
    slope = before.slopes[node] if moment.phase is Phase.BACKWARD else None
    return CurveChart(name, z, before.outputs[node], slope)


def slope_line(worked: Calculation) -> int | None:
    """Return the index of the line of a slope; None: there is none."""
    lines = enumerate(worked.lines)
    return next((index for index, line in lines if line.role is Role.SLOPE), None)


@dataclass(frozen=True, eq=False, slots=True)
class _Axis:
    """The axis along which bars lie.

    Attributes:
        zero: where 0 is, picture units from the left.
        scale: how long 1 is.

    """

    zero: float
    scale: float

    def place(self, value: float) -> float:
        return self.zero + value * self.scale


def add_bars(
    builder: FrameBuilder, palette: Palette, equation: TypesetEquation, corner: Floats, now: int
) -> None:
    """Add the bars beside the lines, with a zero: those of terms begin where the last one ended."""
    if equation.bars is None:
        return
    lines, em = equation.worked.lines, equation.em
    spans = _waterfall(lines)
    axis = _axis(spans, float(corner[0]) + equation.bars, em)
    downs = {row: float(corner[1]) + equation.middles[row] for row in spans}
    above, below = (each(downs.values()) for each in (min, max))
    ends = [[axis.zero, above - 0.6 * em]], [[axis.zero, below + 0.6 * em]]
    builder.strokes(*ends, palette.quiet_text, width=ZERO * em)
    for row, (begin, end) in spans.items():
        colour = palette.of_sign(np.array([end - begin]))
        colour = palette.step_back(colour, TO_COME) if row > now else colour
        places = axis.place(begin), axis.place(end)
        builder.rectangles(*_bar(*places, downs[row], BAR * em), colour)
    _add_joints(builder, palette, (spans, downs), axis, em)


def _axis(spans: dict[int, Span], left: float, em: float) -> _Axis:
    ends = [0.0, *(end for bar in spans.values() for end in bar)]
    scale = (BARS - 2 * BAR) * em / max(max(ends) - min(ends), SMALLEST)
    return _Axis(left + BAR * em - min(ends) * scale, scale)


def _add_joints(
    builder: FrameBuilder,
    palette: Palette,
    bars: tuple[dict[int, Span], dict[int, float]],
    axis: _Axis,
    em: float,
) -> None:
    """Join the end of each bar with the beginning of the next, and the last with that of the sum.

    `bars` are from where to where they go, and how far down they are.
    """
    spans, downs = bars
    for one, other in pairwise(spans):
        at = axis.place(spans[one][1])
        builder.strokes([[at, downs[one]]], [[at, downs[other]]], palette.rule, width=JOINT * em)


TO_COME = 0.62  # how far towards the background steps what is still to come


def _bar(
    start: float, end: float, middle: float, thick: float
) -> tuple[list[list[float]], list[list[float]]]:
    """Return the corner and the size of a bar; one of no length is a hair."""
    left, wide = min(start, end), max(abs(end - start), thick / 8)
    return [[left, middle - thick / 2]], [[wide, thick]]


def _waterfall(lines: tuple[CalculationLine, ...]) -> dict[int, Span]:
    """Return by their lines terms, each from where the last one ended, and their sum from zero."""
    told = [index for index, line in enumerate(lines) if line.value is not None]
    values = (_finite(lines[i].value or 0.0) for i in told)
    ends = [_finite(end) for end in accumulate(values, initial=0.0)]
    spans = dict(zip(told, pairwise(ends), strict=True))
    summed = next((index for index, line in enumerate(lines) if line.result), None)
    return spans if summed is None else spans | {summed: (0.0, ends[-1])}


def _finite(value: float) -> float:
    """Return a value that can be drawn; what is not finite has no length."""
    return float(np.clip(value, -LARGEST, LARGEST)) if math.isfinite(value) else 0.0
