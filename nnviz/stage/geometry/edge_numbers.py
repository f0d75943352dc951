"""Edge numbers: where on the edges of a layer their numbers stand; computed once for a show.

They stand on their own edges, each at its own share of the way, and so move with them. The
shares are chosen for the cameras that look at all of a network.
"""

from itertools import pairwise

import numpy as np

from nnviz.picture.camera import project
from nnviz.picture.frame import Camera, Floats
from nnviz.picture.label_placement import Doubles, SeenEdges, choose_places
from nnviz.picture.regions import Regions
from nnviz.picture.viewpoints import viewpoint
from nnviz.stage.geometry.layout import Layout
from nnviz.story.storyboard import Preset

MOST_NUMBERS = 48  # edges of a layer that can bear numbers
PRESETS: tuple[Preset, ...] = ("front", "three_quarter")
NUMBER = (0.1145, 0.0255)  # width and height of one with a sign and four decimals, picture units
NEAREST_END, MOST_CHOICES, CHOICES = 0.12, 23, 480  # shares; of all edges of a layer
NODE = 0.032  # of the pitch: half the side of the outline of a node, picture units


def number_points(layout: Layout, aspect: float) -> tuple[Floats, ...]:
    """Return for each layer of weights (edges, 3) where the numbers stand; (0, 3) for too many.

    Args:
        layout: of the network.
        aspect: width of the picture divided by its height.

    """
    regions = Regions(aspect)
    region = regions.stage.scaled(regions.scale)
    cameras = [
        viewpoint(preset, layout.corners, region, aspect, flat=layout.is_flat) for preset in PRESETS
    ]
    return tuple(
        _points(layout, layer, cameras, aspect)
        if before * behind <= MOST_NUMBERS
        else np.empty((0, 3), dtype=np.float32)
        for layer, (before, behind) in enumerate(pairwise(layout.widths))
    )


def _points(layout: Layout, layer: int, cameras: list[Camera], aspect: float) -> Floats:
    start, end = layout.edges(layer)
    choices = min(MOST_CHOICES, CHOICES // len(start))
    shares = np.linspace(NEAREST_END, 1 - NEAREST_END, choices, dtype=np.float32)
    points = start[:, None] + (end - start)[:, None] * shares[:, None]
    around = [_around(layout, at) for at in (layer, layer + 1)]
    anchors, sides = (np.concatenate(parts) for parts in zip(*around, strict=True))
    every = np.concatenate([start, end, points.reshape(-1, 3), anchors])
    parts = np.cumsum([len(start), len(end), len(start) * choices])
    views = []
    for camera in cameras:
        places = project(camera, aspect, every).position
        begin, finish, between, at = np.split(places, parts)
        between = between.reshape(len(start), choices, 2)
        views.append(SeenEdges(begin, finish, between, np.tile(at, 2) + sides))
    return np.asarray(points[np.arange(len(start)), choose_places(views, NUMBER)])


def _around(layout: Layout, layer: int) -> tuple[Floats, Doubles]:
    """Return where nodes of a layer and the numbers around them stand, and how far they reach.

    The latter (n, 4) to the left, up, to the right and down; picture units.
    """
    if layout.in_grid(layer):
        return np.empty((0, 3), dtype=np.float32), np.empty((0, 4))
    places, pitch = layout.number_places(layer), np.float32(layout.pitches[layer])
    nodes, size = layout.nodes[layer], np.array(NUMBER)
    parts = [(nodes, np.array([-NODE, -NODE, NODE, NODE]) * pitch)]
    numbers = [(places.value, places.value_align)]
    numbers += [(places.delta_value, places.delta_align)] if layer else []
    for offset, align in numbers:
        low = -size * [align, 0.5]
        parts.append((nodes + offset * pitch, np.concatenate([low, low + size])))
    anchors, sides = zip(*parts, strict=True)
    return np.concatenate(anchors), np.repeat(sides, len(nodes), axis=0)
