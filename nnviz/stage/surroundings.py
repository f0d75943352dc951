"""Surroundings: all that lies flat around the stage, headline, panels and caption.

They do not ask how far the moment's phase has come: what of that they tell comes along as what is
known and how many lines are written. So they last for many frames.
"""

from collections.abc import Sequence

from nnviz.stage.beyond import beyond_scales
from nnviz.stage.caption import add_caption
from nnviz.stage.choice import RACED
from nnviz.stage.headline import add_divergence, add_headline, describe
from nnviz.stage.known import Known
from nnviz.stage.lines import Calculation
from nnviz.stage.panels import add_notes, add_panels
from nnviz.stage.plane_panel import add_plane
from nnviz.stage.race import add_race
from nnviz.stage.records import add_comparison
from nnviz.stage.regions import Regions
from nnviz.stage.scenery import Entry
from nnviz.stage.setting import Setting
from nnviz.stage.sketch import Flat, Sketch
from nnviz.stage.step import Step
from nnviz.stage.surface import Surface
from nnviz.story.moment import Moment
from nnviz.story.storyboard import Panel

BETWEEN = "  ·  "  # what the headline says of a row


def around_one(
    setting: Setting,
    step: Step,
    moment: Moment,
    known: Known,
    unit: float,
    worked: Calculation | None,
    lines: int,
    panels: frozenset[Panel],
    caption: str,
    surface: Surface | None,
) -> Flat:
    """Return what lies around a network that stands alone, or around a surface.

    Args:
        setting: the show's.
        step: what was recorded at the moment's epoch.
        moment: what is shown.
        known: what of its epoch has been computed.
        unit: what a world unit measures in the middle of the stage, picture units.
        worked: the calculation of the moment; None: nothing is calculated.
        lines: how many of its lines are written.
        panels: what is shown.
        caption: below the picture; may be empty.
        surface: the loss surface that stands in place of the network; None: the network does.

    """
    sketch = Sketch()
    if "headline" in panels:
        one = surface is None or len(surface.ways) == 1
        error = step.mean_absolute_error if one and known.error_epoch == moment.epoch else None
        words, count = setting.wording, setting.dataset.size
        height = words.surface_of_one if count == 1 else words.surface.format(count=count)
        told = height if surface else ""
        add_headline(sketch, setting, step, moment, error, told=told)
        add_divergence(sketch, setting, upto=known.error_epoch)
    add_panels(sketch, setting, step, moment, known, unit, worked, lines, panels)
    add_caption(sketch, setting.palette, setting.aspect, caption)
    return sketch.flat()


def around_row(
    setting: Setting,
    entries: Sequence[Entry],
    moment: Moment,
    across: Sequence[float],
    panels: frozenset[Panel],
    caption: str,
    last: int,
) -> Flat:
    """Return what lies around several networks beside each other.

    Args:
        setting: the show's.
        entries: the networks, from left to right.
        moment: what is shown of each.
        across: where their middles are seen, picture units from the left.
        panels: `records` is the table of their outputs, a curve those of all lanes.
        caption: below the picture; may be empty.
        last: epoch at which the axis of a race ends.

    """
    sketch, regions = Sketch(), Regions(setting.aspect)
    notes = beyond_scales(setting, [entry.step for entry in entries], moment)
    add_notes(sketch, setting, regions.wide_stage, notes)
    if "headline" in panels:
        told = [describe(setting, entries[0].step, moment)]
        if "error_curve" not in panels:  # whose title says it
            told += dict.fromkeys(entry.over for entry in entries)
        text = BETWEEN.join(told)
        add_headline(sketch, setting, entries[0].step, moment, None, told=text)
    if "plane" in panels and setting.plane is not None:
        for entry, below in zip(entries, regions.planes_below(across), strict=True):
            add_plane(sketch, setting, setting.plane, below, step=entry.step, title=entry.name)
    if "records" in panels:
        columns = [(entry.name, entry.step) for entry in entries]
        add_comparison(sketch, setting, columns, regions.comparison)
    for panel in RACED:
        if panel in panels:
            add_race(sketch, setting, regions.race, panel, upto=moment.epoch, last=last)
    add_caption(sketch, setting.palette, setting.aspect, caption)
    return sketch.flat()
