"""Solids: boxes, octahedra and balls, found by rays inside a quad that holds them.

A ray meets a convex body between entering and leaving. That gives the surface, its depth and,
from the length of the way inside, an exact antialiased silhouette, without any mesh.
"""

import numpy as np
from vispy.scene import Node
from vispy.scene.visuals import create_visual_node

from nnviz.picture.frame import Camera, Shape, Solids
from nnviz.render.bodies import (
    KEEP_DEPTH,
    LEAVE_DEPTH,
    OPAQUE,
    Air,
    BodyVisual,
    back_to_front,
    depths,
)
from nnviz.render.floor import Shadows
from nnviz.render.quads import Quads

SHADERS = ("lens", "nodes.vert"), ("lens", "light", "nodes.frag")
BLOOM = ("lens", "bloom.vert"), ("bloom.frag",)
SHEET = 0.3  # of its largest half extent: what is thinner casts no shadow, like tiles
NodeBodies = create_visual_node(BodyVisual)


class Nodes:
    """The solids of a frame as nodes of VisPy's scene graph.

    Attributes:
        quads: what the graphics card holds.

    """

    def __init__(self, parent: Node) -> None:
        """Hang the solids below a node whose space is the world's."""
        self.quads = Quads(
            {
                "shape": 1,
                "centre": 3,
                "extent": 3,
                "colour": 4,
                "glow": 1,
                "bloom": 1,
            }
        )
        self._opaque = NodeBodies(self.quads, SHADERS, KEEP_DEPTH, parent=parent)
        self._translucent = NodeBodies(self.quads, SHADERS, LEAVE_DEPTH, parent=parent)
        self._bloom = NodeBodies(self.quads, BLOOM, LEAVE_DEPTH, parent=parent)
        self._opaque.order, self._bloom.order, self._translucent.order = 1, 4, 5
        self.shadows = Shadows(self.quads, bars=False, parent=parent)

    def breathe(self, air: Air) -> None:
        """Show the solids in this air."""
        for visual in (self._opaque, self._bloom, self._translucent):
            visual.breathe(air)

    def show(self, solids: Solids, camera: Camera) -> None:
        """Show these solids as seen by a camera."""
        self.quads.put(
            {
                "shape": solids.shape,
                "centre": solids.centre,
                "extent": solids.half,
                "colour": solids.colour,
                "glow": solids.glow,
                "bloom": solids.bloom,
            }
        )
        opaque = solids.colour[:, 3] > OPAQUE
        reach = solids.half.max(axis=1, initial=0.0)
        nearer = np.where(opaque, -reach, reach)  # a plate comes before whatever stands upon it
        order = back_to_front(depths(camera, solids.centre), nearer)
        self._opaque.select(order[opaque[order]])
        self._translucent.select(order[~opaque[order]])
        self._bloom.select(np.flatnonzero(solids.bloom > 0))
        thick = solids.half.min(axis=1, initial=np.inf) > SHEET * reach
        self.shadows.select(np.flatnonzero(opaque & thick & (solids.shape == Shape.BOX)))
