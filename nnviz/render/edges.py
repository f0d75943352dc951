"""Cylinders with round ends, each a quad that faces the camera.

The distance between the ray of a pixel and the axis gives the silhouette to a fraction of a
pixel, and so thin bars neither break up nor shimmer.
"""

import math
from typing import Final

import numpy as np
from vispy.scene import Node
from vispy.scene.visuals import create_visual_node

from nnviz.picture.frame import Camera, Cylinders
from nnviz.render.bodies import (
    LEAVE_DEPTH,
    OPAQUE,
    WHOLE,
    Air,
    BodyVisual,
    back_to_front,
    depths,
)
from nnviz.render.floor import Shadows
from nnviz.render.quads import RING, RING_TRIANGLES, Quads

WIDEST_THREAD = 1.0  # from the axis to the silhouette, pixels
THICK = ("lens", "clip", "edges.vert"), ("lens", "light", "edges.frag")
THREADS = ("lens", "light", "clip", "threads.vert"), ("threads.frag",)
THREAD: Final = {"start": 3, "end": 3, "radius": 1, "colour": 4, "glow": 1, "outward": 3}
COMPONENTS: Final = {**THREAD, "rim": 1}
MOST_SHADOWS = 200  # of more bars, no eye could follow them on the floor
EdgeBodies = create_visual_node(BodyVisual)


class Edges:
    """The cylinders of a frame as nodes of VisPy's scene graph.

    Attributes:
        quads: what the graphics card holds of them, if some are thick.
        strips: likewise, if some are threads.

    """

    def __init__(self, parent: Node) -> None:
        """Hang the cylinders below a node whose space is the world's."""
        self.quads, self.strips = Quads(COMPONENTS, RING), Quads(THREAD)
        self._shown: tuple[Cylinders, Camera, float] | None = None
        self._whole = EdgeBodies(self.quads, THICK, WHOLE, parent=parent)
        self._threads = EdgeBodies(self.strips, THREADS, LEAVE_DEPTH, parent=parent)
        self._fringe = EdgeBodies(self.quads, THICK, LEAVE_DEPTH, RING_TRIANGLES, parent=parent)
        self._whole.order, self._fringe.order, self._threads.order = 0, 2, 3
        self._whole.shared_program["fringe"] = 0.0
        self._fringe.shared_program["fringe"] = 1.0
        self.shadows = Shadows(self.quads, bars=True, parent=parent)

    def breathe(self, air: Air) -> None:
        """Show the cylinders in this air."""
        for visual in (self._whole, self._threads, self._fringe):
            visual.breathe(air)

    def show(self, cylinders: Cylinders, camera: Camera, height: float) -> None:
        """Show these cylinders as seen by a camera, in a picture of so many pixels' height.

        Those that cross lie in an upright plane nearly, in which all of them are as deep as where
        they cross: how high they are tells nothing about which one is in front.
        """
        if self._shown == (cylinders, camera, height):  # the same ones, not only equal ones
            return
        self._shown = cylinders, camera, height
        start, end = depths(camera, cylinders.start), depths(camera, cylinders.end)
        middles = 0.5 * (cylinders.start + cylinders.end)
        middles[:, 1] = 0.0
        nearer = np.where(cylinders.colour[:, 3] > OPAQUE, 0.0, cylinders.radius)
        order = back_to_front(depths(camera, middles), nearer)
        focal = 0.5 * height / math.tan(math.radians(camera.fov_deg) / 2.0)
        is_thread = focal * cylinders.radius <= WIDEST_THREAD * np.minimum(start, end)
        is_thread &= cylinders.rim == 0
        chosen = is_thread[order]
        threads, thick = order[chosen], order[~chosen]
        values = {name: getattr(cylinders, name) for name in COMPONENTS}
        if len(threads):
            self.strips.put({name: values[name] for name in THREAD})
        if len(thick):
            self.quads.put(values)
        self._threads.select(threads)
        self._whole.select(thick[::-1])
        self._fringe.select(thick)
        casting = thick[(cylinders.rim > 0)[thick]]
        self.shadows.select(casting if len(casting) <= MOST_SHADOWS else casting[:0])
