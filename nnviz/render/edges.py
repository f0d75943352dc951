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
from nnviz.render.bodies import LEAVE_DEPTH, OPAQUE, WHOLE, BodyVisual, back_to_front, depths
from nnviz.render.quads import RING, RING_TRIANGLES, Quads

WIDEST_THREAD = 1.0  # from the axis to the silhouette, pixels
THICK = ("lens", "clip", "edges.vert"), ("lens", "light", "edges.frag")
THREADS = ("lens", "light", "clip", "threads.vert"), ("threads.frag",)
COMPONENTS: Final = {"start": 3, "end": 3, "radius": 1, "colour": 4, "glow": 1}
EdgeBodies = create_visual_node(BodyVisual)


class Edges:
    """The cylinders of a frame as nodes of VisPy's scene graph.

    Attributes:
        quads: what the graphics card holds of them, if some are thick.
        strips: likewise, if some are threads.

    """

    def __init__(self, parent: Node) -> None:
        """Hang the cylinders below a node whose space is the world's."""
        self.quads, self.strips = Quads(COMPONENTS, RING), Quads(COMPONENTS)
        self._shown: tuple[Cylinders, Camera, float] | None = None
        self._whole = EdgeBodies(self.quads, THICK, WHOLE, parent=parent)
        self._threads = EdgeBodies(self.strips, THREADS, LEAVE_DEPTH, parent=parent)
        self._fringe = EdgeBodies(self.quads, THICK, LEAVE_DEPTH, RING_TRIANGLES, parent=parent)
        self._whole.order, self._threads.order, self._fringe.order = 0, 2, 3
        self._whole.shared_program["fringe"] = 0.0
        self._fringe.shared_program["fringe"] = 1.0

    def show(self, cylinders: Cylinders, camera: Camera, height: float) -> None:
        """Show these cylinders as seen by a camera, in a picture of so many pixels' height."""
        if self._shown == (cylinders, camera, height):  # the same ones, not only equal ones
            return
        self._shown = cylinders, camera, height
        start, end = depths(camera, cylinders.start), depths(camera, cylinders.end)
        nearer = np.where(cylinders.colour[:, 3] > OPAQUE, 0.0, cylinders.radius)
        order = back_to_front(0.5 * (start + end), nearer)
        focal = 0.5 * height / math.tan(math.radians(camera.fov_deg) / 2.0)
        is_thread = focal * cylinders.radius <= WIDEST_THREAD * np.minimum(start, end)
        chosen = is_thread[order]
        threads, thick = order[chosen], order[~chosen]
        values = {name: getattr(cylinders, name) for name in COMPONENTS}
        for quads, wanted in ((self.strips, threads), (self.quads, thick)):
            if len(wanted):
                quads.put(values)
        self._threads.select(threads)
        self._whole.select(thick[::-1])
        self._fringe.select(thick)
