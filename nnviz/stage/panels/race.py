"""The race: error, loss or accuracy of several trainings on one clock and one scale."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.frame import Floats
from nnviz.picture.race_regions import RaceRegions
from nnviz.picture.regions import Region
from nnviz.picture.training_lines import add_training_line, training_line
from nnviz.stage.facts.curve import Curve
from nnviz.stage.geometry.arrangement import stands_in_grid
from nnviz.stage.instant import Instant, RowInstant
from nnviz.stage.panels.curves import add_axes
from nnviz.stage.panels.panel import ALONE, Learned, Panel, Place, nothing_missing
from nnviz.stage.panels.results import add_results
from nnviz.stage.setting import RaceVariant, Setting
from nnviz.story.storyboard import Telling

ABOVE, ABOVE_HEIGHT = "↑", 0.025  # where a curve has left the axes at their upper side
ABOVE_PITCH = 0.0255  # from one of these to the next
DOT = 0.0125  # diameter of the end of a curve, picture units


def curve_panel(
    *,
    name: str,
    menu: str,
    place: Place,
    unasked: Mapping[Learned, frozenset[Telling]],
    quantity: str,
    add: Callable[[FrameBuilder, Setting, Instant, Region], None],
    highest: float | None = None,
    missing: Callable[[Setting | None, Telling], str] = nothing_missing,
    says_over: bool = False,
) -> Panel:
    """Return the panel of a curve of which a race shows those of all variants.

    Args:
        name: see `Panel`, as for all that is not told here.
        menu: see there.
        place: see there.
        unasked: see there.
        quantity: `error`, `loss` or `accuracy`: what the variants are compared by.
        add: see there.
        highest: where the axis of the values ends in a race; None: above those of all variants.
        missing: what a training lacks besides what the variants of a race do.
        says_over: see there.

    """
    return Panel(
        name=name,
        menu=menu,
        place=place,
        tellings=ALONE | {"race"},
        unasked=unasked,
        add=add,
        add_below=partial(add_race, quantity=quantity, highest=highest),
        missing=lambda setting, tell: _missing(setting, tell, quantity) or missing(setting, tell),
        says_over=says_over,
        has_results=True,
    )


def _missing(setting: Setting | None, tell: Telling, quantity: str) -> str:
    """Return what a race lacks for curves of a quantity; empty: nothing, or it is no race."""
    variants = setting.variants if setting is not None and tell == "race" else ()
    if any(quantity not in variant.curves for variant in variants):
        return "what every variant has recorded, but one has not"
    return ""


def race_regions(row: RowInstant) -> RaceRegions:
    """Return how the picture of a race is divided."""
    grid = stands_in_grid([network.layout for network in row.networks])
    return RaceRegions(row.regions, grid)


def add_race(
    builder: FrameBuilder,
    setting: Setting,
    row: RowInstant,
    *,
    quantity: str,
    highest: float | None = None,
) -> None:
    """Add the curves of all variants, each in the colour and with the dashes of its training.

    The epochs are on a logarithmic axis, as most happens in the first ones. Beside the curves
    stands the table of results, which says which of them is which.

    Args:
        builder: what it is added to.
        setting: the show's; its variants are drawn.
        row: what is told of them; the playhead stands at its moment.
        quantity: what is drawn.
        highest: where the axis of the values ends; None: above those of all variants.

    """
    palette, variants, upto = setting.palette, setting.variants, row.moment.epoch
    curves = [variant.curves[quantity] for variant in variants]
    axes = _common_axes(setting, curves, row.last, highest=highest)
    regions = race_regions(row)
    plot = add_axes(builder, palette, axes, regions.curves, playhead=upto)
    above = []
    for number, curve in enumerate(curves):
        line, known = training_line(palette, number), curve.known(upto)
        values = np.minimum(curve.values[known], axes.limits[1])
        points = axes.place_values(curve.epochs[known], values, plot)
        add_training_line(builder, line, points)
        builder.strokes(points[-1:], points[-1:], line.colour, width=DOT)
        if curve.leaves(upto) or (curve.values[known][-1:] > axes.limits[1]).any():
            above.append(number)
    _say_above(builder, setting, above, plot, axes.across(np.array([upto]), plot)[0])
    add_results(builder, setting, row, quantity, regions.results)


def _say_above(
    builder: FrameBuilder, setting: Setting, numbers: Sequence[int], plot: Region, x: float
) -> None:
    """Mark at the upper side of the axes the trainings whose curves have left them."""
    if numbers:
        along = (np.arange(len(numbers)) + 0.75) * ABOVE_PITCH
        back = x + along[-1] + ABOVE_PITCH / 2 > plot.right
        places = np.column_stack([x - along if back else x + along, np.full(len(along), plot.top)])
        colours: Floats = np.stack([training_line(setting.palette, n).colour for n in numbers])
        builder.labels(
            [ABOVE] * len(numbers), places, colours, height=ABOVE_HEIGHT, anchor=(0.5, 0.0)
        )


def _common_axes(
    setting: Setting, curves: Sequence[Curve], last: int, *, highest: float | None
) -> Curve:
    """Return a curve that reaches over the epochs up to `last` and the values of all variants.

    Those that diverge leave it: on their scale nothing would be seen of the others.
    """
    variants: Sequence[RaceVariant] = setting.variants
    settled = [c for variant, c in zip(variants, curves, strict=True) if variant.divergence is None]
    largest = highest or max(curve.limits[1] for curve in settled or curves)
    ends = np.array([min(curve.epochs[0] for curve in curves), last])
    title = " · ".join(dict.fromkeys(curve.title for curve in curves))
    axis = setting.wording.logarithmic.format(axis=curves[0].axis)
    values = np.array([0.0, largest / 1.1])
    return Curve(title, ends, values, axis, logarithmic_epochs=True)
