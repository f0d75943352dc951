"""Node maps: beside each hidden node, small, what it says of every point of the plane."""

from dataclasses import dataclass

import numpy as np

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.camera import project
from nnviz.picture.frame import Camera, Floats
from nnviz.picture.regions import Region
from nnviz.stage.facts.plane import Plane
from nnviz.stage.facts.step_arrays import StepArrays
from nnviz.stage.geometry.layout import Layout
from nnviz.stage.geometry.number_places import Density
from nnviz.stage.setting import Setting

MOST_NODES = 20  # that have maps: of more, nobody could read them
BESIDE, SIDE = 0.6, 0.44  # from the middle of a node to that of its map, and its side; of the pitch
FULLEST = 0.85  # colour of the largest activation
FRAME = 0.0018  # width of what surrounds a map, picture units
SMALLEST = 0.02  # side of a map that can still be read


@dataclass(frozen=True, eq=False, slots=True)
class NodeMaps:
    """What the hidden nodes of a network say.

    Attributes:
        middles: (n, 3) of the maps, world units.
        sides: (n,) how wide they are, world units.
        colours: (n, rows, columns, 4) of their cells, the uppermost row first.

    """

    middles: Floats
    sides: Floats
    colours: Floats


def node_maps(setting: Setting, layout: Layout, step: StepArrays) -> NodeMaps | None:
    """Return the maps of all hidden nodes; None where there are none, or too many."""
    plane, hidden = setting.plane, range(1, len(layout.widths) - 1)
    crowded = any(layout.density(k) in {Density.GRID, Density.CROWDED} for k in hidden)
    if not isinstance(plane, Plane) or crowded or not hidden:
        return None
    if sum(layout.widths[k] for k in hidden) > MOST_NODES:
        return None
    middles, sides, colours = [], [], []
    for k, said in zip(hidden, plane.hidden_at(step), strict=True):
        pitch = np.float32(layout.pitches[k])
        middles.append(layout.nodes[k] + np.array([BESIDE, 0, 0], np.float32) * pitch)
        sides.append(np.full(layout.widths[k], SIDE * pitch))
        shares = np.moveaxis(said, -1, 0) / setting.scales.largest_activations[k]
        colours.append(setting.palette.of_share(shares * FULLEST))
    return NodeMaps(*map(np.concatenate, (middles, sides, colours)))


def add_node_maps(builder: FrameBuilder, setting: Setting, maps: NodeMaps, camera: Camera) -> None:
    """Add maps as a camera sees their places; labels keep clear of them."""
    seen = project(camera, setting.aspect, maps.middles)
    sides = seen.unit * maps.sides
    if sides.min() < SMALLEST:
        return
    for place, side, colours in zip(seen.position, sides, maps.colours, strict=True):
        left, top = (place - side / 2).tolist()
        right, bottom = left + float(side), top + float(side)
        builder.map([left, top], [side, side], colours)
        around = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
        builder.curve(np.array(around, np.float32), setting.palette.outline, width=FRAME)
        builder.kept_clear.append(Region(left, top, right, bottom))
