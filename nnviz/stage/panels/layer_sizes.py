"""The layer sizes: how large deltas and updates are, layer by layer, on a logarithmic axis."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.picture.builder import LEFT, RIGHT, FrameBuilder
from nnviz.picture.frame import Floats
from nnviz.picture.numerals import in_column, numeral
from nnviz.picture.palette import Values
from nnviz.picture.regions import Region
from nnviz.picture.ticks import tick_text
from nnviz.picture.typography import extent
from nnviz.stage.facts.layer_sizes import LayerSizes
from nnviz.stage.instant import Instant
from nnviz.stage.panels.curves import TICK_GAP
from nnviz.stage.panels.epoch_axis import TICK_HEIGHT
from nnviz.stage.panels.ground import PADDING, add_panel
from nnviz.stage.panels.panel import Panel, Place, unasked
from nnviz.stage.setting import Setting
from nnviz.story.moment import Moment, Phase
from nnviz.story.storyboard import Telling

Layers = NDArray[np.int64]

ABOVE, BELOW = 0.09, 0.045  # the bars, for title and key, and for the axis
KEY_LINE, SWATCH = 0.071, 0.03  # baseline of the key, and the width of its bars
NUMBER_WIDTH = 0.085  # right of the bars
BAR, BAR_GAP = 0.32, 0.08  # of a layer's row: how high a bar is, and what lies between its two
MOST_ROWS = 10  # layers; of more, as many from the first to the last one


def _add(builder: FrameBuilder, setting: Setting, instant: Instant, region: Region) -> None:
    palette, count = setting.palette, len(instant.step.weights)
    layers = np.unique(np.linspace(1, count, min(count, MOST_ROWS)).round().astype(int))
    plot = _plot(region, layers)
    add_panel(builder, palette, region, setting.wording.layer_sizes)
    _add_key(builder, setting, plot, region.right - PADDING)
    _add_axis(builder, setting, plot)
    rows = _Rows(builder, plot, layers, setting.size_limits())
    rows.write([f"{layer}" for layer in layers], plot.left - TICK_GAP, palette.quiet_text)
    sizes, (first_delta, first_update) = (
        LayerSizes(instant.step),
        _first_known_layers(instant.moment, count),
    )
    rows.draw(sizes.deltas, first_delta, palette.accent, half=-1)
    rows.draw(sizes.updates, first_update, palette.quiet_text, half=1)
    write = in_column(numeral, sizes.deltas)
    told = [write(sizes.deltas[each - 1]) if each >= first_delta else "" for each in layers]
    rows.write(told, region.right - PADDING, palette.text)


def _plot(region: Region, layers: Layers) -> Region:
    """Return where the bars are drawn, between the numbers of the layers and those of deltas."""
    wide = max(extent(f"{layer}", "sans") for layer in layers) * TICK_HEIGHT
    return Region(
        region.left + PADDING + wide + TICK_GAP,
        region.top + ABOVE,
        region.right - PADDING - NUMBER_WIDTH,
        region.bottom - BELOW,
    )


@dataclass(frozen=True, eq=False, slots=True)
class _Rows:
    """A row for each layer, from the first one down.

    Attributes:
        builder: what is added to.
        plot: where the bars are drawn.
        layers: (n,) the layers, from 1.
        limits: the ends of the axis.

    """

    builder: FrameBuilder
    plot: Region
    layers: Layers
    limits: tuple[float, float]

    @property
    def height(self) -> float:
        """How high a row is, picture units."""
        return self.plot.height / len(self.layers)

    @property
    def middles(self) -> Values:
        """(n,) how far below the picture's upper side the middles of the rows are."""
        return np.asarray(self.plot.top + self.height * (np.arange(len(self.layers)) + 0.5))

    def write(self, texts: Sequence[str], right: float, colour: Floats) -> None:
        """Write a text into each row, its end at `right`; an empty one is left out."""
        for text, middle in zip(texts, self.middles, strict=True):
            at = [right, middle + TICK_HEIGHT / 3]
            if text:
                self.builder.labels([text], at, colour, height=TICK_HEIGHT, anchor=RIGHT)

    def draw(self, values: Values, first: int, colour: Floats, *, half: int) -> None:
        """Draw a bar into the upper half of each row, −1, or into the lower one, 1.

        Args:
            values: (layers,) sizes, that of layer 1 first.
            first: the first layer whose size is known.
            colour: of the bars.
            half: where in the rows.

        """
        seen = self.layers >= first
        tops = self.middles[seen] + self.height * (half * (BAR + BAR_GAP) - BAR) / 2
        lengths = _shares(values[self.layers[seen] - 1], *self.limits) * self.plot.width
        corners = np.column_stack([np.full(len(tops), self.plot.left), tops])
        sizes = np.column_stack([lengths, np.full(len(tops), self.height * BAR)])
        self.builder.rectangles(corners, sizes, colour)


def _first_known_layers(moment: Moment, count: int) -> tuple[int, int]:
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


def _add_key(builder: FrameBuilder, setting: Setting, plot: Region, right: float) -> None:
    """Say which bar is what, side by side, from where the plot begins if that leaves room."""
    words, palette = setting.wording, setting.palette
    wide = (extent(words.deltas, "sans") + extent(words.updates, "sans")) * TICK_HEIGHT
    line = plot.top - ABOVE + KEY_LINE
    x = min(plot.left, right - wide - 2 * SWATCH - 4 * TICK_GAP)
    for text, colour in ((words.deltas, palette.accent), (words.updates, palette.quiet_text)):
        builder.rectangles([[x, line - 0.012]], [[SWATCH, 0.01]], colour)
        x += SWATCH + TICK_GAP
        builder.labels([text], [x, line], palette.quiet_text, height=TICK_HEIGHT, anchor=LEFT)
        x += extent(text, "sans") * TICK_HEIGHT + 2 * TICK_GAP


def _add_axis(builder: FrameBuilder, setting: Setting, plot: Region) -> None:
    """Add the ends of the axis and the lines above them."""
    palette = setting.palette
    for limit, x in zip(setting.size_limits(), (plot.left, plot.right), strict=True):
        builder.strokes([[x, plot.top]], [[x, plot.bottom]], palette.rule, width=0.0014)
        text = tick_text(limit, logarithmic=True)
        at = [x, plot.bottom + 0.032]
        anchor = (0.5, 0.0)
        builder.labels([text], at, palette.quiet_text, height=TICK_HEIGHT, anchor=anchor)


def _missing(setting: Setting | None, _tell: Telling) -> str:
    few = setting is not None and len(setting.layout.widths) < 3
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
    grows=True,
    beside_only=True,
)
