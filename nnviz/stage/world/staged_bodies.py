"""Staged bodies: what stands on the stage, wherever it is seen from."""

from dataclasses import dataclass

import numpy as np

from nnviz.picture.builder import Bodies, FrameBuilder, joined
from nnviz.picture.frame import Floats, Shape, Solids
from nnviz.picture.labels import NO_CORES, Label
from nnviz.picture.training_lines import training_line
from nnviz.stage.activity import Activity
from nnviz.stage.facts.loss_surface import LossSurface
from nnviz.stage.facts.step_arrays import StepArrays
from nnviz.stage.geometry.layout import Layout
from nnviz.stage.setting import Setting
from nnviz.stage.world.edges import add_edges, edge_labels
from nnviz.stage.world.network_instant import NetworkInstant
from nnviz.stage.world.network_titles import NetworkTitle
from nnviz.stage.world.node_labels import corners_around, delta_labels, node_labels
from nnviz.stage.world.node_maps import NodeMaps, node_maps
from nnviz.stage.world.nodes import add_deltas, add_nodes
from nnviz.stage.world.surface_frame import surface_corners
from nnviz.stage.world.surface_mesh import add_surface_mesh
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
        training: its number in a race, from 0; None: it does not run in one.

    """

    name: str
    layout: Layout
    step: StepArrays
    divergence: Divergence | None
    told: str = ""
    over: str = ""
    training: int | None = None

    def at(self, active: Activity, record: int) -> NetworkInstant:
        """Return the network with what of it is on the stage, and with one of its records."""
        return NetworkInstant(layout=self.layout, step=self.step, active=active, record=record)


@dataclass(frozen=True, eq=False, slots=True)
class StagedBodies:
    """A network, or a loss surface.

    Attributes:
        bodies: what it consists of.
        labels: its numbers and names.
        cores: (n, 8, 3) corners of what they must not cover, world units.
        corners: (n, 3) of the box that it stands in, world units.
        head: what stands above it, where it is one of several.
        maps: what its hidden nodes say of a plane; None: that is not shown.

    """

    bodies: Bodies
    labels: tuple[Label, ...]
    cores: Floats
    corners: Floats
    head: NetworkTitle | None = None
    maps: NodeMaps | None = None


@dataclass(frozen=True, eq=False, slots=True)
class NetworkTexts:
    """What is said at a network.

    Attributes:
        labels: its numbers and names.
        head: what stands above it, where it is one of several.
        maps: what its hidden nodes say of a plane, in place of their numbers; None: that is not
            shown.

    """

    labels: tuple[Label, ...]
    head: NetworkTitle | None
    maps: NodeMaps | None


def network_bodies(
    network: StagedNetwork, edges: Bodies, nodes: Bodies, texts: NetworkTexts
) -> StagedBodies:
    """Return a network of its parts, but for what travels along its edges."""
    layout, solids = network.layout, nodes.solids
    bodies = Bodies(solids, joined([edges.cylinders, nodes.cylinders]))
    cores = np.concatenate([layout.cores, _around_deltas(solids)])
    return StagedBodies(bodies, texts.labels, cores, layout.corners, texts.head, texts.maps)


def edge_bodies(setting: Setting, network: StagedNetwork, active: Activity, record: int) -> Bodies:
    """Return the edges of a network."""
    builder = FrameBuilder()
    add_edges(builder, setting, network.at(active, record))
    return builder.bodies()


def node_bodies(setting: Setting, network: StagedNetwork, active: Activity, record: int) -> Bodies:
    """Return the nodes of a network, and its deltas."""
    builder, shown = FrameBuilder(), network.at(active, record)
    add_nodes(builder, setting, shown)
    add_deltas(builder, setting, shown)
    return builder.bodies()


def network_texts(
    setting: Setting, network: StagedNetwork, active: Activity, record: int, among: int
) -> NetworkTexts:
    """Return what is said at a network, one of so many."""
    layout, shown = network.layout, network.at(active, record)
    labels = [
        *edge_labels(setting, shown),
        *node_labels(setting, shown),
        *delta_labels(setting, shown),
    ]
    if network.training is not None:
        labels = [label for label in labels if _told_in_race(label, layout)]
    whole = active.numbers == "none" and active.targets >= 1
    maps = node_maps(setting, layout, network.step) if among == 1 and whole else None
    if maps is not None:
        labels = [label for label in labels if not _tells_hidden(label, layout)]
    head = _head(setting, network, of=among) if among > 1 or network.name else None
    return NetworkTexts(tuple(labels), head, maps)


def _tells_hidden(label: Label, layout: Layout) -> bool:
    """Return whether a number tells the activation of a hidden node."""
    ends = {("value", -len(layout.widths)), ("value", -1)}
    return label.key is not None and label.key[0] == "value" and label.key[:2] not in ends


def _told_in_race(label: Label, layout: Layout) -> bool:
    """Return whether a number is told in a race: what goes in, what comes out and what should.

    Those between would be a heap in networks of that size, and the errors are in the table.
    """
    told = {("value", -len(layout.widths)), ("value", -1), ("target", 0)}
    return label.key is None or label.key[:2] in told


def _around_deltas(solids: Solids) -> Floats:
    """Return (n, 8, 3) corners of the boxes around the bodies of deltas."""
    deltas = (solids.shape == Shape.ARROWHEAD) & (solids.half > 0).all(axis=1)
    return corners_around(solids.centre[deltas], solids.half[deltas])


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
    line = None if network.training is None else training_line(setting.palette, network.training)
    if of > 1 and network.divergence is not None and network.step.epoch >= network.divergence.epoch:
        told = setting.wording.diverged_briefly.format(epoch=network.divergence.epoch)
        colour = setting.palette.strange
    return NetworkTitle(network.name, told, colour, network.layout.corners, line)
