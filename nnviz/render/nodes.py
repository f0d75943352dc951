"""Solids: boxes, octahedra and balls, found by rays inside a quad that holds them.

A ray meets a convex body between entering and leaving. That gives the surface, its depth and,
from the length of the way inside, an exact antialiased silhouette, without any mesh.
"""

from vispy.scene import Node
from vispy.scene.visuals import create_visual_node

from nnviz.render.bodies import BodyVisual, back_to_front
from nnviz.render.quads import Quads
from nnviz.stage.frame import Camera, Solids

NodePass = create_visual_node(BodyVisual)


class Nodes:
    """The solids of a frame as nodes of VisPy's scene graph.

    Attributes:
        quads: what the graphics card holds.

    """

    def __init__(self, parent: Node) -> None:
        """Hang the two passes below a node whose space is the world's."""
        self.quads = Quads(shape=1, centre=3, extent=3, colour=4, glow=1)
        self.whole = NodePass(self.quads, "nodes", fringe=False, parent=parent)
        self.fringe = NodePass(self.quads, "nodes", fringe=True, parent=parent)
        self.whole.order, self.fringe.order = 0, 2

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
        order = back_to_front(camera, solids.centre)
        self.whole.select(order[::-1])
        self.fringe.select(order)
