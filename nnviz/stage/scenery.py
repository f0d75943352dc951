"""Scenery: what stands on the stage, wherever it is seen from."""

from dataclasses import dataclass

from nnviz.stage.activity import Activity
from nnviz.stage.edges import add_edges
from nnviz.stage.frame import Floats
from nnviz.stage.heads import Head
from nnviz.stage.layout import Layout
from nnviz.stage.nodes import add_deltas, add_nodes
from nnviz.stage.relief import add_relief, corners
from nnviz.stage.setting import Setting
from nnviz.stage.sketch import Bodies, Sketch
from nnviz.stage.step import Step
from nnviz.stage.surface import Surface
from nnviz.stage.tags import NO_CORES, Tag
from nnviz.trace.divergence import Divergence


@dataclass(frozen=True, slots=True)
class Entry:
    """A network on the stage: alone, or one of several in a row.

    Attributes:
        name: what stands above it; empty: nothing does.
        layout: where it stands.
        step: what was recorded of it.
        divergence: when its training diverged; None: it did not.
        told: how it does, to be said above it.
        over: what that is, and over which records.

    """

    name: str
    layout: Layout
    step: Step
    divergence: Divergence | None
    told: str = ""
    over: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class Scenery:
    """A network, or a loss surface.

    Attributes:
        bodies: what it consists of.
        tags: its numbers and names.
        cores: (n, 4, 3) corners of what they must not cover, world units.
        corners: (n, 3) of the box that it stands in, world units.
        head: what stands above it, where it is one of several.

    """

    bodies: Bodies
    tags: tuple[Tag, ...]
    cores: Floats
    corners: Floats
    head: Head | None = None


def network(setting: Setting, entry: Entry, active: Activity, sample: int, among: int) -> Scenery:
    """Return a network, one of so many, but for what travels along its edges."""
    sketch, layout, step = Sketch(), entry.layout, entry.step
    tags = [
        *add_edges(sketch, setting, layout, step, active, sample),
        *add_nodes(sketch, setting, layout, step, active, sample),
        *add_deltas(sketch, setting, layout, step, active, sample),
    ]
    head = _head(setting, entry, of=among) if among > 1 or entry.name else None
    return Scenery(sketch.bodies(), tuple(tags), layout.cores, layout.corners, head)


def relief(setting: Setting, surface: Surface, epoch: int) -> Scenery:
    """Return a loss surface, and how far trainings have come upon it."""
    sketch = Sketch()
    tags = add_relief(sketch, setting, surface, epoch)
    return Scenery(sketch.bodies(), tuple(tags), NO_CORES, corners())


def _head(setting: Setting, entry: Entry, *, of: int) -> Head:
    """Return what stands above a network, one of so many: its name, and how it does or diverged.

    Of a network that stands alone the headline says these, once they are known.
    """
    told, colour = entry.told, setting.palette.text
    if of > 1 and entry.divergence is not None and entry.step.epoch >= entry.divergence.epoch:
        told = setting.wording.diverged_briefly.format(epoch=entry.divergence.epoch)
        colour = setting.palette.strange
    return Head(entry.name, told, colour, entry.layout.corners)
