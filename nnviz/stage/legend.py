"""The legend: what colour, thickness and size stand for, on the scale of the film."""

import numpy as np
from numpy.typing import NDArray

from nnviz.stage.nodes import CROSS
from nnviz.stage.palette import LARGEST_HALF_DELTA
from nnviz.stage.panel import add_panel
from nnviz.stage.regions import Region
from nnviz.stage.setting import Setting
from nnviz.stage.sketch import Sketch

LINE_HEIGHT = 0.0235
FEW_ROWS = [0.05, 0.125, 0.215, 0.31]  # below the upper side
MANY_ROWS = [0.045 + 0.058 * row for row in range(6)]
TILE = 0.022  # side of the sample of a tile, picture units
SHADES = np.linspace(-1, 1, 5)
SAMPLE_AT, TEXT_AT = 0.075, 0.145  # right of the left side: middles of samples, words

SQUARE = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]], dtype=np.float32)
DIAMOND = np.array([[0, -1], [1, 0], [0, 1], [-1, 0], [0, -1]], dtype=np.float32)


def add_legend(
    sketch: Sketch, setting: Setting, unit: float, region: Region, *, delta_zoom: float | None
) -> None:
    """Add the legend.

    Args:
        sketch: what it is added to.
        setting: the show's.
        unit: what a world unit measures in the middle of the stage, picture units.
        region: where the legend stands.
        delta_zoom: by how much deltas are enlarged, where some are shown.

    """
    palette, scales, words = setting.palette, setting.scales, setting.wording
    add_panel(sketch, palette, region)
    rows = iter(_rows(setting))
    _signs(sketch, setting, region, next(rows))
    weight = _round_weight(scales.largest_weight)
    thickness = 2 * float(scales.radius(np.array([weight]))[0]) * unit
    text = words.thickness.format(weight=f"{weight:g}")
    at = _words(sketch, setting, region, next(rows), text)
    half = np.array([0.035, 0], dtype=np.float32)
    sketch.strokes(at - half, at + half, palette.quiet_text, width=thickness)
    at = _words(sketch, setting, region, next(rows), words.outline)
    pitch = np.float32(setting.layout.pitches[-1])
    side = scales.half_side_of_one(len(scales.largest_activations) - 1) * pitch * unit
    sketch.curve(at + SQUARE * side, palette.quiet_text, width=0.0016)
    if setting.layout.is_flat:
        _tiles(sketch, setting, region, next(rows))
    if any(layer.dropout for layer in setting.experiment.layers):
        _silent(sketch, setting, region, next(rows))
    if delta_zoom is not None:
        text = words.delta_size.format(delta=1 / delta_zoom, zoom=delta_zoom)
        at = _words(sketch, setting, region, next(rows), text)
        half_delta = LARGEST_HALF_DELTA * pitch * unit
        sketch.curve(at + DIAMOND * half_delta, palette.quiet_text, width=0.0025)
    elif setting.divergence is not None:
        at = _words(sketch, setting, region, next(rows), words.strange)
        sketch.strokes(at - half * 0.43, at + half * 0.43, palette.strange, width=0.016)


def _rows(setting: Setting) -> list[float]:
    """Return where the rows stand, below the upper side; samples of large networks are small."""
    few = not (setting.layout.is_flat or any(each.dropout for each in setting.experiment.layers))
    return FEW_ROWS if few else MANY_ROWS


def _tiles(sketch: Sketch, setting: Setting, region: Region, row: float) -> None:
    """Say what the colours of tiles mean."""
    at = _words(sketch, setting, region, row, setting.wording.tiles)
    corners = at - TILE / 2 + np.stack([SHADES * 2 * TILE, np.zeros(5)], axis=1)
    sketch.rectangles(corners, [[TILE, TILE]], setting.palette.of_share(SHADES))


def _silent(sketch: Sketch, setting: Setting, region: Region, row: float) -> None:
    """Say what crosses mean."""
    palette = setting.palette
    at = _words(sketch, setting, region, row, setting.wording.silent)
    sketch.rectangles([at - TILE / 2], [[TILE, TILE]], palette.zero)
    arms = CROSS * TILE * np.array([[-1, -1], [-1, 1]], dtype=np.float32)
    sketch.strokes(at + arms, at - arms, palette.quiet_text, width=0.0016)


def _words(
    sketch: Sketch, setting: Setting, region: Region, row: float, text: str
) -> NDArray[np.float32]:
    """Add the words of a row; return (2,) the middle of the place for its sample."""
    line = region.top + row
    sketch.labels(
        [text],
        [region.left + TEXT_AT, line + 0.008],
        setting.palette.quiet_text,
        height=LINE_HEIGHT,
    )
    return np.array([region.left + SAMPLE_AT, line], dtype=np.float32)


def _signs(sketch: Sketch, setting: Setting, region: Region, row: float) -> None:
    palette = setting.palette
    line = region.top + row
    for left, colour, word in (
        (region.left + 0.04, palette.positive, setting.wording.positive),
        (region.left + 0.235, palette.negative, setting.wording.negative),
    ):
        sketch.strokes([[left, line]], [[left + 0.03, line]], colour, width=0.016)
        sketch.labels([word], [left + 0.05, line + 0.008], palette.quiet_text, height=LINE_HEIGHT)


def _round_weight(largest: float) -> float:
    """Return the largest of 1, 2 and 5 times a power of ten that the training's weights reach."""
    decade = float(10.0 ** np.floor(np.log10(largest)))
    return max(
        (step * decade for step in (1, 2, 5) if 0 < step * decade <= largest), default=largest
    )
