"""Surfaces: triangles that are seen through, from back to front, behind what stands before them.

They come after opaque bodies, which hide them, and before threads, fringes and translucent bodies.
Where a surface ends, whoever composes a frame draws a rim: its own side is as coarse as pixels.
"""

import numpy as np
from vispy.scene import Node
from vispy.scene.visuals import create_visual_node

from nnviz.picture.frame import Camera, Triangles
from nnviz.render.bodies import LEAVE_DEPTH, back_to_front, depths
from nnviz.render.quads import Quads
from nnviz.render.shaders import shader_source
from nnviz.render.visual import QuadVisual, matrix_of

CORNERS = np.eye(3, dtype=np.float32)
ONE_TRIANGLE = np.arange(3, dtype=np.uint32)
NAMES = ("first", "second", "third")


class SurfaceVisual(QuadVisual):
    """Triangles in world units, each with its own colours."""

    def __init__(self, quads: Quads) -> None:
        """Draw these triangles."""
        shaders = shader_source("surfaces.vert"), shader_source("surfaces.frag")
        QuadVisual.__init__(self, quads, shaders, LEAVE_DEPTH, ONE_TRIANGLE)

    def _look(self) -> None:
        clip_from_world = matrix_of(self.get_transform("visual", "render"))
        self.shared_program["clip_from_world"] = clip_from_world.T  # OpenGL stores columns


SurfaceNode = create_visual_node(SurfaceVisual)


class Surfaces:
    """The triangles of a frame as a node of VisPy's scene graph.

    Attributes:
        quads: what the graphics card holds, a triangle for each.

    """

    def __init__(self, parent: Node) -> None:
        """Hang the triangles below a node whose space is the world's."""
        colours = {f"{name}_colour": 4 for name in NAMES}
        self.quads = Quads(dict.fromkeys(NAMES, 3) | colours, CORNERS)
        self._node = SurfaceNode(self.quads, parent=parent)
        self._node.order = 1.5
        self._shown: tuple[Triangles, Camera] | None = None

    def show(self, triangles: Triangles, camera: Camera) -> None:
        """Show these triangles as seen by a camera."""
        if self._shown == (triangles, camera):  # the same ones, not only equal ones
            return
        self._shown = triangles, camera
        if len(triangles.corner):
            values = {name: triangles.corner[:, k] for k, name in enumerate(NAMES)}
            values |= {f"{name}_colour": triangles.colour[:, k] for k, name in enumerate(NAMES)}
            self.quads.put(values)
        middles = depths(camera, triangles.corner.mean(axis=1))
        self._node.select(back_to_front(middles, np.zeros_like(middles)))
