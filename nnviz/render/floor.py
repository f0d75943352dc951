"""The floor, and on it soft shadows, each a quad of its own: nothing is blurred afterwards."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from vispy.scene import Node
from vispy.scene.visuals import create_visual_node

from nnviz.picture.frame import Floor
from nnviz.render.bodies import Air, BodyVisual
from nnviz.render.quads import QUAD_TRIANGLES, Quads
from nnviz.render.visual import OVER

FLAT: Final = {"depth_test": False, "depth_mask": False, **OVER}
OPAQUE: Final = {**FLAT, "blend": False}
GROUND = ("lens", "floor", "floor.vert"), ("floor.frag",)
BOXES = ("lens", "boxes", "floor", "shadows.vert"), ("floor", "shadows.frag")
BARS = ("lens", "bars", "floor", "shadows.vert"), ("floor", "shadows.frag")
RINGS, SPOKES = 4, 20  # of the net that the floor is
NONE = np.zeros(0, np.int64)
FloorBodies = create_visual_node(BodyVisual)


class Shadows:
    """Soft shadows of some bodies; without a floor, there are none."""

    def __init__(self, quads: Quads, *, bars: bool, parent: Node) -> None:
        """Draw the shadows of bars or of boxes that are in `quads` already."""
        shaders = BARS if bars else BOXES
        self._drawn = FloorBodies(quads, shaders, FLAT, QUAD_TRIANGLES, parent=parent)
        self._drawn.order = -1
        self._casting, self._floor = NONE, False

    def select(self, casting: NDArray[np.int64]) -> None:
        """Let these bodies cast shadows, if there is a floor."""
        self._casting = casting
        self._drawn.select(casting if self._floor else NONE)

    def lie_on(self, floor: Floor | None) -> None:
        """Let the shadows lie on a floor, or on none."""
        self._floor = floor is not None
        self._drawn.select(self._casting if self._floor else NONE)
        if floor is not None:
            lies = (*floor.middle.tolist(), *floor.reach.tolist())
            self._drawn.tell(
                {"level": floor.height, "lies": lies, "shadow_colour": floor.shadow.tolist()}
            )


class Ground:
    """The floor of a frame as a node of VisPy's scene graph."""

    def __init__(self, parent: Node) -> None:
        """Hang the floor below a node whose space is the world's."""
        corners, triangles = _net()
        quads = Quads({}, corners, capacity=1)
        quads.count = 1
        self._drawn = FloorBodies(quads, GROUND, OPAQUE, triangles, parent=parent)
        self._drawn.order = -2

    def breathe(self, air: Air) -> None:
        """Let the floor fade into the ground of this air."""
        self._drawn.breathe(air)

    def show(self, floor: Floor | None) -> None:
        """Show a floor, or none."""
        self._drawn.select(NONE if floor is None else np.zeros(1, np.int64))
        if floor is not None:
            lies = (*floor.middle.tolist(), *floor.reach.tolist())
            self._drawn.tell(
                {"level": floor.height, "lies": lies, "floor_colour": floor.colour.tolist()}
            )


def _net() -> tuple[NDArray[np.float32], NDArray[np.uint32]]:
    """Return the (n, 2) vertices of a disc of radius 1 and the (3 m,) corners of its triangles."""
    angles = np.linspace(0, 2 * np.pi, SPOKES, endpoint=False)
    spokes = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    rings = [spokes * ring / RINGS for ring in range(1, RINGS + 1)]
    corners = np.concatenate([np.zeros((1, 2)), *rings]).astype(np.float32)
    here = np.arange(SPOKES)
    following = (here + 1) % SPOKES
    fan = np.stack([np.zeros(SPOKES), 1 + here, 1 + following], axis=1)
    bands = [fan.astype(np.uint32)]
    for ring in range(1, RINGS):
        a, b = 1 + (ring - 1) * SPOKES, 1 + ring * SPOKES
        bands += [
            np.stack([a + here, b + here, b + following], axis=1),
            np.stack([a + here, b + following, a + following], axis=1),
        ]
    return corners, np.concatenate(bands).astype(np.uint32).ravel()
