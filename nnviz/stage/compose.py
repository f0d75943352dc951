"""Composing: from what was recorded and the moment to tell, a frame.

Pure: the same arguments give the same frame, whatever was composed before.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nnviz.stage.activity import Activity, activity
from nnviz.stage.camera import project
from nnviz.stage.edges import add_edges
from nnviz.stage.frame import Camera, Frame
from nnviz.stage.headline import add_caption, add_divergence, add_headline
from nnviz.stage.known import known_at
from nnviz.stage.layout import Layout
from nnviz.stage.nodes import add_deltas, add_nodes
from nnviz.stage.numerals import ERROR_DECIMALS, numeral
from nnviz.stage.panels import add_panels
from nnviz.stage.plane_panel import add_plane
from nnviz.stage.race import add_race
from nnviz.stage.records import add_comparison
from nnviz.stage.regions import Regions
from nnviz.stage.relief import add_relief
from nnviz.stage.setting import Setting
from nnviz.stage.sketch import Sketch
from nnviz.stage.step import Step
from nnviz.stage.surface import Surface
from nnviz.stage.tags import NO_CORES, Tag, pin
from nnviz.story.moment import Moment
from nnviz.story.storyboard import Panel
from nnviz.trace.divergence import Divergence

NAME_HEIGHT = 0.03  # of the font, picture units
MANY, MANY_NAME_HEIGHT = 4, 0.025  # networks in a row, and their names


@dataclass(frozen=True, eq=False, slots=True)
class Entry:
    """A network on the stage: alone, or one of several in a row.

    Attributes:
        name: what stands above it, where there are several.
        layout: where it stands.
        step: what was recorded of it.
        divergence: when its training diverged; None: it did not.

    """

    name: str
    layout: Layout
    step: Step
    divergence: Divergence | None


UNWARNED = np.errstate(all="ignore")  # a training may diverge: that is shown, not warned of


@UNWARNED
def compose(
    setting: Setting,
    step: Step,
    moment: Moment,
    camera: Camera,
    *,
    panels: frozenset[Panel],
    caption: str,
    surface: Surface | None = None,
) -> Frame:
    """Return the frame of a moment.

    Args:
        setting: the show's.
        step: what was recorded at the moment's epoch.
        moment: what to show.
        camera: from where.
        panels: what stands around the stage.
        caption: one line below the picture; may be empty.
        surface: the loss surface that stands on the stage in place of the network; None: it does.

    """
    sketch = Sketch()
    active = activity(moment, setting.layout.widths)
    if surface is not None:
        tags, cores = add_relief(sketch, setting, surface, moment.epoch), NO_CORES
    else:
        entry = Entry("", setting.layout, step, setting.divergence)
        tags = _add_network(sketch, setting, entry, active, moment.sample)
        cores = setting.layout.cores
    known = known_at(moment, active, setting.samples)
    if "headline" in panels:
        one = surface is None or len(surface.ways) == 1
        error = step.mean_absolute_error if one and known.error_epoch == moment.epoch else None
        words, count = setting.wording, setting.dataset.size
        told = words.surface.format(count=count) if surface else ""
        add_headline(sketch, setting, moment, error, told=told)
        add_divergence(sketch, setting, upto=known.error_epoch)
    add_panels(sketch, setting, step, moment, active, known, camera, panels)
    add_caption(sketch, setting.palette, setting.aspect, caption)
    pin(sketch, tags, camera, setting.aspect, setting.palette, cores)
    return sketch.finish(
        aspect=setting.aspect, background=setting.palette.background, camera=camera
    )


@UNWARNED
def compose_row(
    setting: Setting,
    entries: Sequence[Entry],
    moment: Moment,
    camera: Camera,
    *,
    panels: frozenset[Panel],
    caption: str,
    last: int,
) -> Frame:
    """Return the frame of several networks beside each other: epochs of one, or variants.

    Args:
        setting: the show's.
        entries: the networks, from left to right.
        moment: what to show of each.
        camera: from where.
        panels: `records` is the table of their outputs, `error_curve` the curves of all lanes.
        caption: one line below the picture; may be empty.
        last: epoch at which the axis of a race ends.

    """
    sketch = Sketch()
    tags: list[Tag] = []
    for entry in entries:
        active = activity(moment, entry.layout.widths)
        tags += _add_network(sketch, setting, entry, active, moment.sample)
        tags.append(_name(setting, entry, of=len(entries)))
    regions = Regions(setting.aspect)
    if "headline" in panels:
        add_headline(sketch, setting, moment, None)
    if "plane" in panels and setting.plane is not None:
        middles = np.stack([entry.layout.middle for entry in entries])
        across = project(camera, setting.aspect, middles).position[:, 0]
        for entry, below in zip(entries, regions.planes_below(across.tolist()), strict=True):
            add_plane(sketch, setting, setting.plane, below, step=entry.step, title=entry.name)
    if "records" in panels:
        columns = [(entry.name, entry.step) for entry in entries]
        add_comparison(sketch, setting, columns, regions.comparison)
    if "error_curve" in panels:
        add_race(sketch, setting, regions.race, upto=moment.epoch, last=last)
    add_caption(sketch, setting.palette, setting.aspect, caption)
    cores = np.concatenate([entry.layout.cores for entry in entries])
    pin(sketch, tags, camera, setting.aspect, setting.palette, cores)
    return sketch.finish(
        aspect=setting.aspect, background=setting.palette.background, camera=camera
    )


def _add_network(
    sketch: Sketch, setting: Setting, entry: Entry, active: Activity, sample: int
) -> list[Tag]:
    """Add the bodies of a network; return the tags with its numbers."""
    layout, step = entry.layout, entry.step
    return [
        *add_edges(sketch, setting, layout, step, active, sample),
        *add_nodes(sketch, setting, layout, step, active, sample),
        *add_deltas(sketch, setting, layout, step, active, sample),
    ]


def _name(setting: Setting, entry: Entry, *, of: int) -> Tag:
    """Return the tag above a network, one of so many: its name, and its error or divergence."""
    top = entry.layout.corners.max(axis=0)
    point = np.array([sum(entry.layout.ends) / 2, top[1], 0], dtype=np.float32)
    told, colour = setting.wording.error, setting.palette.text
    told += f" {numeral(entry.step.mean_absolute_error, ERROR_DECIMALS)}"
    if entry.divergence is not None and entry.step.epoch >= entry.divergence.epoch:
        told = setting.wording.diverged_briefly.format(epoch=entry.divergence.epoch)
        colour = setting.palette.strange
    text = f"{entry.name}  ·  {told}"
    height = NAME_HEIGHT if of < MANY else MANY_NAME_HEIGHT
    return Tag(text, point, colour, rank=3.0, height=height, font="bold")
