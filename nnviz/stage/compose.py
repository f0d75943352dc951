"""Composing: from what was recorded and the moment to tell, a frame.

Pure: the same arguments give the same frame, whatever was composed before.
"""

from dataclasses import dataclass

import numpy as np

from nnviz.stage.activity import Activity, activity
from nnviz.stage.curves import add_curve
from nnviz.stage.edges import add_edges
from nnviz.stage.frame import Camera, Frame
from nnviz.stage.headline import add_caption, add_headline
from nnviz.stage.layout import Layout
from nnviz.stage.legend import add_legend
from nnviz.stage.nodes import FULLY_GROWN, add_deltas, add_nodes, delta_zoom
from nnviz.stage.numerals import ERROR_DECIMALS, numeral
from nnviz.stage.records import add_comparison, add_records
from nnviz.stage.regions import Regions
from nnviz.stage.setting import Setting
from nnviz.stage.sketch import Sketch
from nnviz.stage.step import Step
from nnviz.stage.tags import Tag, pin
from nnviz.story.moment import Moment, Phase


@dataclass(frozen=True, slots=True)
class Known:
    """What of an epoch has been computed at a moment.

    Attributes:
        records: number of training records whose outputs are known.
        error_epoch: last epoch whose mean error is known; 0 before the first.
        update_epoch: last epoch whose updates are known; 0 before the first.

    """

    records: int
    error_epoch: int
    update_epoch: int


def known_at(moment: Moment, active: Activity, samples: int) -> Known:
    """Return what of its epoch has been computed at a moment."""
    before = moment.epoch - 1
    if moment.phase is Phase.INITIALISE:
        return Known(0, before, before)
    if moment.phase in {Phase.INPUT, Phase.FORWARD, Phase.ERROR}:
        records = moment.sample + (active.activations[-1] >= FULLY_GROWN)
        last = moment.phase is Phase.ERROR and records == samples
        return Known(records, moment.epoch if last else before, before)
    updated = moment.phase is Phase.EPOCH or active.updated[0] >= FULLY_GROWN
    return Known(samples, moment.epoch, moment.epoch if updated else before)


def compose(setting: Setting, step: Step, moment: Moment, camera: Camera, caption: str) -> Frame:
    """Return the frame of a moment.

    Args:
        setting: the show's.
        step: what was recorded at the moment's epoch.
        moment: what to show.
        camera: from where.
        caption: one line below the picture; may be empty.

    """
    sketch = Sketch()
    palette, aspect = setting.palette, setting.aspect
    active = activity(moment, len(step.weights))
    samples = len(setting.dataset.inputs)
    known = known_at(moment, active, samples)
    tags = [
        tag
        for add in (add_edges, add_nodes, add_deltas)
        for tag in add(sketch, setting, setting.layout, step, active, moment.sample)
    ]
    pin(sketch, tags, camera, aspect, palette)
    error = _error_of(setting, moment.epoch) if known.error_epoch == moment.epoch else None
    add_headline(sketch, palette, aspect, moment, samples, error)
    _add_panels(sketch, setting, step, moment, known)
    zoom = delta_zoom(step) if max(active.deltas) > 0 else None
    add_legend(sketch, setting, camera, Regions(aspect).legend, delta_zoom=zoom)
    add_caption(sketch, palette, aspect, caption)
    return sketch.finish(aspect=aspect, background=palette.background, camera=camera)


def compose_comparison(
    setting: Setting,
    layouts: tuple[Layout, Layout],
    steps: tuple[Step, Step],
    moment: Moment,
    camera: Camera,
    caption: str,
) -> Frame:
    """Return the frame of two epochs beside each other, the earlier one at the left."""
    sketch = Sketch()
    palette, aspect = setting.palette, setting.aspect
    tags: list[Tag] = []
    for layout, step in zip(layouts, steps, strict=True):
        active = activity(moment, len(step.weights))
        add_edges(sketch, setting, layout, step, active, moment.sample)
        tags += add_nodes(sketch, setting, layout, step, active, moment.sample)
        tags.append(_name(setting, layout, step.epoch))
    pin(sketch, tags, camera, aspect, palette)
    error = _error_of(setting, moment.epoch)
    add_headline(sketch, palette, aspect, moment, len(setting.dataset.inputs), error)
    add_comparison(sketch, setting, *steps, Regions(aspect).comparison)
    add_caption(sketch, palette, aspect, caption)
    return sketch.finish(aspect=aspect, background=palette.background, camera=camera)


def _name(setting: Setting, layout: Layout, epoch: int) -> Tag:
    """Return the tag above a network that says which epoch it is."""
    top = layout.corners.max(axis=0)
    middle = (top + layout.corners.min(axis=0)) / 2
    point = np.array([middle[0], top[1], 0], dtype=np.float32)
    text = f"epoch {epoch:,}  ·  error {numeral(_error_of(setting, epoch), ERROR_DECIMALS)}"
    return Tag(text, point, setting.palette.text, rank=3.0, height=0.032, font="bold")


def _error_of(setting: Setting, epoch: int) -> float:
    return float(setting.survey.error[np.searchsorted(setting.survey.epochs, epoch)])


def _add_panels(sketch: Sketch, setting: Setting, step: Step, moment: Moment, known: Known) -> None:
    regions = Regions(setting.aspect)
    current = None if moment.phase is Phase.UPDATE else moment.sample
    add_records(sketch, setting, step, regions.records, current=current, computed=known.records)
    for curve, region, upto in (
        (setting.error_curve, regions.error_curve, known.error_epoch),
        (setting.update_curve, regions.update_curve, known.update_epoch),
    ):
        add_curve(sketch, setting.palette, curve, region, upto=upto, playhead=moment.epoch)
