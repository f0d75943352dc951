"""What nodes and edges have in common: they have depth, and they are seen through a lens.

Each kind of body is drawn by two visuals that share their quads, first all that is covered
wholly, then, from back to front, edges and translucent bodies; `body.glsl` says why.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nnviz.render.lens import lens
from nnviz.render.quads import OVER, QuadVisual, Quads, matrix_of
from nnviz.render.shaders import source
from nnviz.stage.frame import Camera

WHOLE: Final = {"depth_test": True, "depth_mask": True, "blend": False, "cull_face": False}
FRINGE: Final = {"depth_test": True, "depth_mask": False, **OVER}


class BodyVisual(QuadVisual):
    """One of the two passes over bodies of a kind."""

    def __init__(self, quads: Quads, kind: str, *, fringe: bool) -> None:
        """Draw quads with the shaders of a kind, "nodes" or "edges"."""
        vertex = source("lens", f"{kind}.vert")
        fragment = source("lens", "light", "body", f"{kind}.frag")
        QuadVisual.__init__(self, quads, vertex, fragment, **(FRINGE if fringe else WHOLE))
        self.shared_program["fringe"] = float(fringe)

    def _look(self) -> None:
        clip_from_world = matrix_of(self.get_transform("visual", "render"))
        clip_from_pixels = matrix_of(self.get_transform("framebuffer", "render"))
        viewport = 2.0 / np.abs(np.diag(clip_from_pixels)[:2])
        seen = lens(clip_from_world, viewport[1])
        program = self.shared_program
        program["eye"] = seen.eye
        program["look"] = seen.look.T  # OpenGL stores columns
        program["unlook"] = seen.unlook.T
        program["depth"] = seen.depth
        program["focal"] = seen.focal
        program["viewport"] = viewport


def back_to_front(camera: Camera, middles: NDArray[Any]) -> NDArray[np.int64]:
    """Return the numbers of bodies in the order of falling distance along the line of sight.

    Args:
        camera: who looks.
        middles: (n, 3) world units.

    """
    depth = middles @ (np.asarray(camera.target) - camera.eye)
    return np.argsort(-depth, kind="stable")
