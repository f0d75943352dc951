"""The legend: what colour, thickness and size stand for, on the scale of the film."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.numerals import brief
from nnviz.picture.palette import LARGEST_HALF_DELTA
from nnviz.picture.regions import Region
from nnviz.picture.wrapping import fitted
from nnviz.stage.instant import Instant
from nnviz.stage.panels.ground import PADDING, add_panel
from nnviz.stage.panels.panel import ALONE, Panel, Place, unasked
from nnviz.stage.setting import Setting
from nnviz.stage.world.nodes import CROSS

LINE_HEIGHT = 0.0235
FIRST_ROW, ROW = 0.02, 0.042  # above the first row, and the least height of one; picture units
AIR, LARGEST_SPARE = 0.01, 0.03  # between the samples of two rows; more where there is room
TILE = 0.022  # side of the sample of a tile, picture units
SHADES = np.linspace(-1, 1, 5)
SAMPLE_AT, TEXT_AT = 0.075, 0.145  # right of the left side: middles of samples, words
SAMPLE = 0.035  # half the length of a sample of thickness
THICKEST = 2 * (TEXT_AT - SAMPLE_AT - SAMPLE - 0.008)  # that such a sample may be
ROUND = (1, 2, 5)  # times a power of ten: weights that a sample stands for
LARGEST_UNIT = 0.22  # picture units: what a world unit may measure so that all samples have room
DECADES = 12  # below the largest weight that a sample is looked for

SQUARE = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]], dtype=np.float32)
DIAMOND = np.array([[0, -1], [1, 0], [0, 1], [-1, 0], [0, -1]], dtype=np.float32)


def add_legend(builder: FrameBuilder, setting: Setting, instant: Instant, region: Region) -> None:
    """Add what stands for what; also where there is no code to show."""
    unit, zoom = instant.unit, instant.zoom
    palette, scales, words = setting.palette, setting.scales, setting.wording
    add_panel(builder, palette, region)
    pitch = float(setting.layout.pitches[-1])
    side = scales.half_side_of_one(len(scales.largest_activations) - 1) * pitch * unit
    weight, thickness = _sample(setting, unit)
    half_delta = LARGEST_HALF_DELTA * pitch * unit
    silences = setting.network.has_dropout
    heights = [0.0, thickness, 2 * side, *[TILE] * (setting.layout.is_flat + silences)]
    rows = _middles(region, [*heights, 2 * half_delta])  # kept free, so that nothing moves
    _signs(builder, setting, region, next(rows))
    text = words.thickness.format(weight=brief(weight))
    at = _words(builder, setting, region, next(rows), text)
    half = np.array([SAMPLE, 0], dtype=np.float32)
    builder.strokes(at - half, at + half, palette.quiet_text, width=thickness)
    at = _words(builder, setting, region, next(rows), words.outline)
    builder.curve(at + SQUARE * side, palette.quiet_text, width=0.0016)
    if setting.layout.is_flat:
        _tiles(builder, setting, region, next(rows))
    if silences:
        _silent(builder, setting, region, next(rows))
    if zoom is not None:
        text = words.delta_size.format(delta=1 / zoom, zoom=zoom)
        at = _words(builder, setting, region, next(rows), text)
        builder.curve(at + DIAMOND * half_delta, palette.quiet_text, width=0.0025)
    elif setting.divergence is not None:
        at = _words(builder, setting, region, next(rows), words.strange)
        builder.strokes(at - half * 0.43, at + half * 0.43, palette.strange, width=0.016)


def _middles(region: Region, heights: Sequence[float]) -> Iterator[float]:
    """Yield the middles of rows, each as high as its sample needs, and some room between them."""
    needed = [max(height + AIR, ROW) for height in heights]
    spare = region.height - 2 * FIRST_ROW - sum(needed)
    between = min(max(spare, 0.0) / len(needed), LARGEST_SPARE)
    top = region.top + FIRST_ROW
    for height in needed:
        yield top + (height + between) / 2
        top += height + between


def _sample(setting: Setting, unit: float) -> tuple[float, float]:
    """Return a round weight, and how thick it is: the thickest that has room beside its words."""
    scales, largest = setting.scales, setting.scales.largest_weight
    decade = float(10.0 ** np.floor(np.log10(largest)))
    found = largest, 0.0
    for power in range(DECADES):
        for step in reversed(ROUND):
            weight = step * decade * 10.0**-power
            thickness = 2 * float(scales.radius(np.array([weight]))[0]) * unit
            found = weight, thickness
            if 0 < weight <= largest and thickness <= THICKEST:
                return found
    return largest, 2 * scales.thickest * unit


def _tiles(builder: FrameBuilder, setting: Setting, region: Region, row: float) -> None:
    """Say what the colours of tiles mean."""
    at = _words(builder, setting, region, row, setting.wording.tiles)
    corners = at - TILE / 2 + np.stack([SHADES * 2 * TILE, np.zeros(5)], axis=1)
    builder.rectangles(corners, [[TILE, TILE]], setting.palette.of_pixel(SHADES))


def _silent(builder: FrameBuilder, setting: Setting, region: Region, row: float) -> None:
    """Say what crosses mean."""
    palette = setting.palette
    at = _words(builder, setting, region, row, setting.wording.silent)
    builder.rectangles([at - TILE / 2], [[TILE, TILE]], palette.zero)
    arms = CROSS * TILE * np.array([[-1, -1], [-1, 1]], dtype=np.float32)
    builder.strokes(at + arms, at - arms, palette.quiet_text, width=0.0016)


def _words(
    builder: FrameBuilder, setting: Setting, region: Region, line: float, text: str
) -> NDArray[np.float32]:
    """Add the words of a row; return (2,) the middle of the place for its sample."""
    left = region.left + TEXT_AT
    text, height = fitted(text, "sans", height=LINE_HEIGHT, room=region.right - PADDING - left)
    builder.labels([text], [left, line + 0.008], setting.palette.quiet_text, height=height)
    return np.array([region.left + SAMPLE_AT, line], dtype=np.float32)


def _signs(builder: FrameBuilder, setting: Setting, region: Region, line: float) -> None:
    palette = setting.palette
    for left, colour, word in (
        (region.left + 0.04, palette.positive, setting.wording.positive),
        (region.left + 0.235, palette.negative, setting.wording.negative),
    ):
        builder.strokes([[left, line]], [[left + 0.03, line]], colour, width=0.016)
        builder.labels([word], [left + 0.05, line + 0.008], palette.quiet_text, height=LINE_HEIGHT)


PANEL = Panel(
    name="legend",
    menu="&Legend",
    place=Place.LOWER_LEFT,
    tellings=ALONE,
    unasked=unasked("introduce", "lapse"),
    add=add_legend,
    largest_unit=LARGEST_UNIT,
    explains_sizes=lambda _setting: True,
)
