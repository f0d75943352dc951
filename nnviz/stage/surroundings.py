"""Surroundings: all that lies flat around the stage, headline, panels and caption.

They do not ask how far the moment's phase has come: what of that they tell comes along as what is
known and how many lines are written. So they last for many frames.
"""

from collections.abc import Sequence

from nnviz.picture.builder import Flat, FrameBuilder
from nnviz.picture.regions import Regions
from nnviz.stage.facts.loss_surface import LossSurface
from nnviz.stage.facts.step_arrays import StepArrays
from nnviz.stage.known import Known
from nnviz.stage.panels.beside import add_notes, add_panels
from nnviz.stage.panels.caption import add_caption
from nnviz.stage.panels.choice import RACED
from nnviz.stage.panels.headline import add_divergence, add_headline, describe
from nnviz.stage.panels.plane import add_plane
from nnviz.stage.panels.race import add_race
from nnviz.stage.panels.records import add_comparison
from nnviz.stage.panels.scale_notes import scale_notes
from nnviz.stage.setting import Setting
from nnviz.stage.worked.lines import Calculation
from nnviz.stage.world.staged_bodies import StagedNetwork
from nnviz.story.moment import Moment
from nnviz.story.storyboard import Panel

BETWEEN = "  ·  "  # what the headline says of a row


def around_one(
    setting: Setting,
    step: StepArrays,
    moment: Moment,
    known: Known,
    unit: float,
    worked: Calculation | None,
    lines: int,
    panels: frozenset[Panel],
    caption: str,
    surface: LossSurface | None,
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
    builder = FrameBuilder()
    if "headline" in panels:
        one = surface is None or len(surface.ways) == 1
        error = step.mean_absolute_error if one and known.error_epoch == moment.epoch else None
        words, count = setting.wording, setting.dataset.size
        height = words.surface_of_one if count == 1 else words.surface.format(count=count)
        told = height if surface else ""
        add_headline(builder, setting, step, moment, error, told=told)
        add_divergence(builder, setting, upto=known.error_epoch)
    add_panels(builder, setting, step, moment, known, unit, worked, lines, panels)
    add_caption(builder, setting.palette, setting.aspect, caption)
    return builder.flat()


def around_row(
    setting: Setting,
    networks: Sequence[StagedNetwork],
    moment: Moment,
    across: Sequence[float],
    panels: frozenset[Panel],
    caption: str,
    last: int,
) -> Flat:
    """Return what lies around several networks beside each other.

    Args:
        setting: the show's.
        networks: the networks, from left to right.
        moment: what is shown of each.
        across: where their middles are seen, picture units from the left.
        panels: `records` is the table of their outputs, a curve those of all variants.
        caption: below the picture; may be empty.
        last: epoch at which the axis of a race ends.

    """
    builder, regions = FrameBuilder(), Regions(setting.aspect)
    notes = scale_notes(setting, [network.step for network in networks], moment)
    add_notes(builder, setting, regions.wide_stage, notes)
    if "headline" in panels:
        told = [describe(setting, networks[0].step, moment)]
        if "error_curve" not in panels:  # whose title says it
            told += dict.fromkeys(network.over for network in networks)
        text = BETWEEN.join(told)
        add_headline(builder, setting, networks[0].step, moment, None, told=text)
    if "plane" in panels and setting.plane is not None:
        for network, below in zip(networks, regions.planes_below(across), strict=True):
            add_plane(builder, setting, setting.plane, below, step=network.step, title=network.name)
    if "records" in panels:
        columns = [(network.name, network.step) for network in networks]
        add_comparison(builder, setting, columns, regions.comparison)
    for panel in RACED:
        if panel in panels:
            add_race(builder, setting, regions.race, panel, upto=moment.epoch, last=last)
    add_caption(builder, setting.palette, setting.aspect, caption)
    return builder.flat()
