"""The layer sizes: how large deltas and updates are, layer by layer, on a logarithmic axis."""

import numpy as np

from nnviz.picture.builder import LEFT, RIGHT, FrameBuilder
from nnviz.picture.frame import Floats
from nnviz.picture.numerals import numeral
from nnviz.picture.palette import Values
from nnviz.picture.regions import Region
from nnviz.picture.typography import extent
from nnviz.stage.facts.layer_sizes import LayerSizes
from nnviz.stage.instant import Instant
from nnviz.stage.panels.curves import TICK_GAP, TICK_HEIGHT, tick_text
from nnviz.stage.panels.ground import PADDING, add_panel
from nnviz.stage.panels.panel import Panel, Place, unasked
from nnviz.stage.setting import Setting
from nnviz.story.moment import Moment, Phase
from nnviz.story.storyboard import Telling

ABOVE, BELOW = 0.09, 0.045  # the bars, for title and key, and for the axis
KEY_LINE, SWATCH = 0.071, 0.03  # baseline of the key, and the width of its bars
NUMBER_WIDTH = 0.085  # right of the bars
BAR, BAR_GAP = 0.32, 0.08  # of a layer's row: how high a bar is, and what lies between its two
MOST_ROWS = 10  # layers; of more, as many from the first to the last one


def _add(builder: FrameBuilder, setting: Setting, instant: Instant, region: Region) -> None:
    words, palette, count = setting.wording, setting.palette, len(instant.step.weights)
    layers = np.unique(np.linspace(1, count, min(count, MOST_ROWS)).round().astype(int))
    names = [f"{layer}" for layer in layers]
    left = region.left + PADDING + max(extent(name, "sans") for name in names) * TICK_HEIGHT
    plot = Region(
        left + TICK_GAP,
        region.top + ABOVE,
        region.right - PADDING - NUMBER_WIDTH,
        region.bottom - BELOW,
    )
    add_panel(builder, palette, region, words.layer_sizes)
    _add_key(builder, setting, plot)
    _add_axis(builder, setting, plot)
    row = plot.height / len(layers)
    tops = plot.top + row * np.arange(len(layers))
    middles = np.column_stack([np.full(len(layers), left), tops + row / 2])
    at = middles + np.array([0, TICK_HEIGHT / 3])
    builder.labels(names, at, palette.quiet_text, height=TICK_HEIGHT, anchor=RIGHT)
    sizes, known = LayerSizes(instant.step), _known(instant.moment, count)
    height = row * BAR
    for values, from_layer, colour, below in (
        (sizes.deltas, known[0], palette.accent, 0.0),
        (sizes.updates, known[1], palette.quiet_text, row * (BAR + BAR_GAP)),
    ):
        seen = layers >= from_layer
        shares = _shares(values[layers - 1], *setting.size_limits)[seen]
        corners = np.column_stack(
            [np.full(seen.sum(), plot.left), tops[seen] + row * (0.5 - BAR - BAR_GAP / 2) + below]
        )
        lengths = np.column_stack([shares * plot.width, np.full(seen.sum(), height)])
        builder.rectangles(corners, lengths, colour)
    told = layers >= known[0]
    texts = [numeral(value) for value in sizes.deltas[layers[told] - 1]]
    places = np.column_stack([np.full(told.sum(), region.right - PADDING), at[told, 1]])
    builder.labels(texts, places, palette.text, height=TICK_HEIGHT, anchor=RIGHT)


def _known(moment: Moment, count: int) -> tuple[int, int]:
    """Return the first layer whose deltas are known, and the first that has been updated."""
    none = count + 1
    layer = moment.layer or 0
    match moment.phase:
        case Phase.BACKWARD:
            return layer, none
        case Phase.UPDATE:
            return 1, layer + 1
        case Phase.EPOCH:
            return 1, 1
        case _:
            return none, none


def _shares(values: Values, low: float, high: float) -> Floats:
    """Return how long bars are, of the whole axis; what is not finite is as long as that."""
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.log10(values / low) / np.log10(high / low)
    return np.asarray(np.clip(np.nan_to_num(shares, nan=1.0), 0.0, 1.0), dtype=np.float32)


def _add_key(builder: FrameBuilder, setting: Setting, plot: Region) -> None:
    """Say which bar is what, side by side."""
    words, palette = setting.wording, setting.palette
    line, x = plot.top - ABOVE + KEY_LINE, plot.left
    for text, colour in ((words.deltas, palette.accent), (words.updates, palette.quiet_text)):
        builder.rectangles([[x, line - 0.012]], [[SWATCH, 0.01]], colour)
        x += SWATCH + TICK_GAP
        builder.labels([text], [x, line], palette.quiet_text, height=TICK_HEIGHT, anchor=LEFT)
        x += extent(text, "sans") * TICK_HEIGHT + 2 * TICK_GAP


def _add_axis(builder: FrameBuilder, setting: Setting, plot: Region) -> None:
    """Add the ends of the axis and the lines above them."""
    palette = setting.palette
    for limit, x in zip(setting.size_limits, (plot.left, plot.right), strict=True):
        builder.strokes([[x, plot.top]], [[x, plot.bottom]], palette.rule, width=0.0014)
        text = tick_text(limit, logarithmic=True)
        at = [x, plot.bottom + 0.032]
        anchor = (0.5, 0.0)
        builder.labels([text], at, palette.quiet_text, height=TICK_HEIGHT, anchor=anchor)


def _missing(setting: Setting | None, _tell: Telling) -> str:
    few = setting is None or len(setting.layout.widths) < 3
    return "a network of several layers" if few else ""


PANEL = Panel(
    name="layer_sizes",
    menu="La&yer sizes",
    place=Place.LOWER_RIGHT,
    tellings=frozenset({"steps", "lapse"}),
    unasked=unasked(),
    unasked_in_deep=frozenset({"steps", "lapse"}),
    add=_add,
    missing=_missing,
    beside_only=True,
)
