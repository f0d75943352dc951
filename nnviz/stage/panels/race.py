"""The race: error, loss or accuracy of several trainings on one clock and one scale."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import cycle

import numpy as np

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.dashes import STYLES, dashed
from nnviz.picture.frame import Floats
from nnviz.picture.regions import Region, Regions
from nnviz.picture.wrapping import shortened
from nnviz.stage.facts.curve import Curve
from nnviz.stage.instant import Instant, RowInstant
from nnviz.stage.panels.curves import add_axes
from nnviz.stage.panels.panel import ALONE, Learned, Panel, Place, nothing_missing
from nnviz.stage.setting import RaceVariant, Setting
from nnviz.story.storyboard import Telling

NAME_HEIGHT = 0.0235  # of the font, picture units
NAME_PITCH = 0.03
ABOVE = "↑"  # at the name of a curve that has left the axes at their upper side
NAME_GAP = 0.025
BELOW_MIDDLE = np.array([0.0, 0.008])  # from the middle of a name to its baseline
LEFT_OF_NAME = np.array([0.004, 0.0])
NAMES_WIDTH = 0.28  # kept free at the right of the panel, for when the curves have arrived
LONGEST_NAME = (NAMES_WIDTH - NAME_GAP) / NAME_HEIGHT - 1.2  # em; what is left is for the arrow


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
    )


def _missing(setting: Setting | None, tell: Telling, quantity: str) -> str:
    """Return what a race lacks for curves of a quantity; empty: nothing, or it is no race."""
    variants = setting.variants if setting is not None and tell == "race" else ()
    if any(quantity not in variant.curves for variant in variants):
        return "what every variant has recorded, but one has not"
    return ""


def add_race(
    builder: FrameBuilder,
    setting: Setting,
    row: RowInstant,
    *,
    quantity: str,
    highest: float | None = None,
) -> None:
    """Add the curves of all variants, each with its name at its end.

    Args:
        builder: what it is added to.
        setting: the show's; its variants are drawn.
        row: what is told of them; the playhead stands at its moment.
        quantity: what is drawn.
        highest: where the axis of the values ends; None: above those of all variants.

    """
    palette, variants, upto = setting.palette, setting.variants, row.moment.epoch
    curves = [variant.curves[quantity] for variant in variants]
    axes = _common_axes(variants, curves, row.last, highest=highest)
    region = Regions(setting.aspect).race
    plot = add_axes(builder, palette, axes, region, playhead=upto, room_at_right=NAMES_WIDTH)
    ends: list[Floats] = []
    names: list[str] = []
    for variant, curve, style in zip(variants, curves, cycle(STYLES), strict=False):
        known = curve.known(upto)
        values = curve.values[known]
        above = curve.leaves(upto) or bool((values[-1:] > axes.limits[1]).any())
        name = shortened(variant.name, "sans", widest=LONGEST_NAME)
        names.append(f"{name} {ABOVE}" if above else name)
        values = np.minimum(values, axes.limits[1])
        points = axes.place_values(curve.epochs[known], values, plot)
        if len(points):
            builder.strokes(*dashed(points, style), palette.text, width=0.0035)
            builder.strokes(points[-1:], points[-1:], palette.accent, width=0.011)
        ends.append(points[-1] if len(points) else np.array([plot.left, plot.top], np.float32))
    _name_ends(builder, setting, names, np.stack(ends), plot)


def _name_ends(
    builder: FrameBuilder, setting: Setting, names: Sequence[str], ends: Floats, plot: Region
) -> None:
    """Write the name of each variant beside the end of its curve."""
    palette = setting.palette
    lines = _apart(ends[:, 1], plot)
    left = ends[:, 0] + NAME_GAP
    places = np.column_stack([left, lines])
    builder.strokes(ends, places - LEFT_OF_NAME, palette.quiet_text, width=0.0012)
    builder.labels(names, places + BELOW_MIDDLE, palette.text, height=NAME_HEIGHT)


def _common_axes(
    variants: Sequence[RaceVariant], curves: Sequence[Curve], last: int, *, highest: float | None
) -> Curve:
    """Return a curve that reaches over the epochs up to `last` and the values of all variants.

    Those that diverge leave it: on their scale nothing would be seen of the others.
    """
    settled = [c for variant, c in zip(variants, curves, strict=True) if variant.divergence is None]
    largest = highest or max(curve.limits[1] for curve in settled or curves)
    ends = np.array([min(curve.epochs[0] for curve in curves), last])
    title = " · ".join(dict.fromkeys(curve.title for curve in curves))
    return Curve(title, ends, np.array([0.0, largest / 1.1]), curves[0].axis)


def _apart(wanted: Floats, plot: Region) -> Floats:
    """Return heights near the wanted ones, in the same order, far enough apart for names."""
    order = np.argsort(wanted, kind="stable")
    lines = wanted[order].astype(np.float64)
    for i in range(1, len(lines)):
        lines[i] = max(lines[i], lines[i - 1] + NAME_PITCH)
    for i in range(len(lines) - 1, -1, -1):
        highest = plot.bottom if i == len(lines) - 1 else lines[i + 1] - NAME_PITCH
        lines[i] = min(lines[i], highest)
    settled = np.empty_like(lines)
    settled[order] = lines
    return settled.astype(np.float32)
