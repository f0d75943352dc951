"""Cylinders with round ends, each a quad that faces the camera.

The distance between the ray of a pixel and the axis gives the silhouette to a fraction of a
pixel, and so thin bars neither break up nor shimmer.
"""

import numpy as np
from vispy.scene import Node
from vispy.scene.visuals import create_visual_node

from nnviz.render.bodies import LEAVE_DEPTH, OPAQUE, WHOLE, BodyVisual, back_to_front
from nnviz.render.quads import RING, RING_TRIANGLES, Quads
from nnviz.stage.frame import Camera, Cylinders

EdgeBodies = create_visual_node(BodyVisual)


class Edges:
    """The cylinders of a frame as nodes of VisPy's scene graph.

    Attributes:
        quads: what the graphics card holds.

    """

    def __init__(self, parent: Node) -> None:
        """Hang the cylinders below a node whose space is the world's."""
        self.quads = Quads({"start": 3, "end": 3, "radius": 1, "colour": 4, "glow": 1}, RING)
        self._whole = EdgeBodies(self.quads, "edges", WHOLE, parent=parent)
        self._fringe = EdgeBodies(self.quads, "edges", LEAVE_DEPTH, RING_TRIANGLES, parent=parent)
        self._whole.order, self._fringe.order = 0, 2
        self._whole.shared_program["fringe"] = 0.0
        self._fringe.shared_program["fringe"] = 1.0

    def show(self, cylinders: Cylinders, camera: Camera) -> None:
        """Show these cylinders as seen by a camera."""
        self.quads.put(
            {
                "start": cylinders.start,
                "end": cylinders.end,
                "radius": cylinders.radius,
                "colour": cylinders.colour,
                "glow": cylinders.glow,
            }
        )
        middles = 0.5 * (cylinders.start + cylinders.end)
        nearer = np.where(cylinders.colour[:, 3] > OPAQUE, 0.0, cylinders.radius)
        order = back_to_front(camera, middles, nearer)
        self._whole.select(order[::-1])
        self._fringe.select(order)
