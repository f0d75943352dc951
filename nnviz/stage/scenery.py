"""Scenery: what stands on the stage, wherever it is seen from."""

from dataclasses import dataclass

import numpy as np

from nnviz.stage.activity import Activity
from nnviz.stage.edges import add_edges
from nnviz.stage.frame import Floats
from nnviz.stage.layout import Layout
from nnviz.stage.nodes import add_deltas, add_nodes
from nnviz.stage.relief import add_relief
from nnviz.stage.setting import Setting
from nnviz.stage.sketch import Bodies, Sketch
from nnviz.stage.step import Step
from nnviz.stage.surface import Surface
from nnviz.stage.tags import NO_CORES, Tag
from nnviz.trace.divergence import Divergence

NAME_HEIGHT = 0.03  # of the font, picture units
MANY, MANY_NAME_HEIGHT = 4, 0.025  # networks in a row, and their names


@dataclass(frozen=True, slots=True)
class Entry:
    """A network on the stage: alone, or one of several in a row.

    Attributes:
        name: what stands above it, where there are several.
        layout: where it stands.
        step: what was recorded of it.
        divergence: when its training diverged; None: it did not.
        told: how it does, to be said above it.

    """

    name: str
    layout: Layout
    step: Step
    divergence: Divergence | None
    told: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class Scenery:
    """A network, or a loss surface.

    Attributes:
        bodies: what it consists of.
        tags: its numbers and names.
        cores: (n, 4, 3) corners of what they must not cover, world units.

    """

    bodies: Bodies
    tags: tuple[Tag, ...]
    cores: Floats


def network(setting: Setting, entry: Entry, active: Activity, sample: int, among: int) -> Scenery:
    """Return a network, one of so many, but for what travels along its edges."""
    sketch, layout, step = Sketch(), entry.layout, entry.step
    tags = [
        *add_edges(sketch, setting, layout, step, active, sample),
        *add_nodes(sketch, setting, layout, step, active, sample),
        *add_deltas(sketch, setting, layout, step, active, sample),
    ]
    if among > 1:
        tags.append(_name(setting, entry, of=among))
    return Scenery(sketch.bodies(), tuple(tags), layout.cores)


def relief(setting: Setting, surface: Surface, epoch: int) -> Scenery:
    """Return a loss surface, and how far trainings have come upon it."""
    sketch = Sketch()
    tags = add_relief(sketch, setting, surface, epoch)
    return Scenery(sketch.bodies(), tuple(tags), NO_CORES)


def _name(setting: Setting, entry: Entry, *, of: int) -> Tag:
    """Return the tag above a network, one of so many: its name, and how it does or diverged."""
    top = entry.layout.corners.max(axis=0)
    point = np.array([sum(entry.layout.ends) / 2, top[1], 0], dtype=np.float32)
    told, colour = entry.told, setting.palette.text
    if entry.divergence is not None and entry.step.epoch >= entry.divergence.epoch:
        told = setting.wording.diverged_briefly.format(epoch=entry.divergence.epoch)
        colour = setting.palette.strange
    text = f"{entry.name}  ·  {told}"
    height = NAME_HEIGHT if of < MANY else MANY_NAME_HEIGHT
    return Tag(text, point, colour, rank=3.0, height=height, font="bold")
