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
TOUCH = 1e-4  # world units by which an end misses its port at most, for rounding


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
            ports = layout.edges(layer, np.array([own]))
            start, end, thick = _rod(frame.cylinders, *ports, layout.flow)
            colour = with_alpha(palette.accent, HALO_ALPHA)
            return _with_bars(frame, start, end, thick + ROOM, colour)


def _rod(bars: Cylinders, start: Floats, end: Floats, flow: Floats) -> tuple[Floats, Floats, float]:
    """Return ends and radius of the thickest of the cylinders that touch two ports, (1, 3) each.

    Where none does they are the ports, and 0.
    """
    tips = bars.radius[:, None] * flow
    apart = np.abs(bars.start - tips - start) + np.abs(bars.end + tips - end)
    touching = np.flatnonzero(apart.max(axis=1) < TOUCH)
    if not touching.size:
        return start, end, 0.0
    own = touching[[bars.radius[touching].argmax()]]
    return bars.start[own], bars.end[own], float(bars.radius[own][0])


def _with_bars(frame: Frame, start: Floats, end: Floats, radius: float, colour: Floats) -> Frame:
    n, old = len(start), frame.cylinders
    cylinders = Cylinders(
        start=np.concatenate([old.start, start]),
        end=np.concatenate([old.end, end]),
        radius=np.concatenate([old.radius, np.full(n, radius, np.float32)]),
        colour=np.concatenate([old.colour, np.tile(colour, (n, 1))]),
        glow=np.concatenate([old.glow, np.ones(n, np.float32)]),
        rim=np.concatenate([old.rim, np.zeros(n, np.float32)]),
        outward=np.concatenate([old.outward, np.zeros((n, 3), np.float32)]),
    )
    return replace(frame, cylinders=cylinders)
