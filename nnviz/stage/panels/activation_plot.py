"""The activation plot: the function of the layer under way, where its nodes stand on it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.learning.activations import ACTIVATIONS
from nnviz.picture.builder import FrameBuilder
from nnviz.picture.frame import Floats
from nnviz.picture.numerals import numeral, whole
from nnviz.picture.regions import Region
from nnviz.picture.wrapping import wrapped
from nnviz.stage.facts.before_dropout import BeforeDropout, before_dropout
from nnviz.stage.instant import Instant
from nnviz.stage.panels.ground import PADDING, TITLE_LINE, add_panel
from nnviz.stage.panels.panel import ALONE, Panel, Place, unasked
from nnviz.stage.setting import Setting
from nnviz.story.moment import Moment, Phase
from nnviz.story.storyboard import Telling

SOFTMAX = "softmax"  # depends on all nodes of the layer: there is no curve of one of them
REACH = 6.0  # pre-activations that are plotted, to both sides
POINTS = 96
FONT_HEIGHT, LINE = 0.0235, 0.03  # of the font, and from line to line; picture units
TANGENT = 1.6  # how far a tangent reaches to both sides, in pre-activations
NOTE_GAP = "  ·  "  # between what is said of a node
FEW_NODES = 16  # more than this are drawn as smaller dots

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FunctionPlot:
    """Where the plot of a function stands, and which part of it is plotted.

    Attributes:
        name: of the function.
        region: where it is plotted, without title and rim.
        reach: how far it goes to both sides, in pre-activations.
        low: its lower end, an activation.
        high: its upper end.

    """

    name: str
    region: Region
    reach: float
    low: float
    high: float

    def values(self, z: Values) -> Values:
        """Return the function's values at (n,) pre-activations."""
        return _function(self.name, z)

    def place(self, z: Values, a: Values) -> Floats:
        """Return (n, 2) picture units of points; what lies outside is held at the rim."""
        region, height = self.region, self.high - self.low
        across = np.clip(np.nan_to_num(z / self.reach, nan=0.0), -1.0, 1.0)
        up = np.clip(np.nan_to_num((a - self.low) / height, nan=0.0), 0.0, 1.0)
        x = (region.left + region.right) / 2 + across * region.width / 2
        return np.column_stack([x, region.bottom - up * region.height]).astype(np.float32)


def _add(builder: FrameBuilder, setting: Setting, instant: Instant, region: Region) -> None:
    """Add the plot of the activation function, and on it the nodes under way once known."""
    moment = instant.moment
    layer = moment.layer if moment.phase in {Phase.FORWARD, Phase.BACKWARD, Phase.ERROR} else None
    name = plotted(setting, layer)
    if name == SOFTMAX:
        return
    add_panel(builder, setting.palette, region, setting.wording.function.format(name=name))
    sums = instant.step.preactivations[layer][moment.record] if layer else np.zeros(1)
    plot = _plot(name, region, sums)
    add_function(builder, setting, plot)
    if layer is not None and instant.known.activation:
        before = before_dropout(instant.step, name, layer, moment.record)
        _add_nodes(builder, setting, plot, _UnderWay(moment, sums, before))


def plotted(setting: Setting, layer: int | None) -> str:
    """Return the function of a layer; of none, the last that can be plotted."""
    names = [each.activation for each in setting.network.layers]
    if layer is None:
        names = [name for name in names if name != SOFTMAX]
    return names[-1 if layer is None else layer - 1] if names else SOFTMAX


def _plot(name: str, region: Region, sums: Values) -> FunctionPlot:
    inner = Region(
        region.left + PADDING,
        region.top + TITLE_LINE + 0.03,
        region.right - PADDING,
        region.bottom - 0.022,
    )
    return function_plot(name, inner, sums)


def function_plot(name: str, region: Region, sums: Values) -> FunctionPlot:
    """Return the plot of a function in a region, as wide as some pre-activations need it."""
    reach = _reach(sums)
    return FunctionPlot(name, region, reach, *_limits(name, reach))


@dataclass(frozen=True, eq=False, slots=True)
class _UnderWay:
    """The nodes of a layer that is under way.

    Attributes:
        moment: what is shown.
        sums: (units,) their pre-activations.
        before: what they are before dropout.

    """

    moment: Moment
    sums: Values
    before: BeforeDropout

    @property
    def which(self) -> slice | list[int]:
        """Which of them are shown: the one under way, or all."""
        return slice(None) if self.moment.node is None else [self.moment.node]


def _add_nodes(
    builder: FrameBuilder, setting: Setting, plot: FunctionPlot, nodes: _UnderWay
) -> None:
    """Add the nodes as dots upon the curve, backwards with their tangents."""
    palette, moment, before = setting.palette, nodes.moment, nodes.before
    sums, outputs = nodes.sums[nodes.which], before.outputs[nodes.which]
    at = plot.place(sums, outputs)
    if moment.phase is Phase.BACKWARD:
        start, end = tangents(plot, sums, outputs, before.slopes[nodes.which])
        builder.strokes(start, end, palette.accent, width=0.003)
    factors = before.factors
    silent = np.zeros(len(at), bool) if factors is None else factors[nodes.which] == 0
    width = 0.014 if len(at) <= FEW_NODES else 0.006
    for chosen, colour in ((silent, palette.quiet_text), (~silent, palette.accent)):
        builder.strokes(at[chosen], at[chosen], colour, width=width)
    if moment.node is not None and (told := _node_text(setting, before, moment)):
        _tell(builder, setting, told, plot.region)


def tangents(
    plot: FunctionPlot, sums: Values, outputs: Values, slopes: Values
) -> tuple[Floats, Floats]:
    """Return where the tangents at (n,) points of a curve begin and end, (n, 2) each."""
    length = TANGENT * plot.reach / REACH
    start, end = (plot.place(sums + side, outputs + slopes * side) for side in (-length, length))
    return start, end


def _node_text(setting: Setting, before: BeforeDropout, moment: Moment) -> str:
    """Return what is said of one node: its slope, and what dropout makes of both."""
    words, node, told = setting.wording, moment.node or 0, []
    if moment.phase is Phase.BACKWARD:
        told.append(f"{words.slope} {numeral(before.slopes[node])}")
    if before.factors is not None:
        told.append(f"{words.dropout_factor} × {whole(before.factors[node])}")
    return NOTE_GAP.join(told)


def _tell(builder: FrameBuilder, setting: Setting, text: str, plot: Region) -> None:
    """Write a text at the upper left of the plot, in as many lines as it needs."""
    lines = wrapped(text, "sans", widest=plot.width / FONT_HEIGHT)
    below = plot.top + FONT_HEIGHT + LINE * np.arange(len(lines))
    places = np.column_stack([np.full(len(lines), plot.left), below])
    builder.labels(lines, places, setting.palette.text, height=FONT_HEIGHT)


def _reach(sums: Values) -> float:
    finite = np.abs(sums[np.isfinite(sums)])
    return float(np.clip(finite.max(initial=0.0) * 1.1, REACH, 1e6))


def _limits(name: str, reach: float) -> tuple[float, float]:
    ends = _function(name, np.array([-reach, 0.0, reach]))
    low, high = float(ends.min()), float(ends.max())
    return low - 0.08 * (high - low), high + 0.08 * (high - low)


def _function(name: str, z: Values) -> Values:
    out = np.empty_like(z)
    with np.errstate(over="ignore"):
        ACTIVATIONS[name].function(z, out=out)
    return out


def add_function(builder: FrameBuilder, setting: Setting, plot: FunctionPlot) -> None:
    """Add the axes, and the curve of the function."""
    z, region, rule = (
        np.linspace(-plot.reach, plot.reach, POINTS),
        plot.region,
        setting.palette.rule,
    )
    zero = plot.place(np.array([-plot.reach, plot.reach]), np.zeros(2))
    builder.strokes(zero[:1], zero[1:], rule, width=0.0014)
    middle = (region.left + region.right) / 2
    builder.strokes([[middle, region.top]], [[middle, region.bottom]], rule, width=0.0014)
    builder.curve(plot.place(z, plot.values(z)), setting.palette.quiet_text)


def _missing(setting: Setting | None, _tell: Telling) -> str:
    layers = setting.network.layers if setting is not None else ()
    if layers and all(layer.activation == SOFTMAX for layer in layers):
        return "a layer whose activation function is one of each node alone, unlike softmax"
    return ""


PANEL = Panel(
    name="slope",
    menu="&Slope",
    place=Place.LOWER_RIGHT,
    tellings=ALONE,
    unasked=unasked(),
    add=_add,
    missing=_missing,
    beside_only=True,
)
