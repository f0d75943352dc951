"""Surface results: how high each of several trainings stands on a loss surface, as a list."""

import numpy as np

from nnviz.picture.builder import RIGHT, FrameBuilder
from nnviz.picture.numerals import numeral
from nnviz.picture.regions import MARGIN, TOP, Region, Regions
from nnviz.picture.training_lines import SAMPLE, add_sample, training_line
from nnviz.picture.typography import extent, metrics
from nnviz.picture.wrapping import shortened
from nnviz.stage.facts.loss_surface import LossSurface
from nnviz.stage.setting import Setting

HEIGHT, PITCH, FIRST = 0.028, 0.043, 0.062  # of the font, from line to line, the first one
AFTER_SAMPLE, GAP = 0.012, 0.03
WIDEST_NAME = 9.0  # em
FIGURES = "0.0000·10³⁰⁰"  # as wide as a number may become


def results_bottom(surface: LossSurface, regions: Regions) -> float:
    """Return where the list ends, in the units of the regions."""
    return _first(regions) + (len(surface.ways) + 0.4) * PITCH


def _first(regions: Regions) -> float:
    """Return where the first line stands: below the headline where that takes all of the width."""
    return FIRST if regions.scale == 1 else TOP + PITCH


def add_surface_results(
    builder: FrameBuilder, setting: Setting, surface: LossSurface, epoch: int
) -> None:
    """Add a line for each training at the upper right: how it is drawn, its name and its loss."""
    palette, height = setting.palette, HEIGHT
    names = [shortened(way.name, "bold", widest=WIDEST_NAME) for way in surface.ways]
    wide = max(extent(name, "bold") for name in names) * height
    regions = Regions(setting.aspect)
    right, first = regions.width - MARGIN, _first(regions)
    left = right - extent(FIGURES, "sans") * height - GAP - wide - AFTER_SAMPLE - SAMPLE
    bottom = results_bottom(surface, regions)
    builder.kept_clear.append(Region(left - GAP, first - PITCH, regions.width, bottom))
    head = [right, first]
    builder.labels([setting.wording.loss], head, palette.quiet_text, height=height, anchor=RIGHT)
    for number, (way, name) in enumerate(zip(surface.ways, names, strict=True)):
        base, line = first + (number + 1) * PITCH, training_line(palette, number)
        add_sample(builder, line, left, base - metrics("bold").cap_height * height / 2)
        at = [left + SAMPLE + AFTER_SAMPLE, base]
        builder.labels([name], at, line.colour, height=height, font="bold")
        last = max(int(np.searchsorted(way.epochs, epoch, side="right")), 1) - 1
        value = numeral(way.losses[last])
        builder.labels([value], [right, base], palette.text, height=height, anchor=RIGHT)
