"""The slope: the activation function of the layer under way, where its nodes stand on it."""

import numpy as np
from numpy.typing import NDArray

from nnviz.learning.activations import ACTIVATIONS
from nnviz.picture.builder import FrameBuilder
from nnviz.picture.frame import Floats
from nnviz.picture.numerals import numeral, whole
from nnviz.picture.regions import Region
from nnviz.picture.wrapping import wrapped
from nnviz.stage.facts.before_dropout import BeforeDropout, before_dropout
from nnviz.stage.facts.step_arrays import StepArrays
from nnviz.stage.panels.ground import PADDING, TITLE_LINE, add_panel
from nnviz.stage.setting import Setting
from nnviz.story.moment import Moment, Phase

SOFTMAX = "softmax"  # depends on all nodes of the layer: there is no curve of one of them
REACH = 6.0  # pre-activations that are plotted, to both sides
POINTS = 96
FONT_HEIGHT, LINE = 0.0235, 0.03  # of the font, and from line to line; picture units
TANGENT = 1.6  # how far a tangent reaches to both sides, in pre-activations
NOTE_GAP = "  ·  "  # between what is said of a node
FEW_NODES = 16  # more than this are drawn as smaller dots

Values = NDArray[np.float64]


def add_activation_plot(
    builder: FrameBuilder,
    setting: Setting,
    step: StepArrays,
    moment: Moment,
    region: Region,
    *,
    known: bool,
) -> None:
    """Add the plot of the activation function, and on it the nodes under way once known."""
    layer = moment.layer if moment.phase in {Phase.FORWARD, Phase.BACKWARD, Phase.ERROR} else None
    names = [each.activation for each in setting.experiment.layers]
    if layer is None:
        names = [name for name in names if name != SOFTMAX]
    name = names[-1 if layer is None else layer - 1] if names else SOFTMAX
    if name == SOFTMAX:
        return
    palette = setting.palette
    add_panel(builder, palette, region, setting.wording.function.format(name=name))
    plot = Region(
        region.left + PADDING,
        region.top + TITLE_LINE + 0.03,
        region.right - PADDING,
        region.bottom - 0.022,
    )
    sums = step.preactivations[layer][moment.sample] if layer else np.zeros(1)
    reach = _reach(sums)
    low, high = _limits(name, reach)
    _curve(builder, setting, name, plot, reach, low, high)
    if layer is None or not known:
        return
    nodes = slice(None) if moment.node is None else [moment.node]
    before = before_dropout(step, name, layer, moment.sample)
    slopes, outputs = before.slopes[nodes], before.outputs[nodes]
    at = _place(sums[nodes], outputs, plot, reach, low, high)
    if moment.phase is Phase.BACKWARD:
        _tangents(builder, setting, sums[nodes], outputs, slopes, plot, reach, low, high)
    silent = np.zeros(len(at), bool) if before.factors is None else before.factors[nodes] == 0
    width = 0.014 if len(at) <= FEW_NODES else 0.006
    for chosen, colour in ((silent, palette.quiet_text), (~silent, palette.accent)):
        builder.strokes(at[chosen], at[chosen], colour, width=width)
    if moment.node is not None and (told := _told(setting, before, moment)):
        _tell(builder, setting, told, plot)


def _told(setting: Setting, before: BeforeDropout, moment: Moment) -> str:
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


def _curve(
    builder: FrameBuilder,
    setting: Setting,
    name: str,
    plot: Region,
    reach: float,
    low: float,
    high: float,
) -> None:
    z = np.linspace(-reach, reach, POINTS)
    rule = setting.palette.rule
    zero = _place(np.array([-reach, reach]), np.zeros(2), plot, reach, low, high)
    builder.strokes(zero[:1], zero[1:], rule, width=0.0014)
    middle = (plot.left + plot.right) / 2
    builder.strokes([[middle, plot.top]], [[middle, plot.bottom]], rule, width=0.0014)
    points = _place(z, _function(name, z), plot, reach, low, high)
    builder.curve(points, setting.palette.quiet_text)


def _tangents(
    builder: FrameBuilder,
    setting: Setting,
    sums: Values,
    outputs: Values,
    slopes: Values,
    plot: Region,
    reach: float,
    low: float,
    high: float,
) -> None:
    """Add the tangents: flat where a confident output hardly moves."""
    length = TANGENT * reach / REACH
    start, end = (
        _place(sums + side, outputs + slopes * side, plot, reach, low, high)
        for side in (-length, length)
    )
    builder.strokes(start, end, setting.palette.accent, width=0.003)


def _place(z: Values, a: Values, plot: Region, reach: float, low: float, high: float) -> Floats:
    """Return (n, 2) picture units of points of the plot; what lies outside is held at its rim."""
    across = np.clip(np.nan_to_num(z / reach, nan=0.0), -1.0, 1.0)
    up = np.clip(np.nan_to_num((a - low) / (high - low), nan=0.0), 0.0, 1.0)
    return np.column_stack(
        [
            (plot.left + plot.right) / 2 + across * plot.width / 2,
            plot.bottom - up * plot.height,
        ]
    ).astype(np.float32)
