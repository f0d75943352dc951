"""The highlight: what somebody points at stands out in a picture that is composed already.

It is added to the frame and changes nothing else in it, so that films, which nobody points into,
know nothing of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from nnviz.picture.frame import Cylinders, Floats, Frame
from nnviz.picture.palette import LARGEST_HALF_BOX, OUTLINE_RADIUS, Palette, with_alpha
from nnviz.stage.geometry.layout import Layout
from nnviz.stage.geometry.pickable_network import PickableNetwork
from nnviz.stage.world.nodes import outline
from nnviz.stage.world.picking import Picked, PickedEdge, PickedNode

ROOM = 0.04  # world units between a thing and what surrounds it
HALO_ALPHA = 0.4


def with_highlight(
    frame: Frame, networks: Sequence[PickableNetwork], palette: Palette, picked: Iterable[Picked]
) -> Frame:
    """Return a frame in which nodes and edges stand out, as far as their networks stand in it.

    Args:
        frame: the picture.
        networks: that stand in it.
        palette: its colours.
        picked: what is to stand out.

    """
    layouts = {network.number: network.layout for network in networks}
    for each in picked:
        if each.network in layouts:
            frame = highlighted(frame, layouts[each.network], palette, each)
    return frame


def highlighted(frame: Frame, layout: Layout, palette: Palette, picked: Picked) -> Frame:
    """Return a frame in which a node has a frame of its own, or an edge a halo.

    Args:
        frame: the picture.
        layout: where the nodes stand in it.
        palette: its colours.
        picked: what is to stand out.

    """
    match picked:
        case PickedNode(layer, index, _):
            half = (LARGEST_HALF_BOX + ROOM) * layout.pitches[layer]
            if layout.in_grid(layer):
                half = layout.pitches[layer] / 2
            start, end = outline(layout.nodes[layer][index][None], half)
            return _with_bars(frame, start, end, 2 * OUTLINE_RADIUS, palette.accent)
        case PickedEdge(layer, sender, receiver, _):
            own = sender * layout.widths[layer + 1] + receiver
            start, end = layout.edges(layer, np.array([own]))
            radius = _radius_of(frame.cylinders, start, end) + ROOM
            return _with_bars(frame, start, end, radius, with_alpha(palette.accent, HALO_ALPHA))


def _radius_of(cylinders: Cylinders, start: Floats, end: Floats) -> float:
    """Return the radius of the thickest of the cylinders between two points; 0 if none is."""
    same = (cylinders.start == start).all(axis=1) & (cylinders.end == end).all(axis=1)
    return float(cylinders.radius[same].max(initial=0.0))


def _with_bars(frame: Frame, start: Floats, end: Floats, radius: float, colour: Floats) -> Frame:
    n, old = len(start), frame.cylinders
    cylinders = Cylinders(
        start=np.concatenate([old.start, start]),
        end=np.concatenate([old.end, end]),
        radius=np.concatenate([old.radius, np.full(n, radius, np.float32)]),
        colour=np.concatenate([old.colour, np.tile(colour, (n, 1))]),
        glow=np.concatenate([old.glow, np.ones(n, np.float32)]),
    )
    return replace(frame, cylinders=cylinders)
