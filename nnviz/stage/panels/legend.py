"""The legend: a small key of what colour, thickness and size stand for, on the film's scale."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.frame import Floats
from nnviz.picture.numerals import brief
from nnviz.picture.palette import DELTA_LENGTH
from nnviz.picture.regions import Region
from nnviz.picture.rounding import ABOUT
from nnviz.picture.typography import extent
from nnviz.picture.wrapping import SMALLEST, shortened
from nnviz.stage.instant import Instant
from nnviz.stage.panels.panel import ALONE, Panel, Place, unasked
from nnviz.stage.setting import Setting
from nnviz.stage.world.nodes import CROSS
from nnviz.story.moment import Phase

ROW, AIR = 0.035, 0.008  # the least height of a row; between the samples of two rows
TILE = 0.022  # side of the sample of a tile, picture units
SHADES = np.linspace(-1, 1, 5)
SWATCH, LINE = 0.014, 0.026  # lengths of the samples of a sign, and of a thickness, without ends
SWATCH_WIDTH = 0.016
THICKEST = 0.044  # that a sample of thickness may be
ROUND = (1, 2, 5)  # times a power of ten: weights that a sample stands for
LARGEST_UNIT = 0.2  # picture units: what a world unit may measure so that all samples have room
CALCULATED = {Phase.FORWARD, Phase.ERROR, Phase.MEAN, Phase.BACKWARD, Phase.UPDATE}
DECADES = 36  # weights that are tried for a sample


@dataclass(frozen=True, slots=True)
class _Spacing:
    """How dense the key is.

    Attributes:
        words: the height of their font.
        after: from a sample to its words.
        apart: from these to the next sample.

    """

    words: float
    after: float
    apart: float


# The first with which all of the key has room.
SPACINGS = _Spacing(0.0235, 0.01, 0.022), _Spacing(SMALLEST, 0.006, 0.01)
SQUARE = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]], dtype=np.float32)
ARROWHEAD = np.array(  # as seen from the front: see `Shape`
    [[-1, 0], [0, -1], [0.25, -0.75], [0.25, 0.75], [0, 1], [-1, 0]], dtype=np.float32
) * np.array([DELTA_LENGTH, 1], dtype=np.float32)
MIDDLE = (ARROWHEAD.min(axis=0) + ARROWHEAD.max(axis=0)) / 2


@dataclass(frozen=True, slots=True)
class _Sample:
    """A sample with its words.

    Attributes:
        text: the words.
        width: of the sample.
        height: of the sample.
        draw: draws it around its middle, (2,).

    """

    text: str
    width: float
    height: float
    draw: Callable[[Floats], None]

    def whole_width(self, spacing: _Spacing) -> float:
        return self.width + spacing.after + extent(self.text, "sans") * spacing.words


def _add(builder: FrameBuilder, setting: Setting, instant: Instant, region: Region) -> None:
    """Add as many samples as there is room for, the most important first."""
    samples = list(_samples(builder, setting, instant))
    for spacing in SPACINGS:
        rows = list(_rows(samples, region.width, spacing))
        if sum(map(_high, rows)) <= region.height + AIR:
            break
    top = region.top
    for row in rows:
        bottom = top + _high(row)
        if bottom > region.bottom + AIR:
            break
        _add_row(builder, setting, row, Region(region.left, top, region.right, bottom), spacing)
        top = bottom
    builder.kept_clear.append(Region(region.left, region.top, region.right, top))


def _high(row: Sequence[_Sample]) -> float:
    return max(ROW, max(sample.height for sample in row) + AIR)


def _rows(samples: Sequence[_Sample], room: float, spacing: _Spacing) -> Iterator[list[_Sample]]:
    """Yield samples as they find room beside each other."""
    row: list[_Sample] = []
    for sample in samples:
        taken = sum(each.whole_width(spacing) + spacing.apart for each in row)
        if row and taken + sample.whole_width(spacing) > room:
            yield row
            row = []
        row.append(sample)
    yield row


def _add_row(
    builder: FrameBuilder,
    setting: Setting,
    row: Sequence[_Sample],
    region: Region,
    spacing: _Spacing,
) -> None:
    left, middle = region.left, (region.top + region.bottom) / 2
    for sample in row:
        sample.draw(np.array([left + sample.width / 2, middle], dtype=np.float32))
        words = left + sample.width + spacing.after
        text = shortened(sample.text, "sans", widest=(region.right - words) / SMALLEST)
        wide = max(extent(text, "sans"), 1e-9)
        height = min(spacing.words, (region.right - words) / wide)
        colour = setting.palette.quiet_text
        builder.labels([text], [words, middle + 0.008], colour, height=height)
        left += sample.whole_width(spacing) + spacing.apart


def _samples(builder: FrameBuilder, setting: Setting, instant: Instant) -> Iterator[_Sample]:
    palette, scales, words = setting.palette, setting.scales, setting.wording
    quiet, unit = palette.quiet_text, instant.unit

    def line(text: str, length: float, width: float, colour: Floats) -> _Sample:
        half = np.array([length / 2, 0], dtype=np.float32)  # and a round end at either side
        return _Sample(
            text,
            length + width,
            width,
            lambda at: builder.strokes(at - half, at + half, colour, width=width),
        )

    for colour, word in ((palette.positive, words.positive), (palette.negative, words.negative)):
        yield line(word, SWATCH, SWATCH_WIDTH, colour)
    weight, thickness = _sample(setting, unit)
    yield line(words.thickness.format(weight=brief(weight)), LINE, thickness, quiet)
    pitch = float(setting.layout.pitches[-1])
    half = scales.half_side_of_one(len(scales.largest_activations) - 1) * pitch * unit
    yield _Sample(
        words.outline,
        2 * half,
        2 * half,
        lambda at: _one(builder, setting, at, half),
    )
    if setting.layout.is_flat:
        yield _Sample(
            words.tiles, len(SHADES) * TILE, TILE, lambda at: _tiles(builder, setting, at)
        )
    if setting.network.has_dropout:
        yield _Sample(words.silent, TILE, TILE, lambda at: _silent(builder, setting, at))
    if instant.known.deltas:
        yield _delta_sample(builder, setting, pitch * unit)
    if instant.moment.phase in CALCULATED:
        yield _rounding_sample(builder, setting)
    if setting.divergence is not None:
        yield line(words.strange, SWATCH, SWATCH_WIDTH, palette.strange)


def _rounding_sample(builder: FrameBuilder, setting: Setting) -> _Sample:
    """Return the sign between printed numbers that come to another one than is printed."""
    height = SPACINGS[0].words
    wide = extent(ABOUT, "sans") * height

    def draw(at: Floats) -> None:
        place = at + np.array([-wide / 2, 0.008], dtype=np.float32)
        builder.labels([ABOUT], place, setting.palette.quiet_text, height=height)

    return _Sample(setting.wording.rounded, wide, height, draw)


def _sample(setting: Setting, unit: float) -> tuple[float, float]:
    """Return a round weight, and how thick it is: 1, unless all are smaller or most are larger."""
    scales = setting.scales
    weight = _rounded_down(min(scales.largest_weight, max(1.0, scales.largest_weight / 10)))
    for _ in range(DECADES):
        thickness = 2 * float(scales.radius(np.array([weight]))[0]) * unit
        if 0 < thickness <= THICKEST:
            break
        weight = _rounded_down(weight * 0.6)
    return weight, thickness


def _rounded_down(value: float) -> float:
    """Return 1, 2 or 5 times a power of ten, at most `value`."""
    decade = float(10.0 ** np.floor(np.log10(value)))
    return max(step * decade for step in ROUND if step == 1 or step * decade <= value)


def _one(builder: FrameBuilder, setting: Setting, at: Floats, half: float) -> None:
    """Add the box of 1.0 in its outline."""
    palette = setting.palette
    builder.rectangles([at - half], [[2 * half, 2 * half]], palette.positive)
    builder.curve(at + np.float32(half) * SQUARE, palette.quiet_text, width=0.0016)


def _delta_sample(builder: FrameBuilder, setting: Setting, unit: float) -> _Sample:
    """Return the sample of a delta, as large as one beside the outputs."""
    delta = _rounded_down(setting.scales.largest_delta)
    half = float(setting.scales.half_delta(np.array([delta]))[0]) * unit
    return _Sample(
        setting.wording.delta_size.format(delta=brief(delta)),
        float(np.ptp(ARROWHEAD[:, 0])) * half,
        2 * half,
        lambda at: builder.curve(
            at + (ARROWHEAD - MIDDLE) * np.float32(half), setting.palette.quiet_text, width=0.0025
        ),
    )


def _tiles(builder: FrameBuilder, setting: Setting, at: NDArray[np.float32]) -> None:
    corners = at - TILE / 2 + np.stack([SHADES * 2 * TILE, np.zeros(5)], axis=1)
    builder.rectangles(corners, [[TILE, TILE]], setting.palette.of_pixel(SHADES))


def _silent(builder: FrameBuilder, setting: Setting, at: NDArray[np.float32]) -> None:
    palette = setting.palette
    builder.rectangles([at - TILE / 2], [[TILE, TILE]], palette.zero)
    arms = CROSS * TILE * np.array([[-1, -1], [-1, 1]], dtype=np.float32)
    builder.strokes(at + arms, at - arms, palette.quiet_text, width=0.0016)


PANEL = Panel(
    name="legend",
    menu="&Legend",
    place=Place.KEY,
    tellings=ALONE,
    unasked=unasked("introduce", "initialise", "steps", "lapse"),
    add=_add,
    largest_unit=LARGEST_UNIT,
)
