"""Solids: boxes, octahedra and balls, found by rays inside a quad that holds them.

A ray meets a convex body between entering and leaving. That gives the surface, its depth and,
from the length of the way inside, an exact antialiased silhouette, without any mesh.
"""

import numpy as np
from vispy.scene import Node
from vispy.scene.visuals import create_visual_node

from nnviz.picture.frame import Camera, Solids
from nnviz.render.bodies import KEEP_DEPTH, LEAVE_DEPTH, OPAQUE, BodyVisual, back_to_front, depths
from nnviz.render.quads import Quads

SHADERS = ("lens", "nodes.vert"), ("lens", "light", "nodes.frag")
NodeBodies = create_visual_node(BodyVisual)


class Nodes:
    """The solids of a frame as nodes of VisPy's scene graph.

    Attributes:
        quads: what the graphics card holds.

    """

    def __init__(self, parent: Node) -> None:
        """Hang the solids below a node whose space is the world's."""
        self.quads = Quads({"shape": 1, "centre": 3, "extent": 3, "colour": 4, "glow": 1})
        self._opaque = NodeBodies(self.quads, SHADERS, KEEP_DEPTH, parent=parent)
        self._translucent = NodeBodies(self.quads, SHADERS, LEAVE_DEPTH, parent=parent)
        self._opaque.order, self._translucent.order = 1, 4

    def show(self, solids: Solids, camera: Camera) -> None:
        """Show these solids as seen by a camera."""
        self.quads.put(
            {
                "shape": solids.shape,
                "centre": solids.centre,
                "extent": solids.half,
                "colour": solids.colour,
                "glow": solids.glow,
            }
        )
        opaque = solids.colour[:, 3] > OPAQUE
        reach = solids.half.max(axis=1, initial=0.0)
        nearer = np.where(opaque, -reach, reach)  # a plate comes before whatever stands upon it
        order = back_to_front(depths(camera, solids.centre), nearer)
        self._opaque.select(order[opaque[order]])
        self._translucent.select(order[~opaque[order]])
