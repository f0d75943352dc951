"""Staged bodies: what stands on the stage, wherever it is seen from."""

from dataclasses import dataclass

from nnviz.picture.builder import Bodies, FrameBuilder
from nnviz.picture.frame import Floats
from nnviz.picture.labels import NO_CORES, Label
from nnviz.stage.activity import Activity
from nnviz.stage.facts.loss_surface import LossSurface
from nnviz.stage.facts.step_arrays import StepArrays
from nnviz.stage.geometry.layout import Layout
from nnviz.stage.setting import Setting
from nnviz.stage.world.edges import add_edges
from nnviz.stage.world.network_instant import NetworkInstant
from nnviz.stage.world.network_titles import NetworkTitle
from nnviz.stage.world.nodes import add_deltas, add_nodes
from nnviz.stage.world.surface_mesh import add_surface_mesh, surface_corners
from nnviz.trace.divergence import Divergence


@dataclass(frozen=True, slots=True)
class StagedNetwork:
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
    step: StepArrays
    divergence: Divergence | None
    told: str = ""
    over: str = ""

    def at(self, active: Activity, record: int) -> NetworkInstant:
        """Return the network with what of it is on the stage, and with one of its records."""
        return NetworkInstant(layout=self.layout, step=self.step, active=active, record=record)


@dataclass(frozen=True, eq=False, slots=True)
class StagedBodies:
    """A network, or a loss surface.

    Attributes:
        bodies: what it consists of.
        labels: its numbers and names.
        cores: (n, 4, 3) corners of what they must not cover, world units.
        corners: (n, 3) of the box that it stands in, world units.
        head: what stands above it, where it is one of several.

    """

    bodies: Bodies
    labels: tuple[Label, ...]
    cores: Floats
    corners: Floats
    head: NetworkTitle | None = None


def network_bodies(
    setting: Setting, network: StagedNetwork, active: Activity, record: int, among: int
) -> StagedBodies:
    """Return a network, one of so many, but for what travels along its edges."""
    builder, layout, shown = FrameBuilder(), network.layout, network.at(active, record)
    labels = [
        *add_edges(builder, setting, shown),
        *add_nodes(builder, setting, shown),
        *add_deltas(builder, setting, shown),
    ]
    head = _head(setting, network, of=among) if among > 1 or network.name else None
    return StagedBodies(builder.bodies(), tuple(labels), layout.cores, layout.corners, head)


def surface_bodies(setting: Setting, surface: LossSurface, epoch: int) -> StagedBodies:
    """Return a loss surface, and how far trainings have come upon it."""
    builder = FrameBuilder()
    labels = add_surface_mesh(builder, setting, surface, epoch)
    return StagedBodies(builder.bodies(), tuple(labels), NO_CORES, surface_corners())


def _head(setting: Setting, network: StagedNetwork, *, of: int) -> NetworkTitle:
    """Return what stands above a network, one of so many: its name, and how it does or diverged.

    Of a network that stands alone the headline says these, once they are known.
    """
    told, colour = network.told, setting.palette.text
    if of > 1 and network.divergence is not None and network.step.epoch >= network.divergence.epoch:
        told = setting.wording.diverged_briefly.format(epoch=network.divergence.epoch)
        colour = setting.palette.strange
    return NetworkTitle(network.name, told, colour, network.layout.corners)
