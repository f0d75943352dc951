"""The legend: what colour, thickness and size stand for, on the scale of the film."""

import numpy as np

from nnviz.stage.camera import project
from nnviz.stage.frame import Camera
from nnviz.stage.numerals import whole
from nnviz.stage.regions import Region
from nnviz.stage.setting import Setting
from nnviz.stage.sketch import Sketch

LINE_HEIGHT = 0.0235
ROW_PITCH = 0.048
TEXT_AT = 0.16  # where the words begin, from the legend's left side


def add_legend(
    sketch: Sketch, setting: Setting, camera: Camera, region: Region, *, delta_zoom: float | None
) -> None:
    """Add the legend.

    Args:
        sketch: what it is added to.
        setting: the show's.
        camera: gives the sizes that things have in the middle of the stage.
        region: where the legend stands.
        delta_zoom: by how much deltas are enlarged, where some are shown.

    """
    palette, scales = setting.palette, setting.scales
    unit = float(project(camera, setting.aspect, camera.target).unit[0])
    lines = region.top + 0.04 + ROW_PITCH * np.arange(5)
    left, text_left = region.left + 0.02, region.left + TEXT_AT
    sketch.rectangles(
        [[region.left, region.top]], [[region.width, region.height]], palette.panel, rounding=0.012
    )
    _signs(sketch, setting, left, lines[0])
    weight = _round_weight(scales.largest_weight)
    thickness = 2 * float(scales.radius(np.array([weight]))[0]) * unit
    sketch.strokes(
        [[left + 0.01, lines[1]]],
        [[left + 0.11, lines[1]]],
        palette.quiet_text,
        width=thickness,
    )
    side = 2 * scales.half_side_of_one * unit
    corner = np.array([left + 0.06 - side / 2, lines[2] - side / 2])
    _square(sketch, corner, side, setting)
    words = ["", f"thickness: weight {whole(weight)}", "outline: the size of 1.0"]
    if delta_zoom is not None:
        words.append(f"diamonds: deltas × {delta_zoom:,.0f}")
        _diamond(sketch, setting, left + 0.06, lines[3])
    for word, line in zip(words, lines, strict=False):
        if word:
            sketch.labels([word], [text_left, line + 0.008], palette.quiet_text, height=LINE_HEIGHT)


def _signs(sketch: Sketch, setting: Setting, left: float, line: float) -> None:
    palette = setting.palette
    for offset, colour, word in (
        (0.0, palette.positive, "positive"),
        (0.2, palette.negative, "negative"),
    ):
        start = left + offset + 0.01
        sketch.strokes([[start, line]], [[start + 0.03, line]], colour, width=0.016)
        sketch.labels([word], [start + 0.05, line + 0.008], palette.quiet_text, height=LINE_HEIGHT)


def _square(
    sketch: Sketch,
    corner: np.ndarray[tuple[int], np.dtype[np.float64]],
    side: float,
    setting: Setting,
) -> None:
    picks = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]])
    sketch.curve(
        (corner + picks * side).astype(np.float32), setting.palette.quiet_text, width=0.0016
    )


def _diamond(sketch: Sketch, setting: Setting, x: float, line: float) -> None:
    picks = np.array([[0, -1], [1, 0], [0, 1], [-1, 0], [0, -1]]) * 0.013
    sketch.curve(
        (np.array([x, line]) + picks).astype(np.float32), setting.palette.quiet_text, width=0.003
    )


def _round_weight(largest: float) -> float:
    """Return the largest of 1, 2 and 5 times a power of ten that the training's weights reach."""
    decade = 10.0 ** np.floor(np.log10(largest))
    return float(max(step * decade for step in (1, 2, 5) if step * decade <= largest))
