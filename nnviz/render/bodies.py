"""What nodes and edges have in common: they have depth, and they are seen through a lens.

A pixel at a silhouette is covered in part and must blend with what lies behind it, so that has to
be drawn before. Five draws get this right nearly everywhere:

1. the pixels that cylinders cover wholly,
2. opaque solids, from back to front, their silhouettes included,
3. silhouettes and rims of cylinders, thin and translucent cylinders, from back to front,
4. threads, from back to front: cylinders of two pixels at most, which in large networks are all,
5. what solids shed around them,
6. translucent solids, from back to front.

The first two keep their depth, so that bodies run into each other; the others only heed it. The
floor lies below all of them and has no depth.
"""

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnviz.picture.frame import Camera, Floats
from nnviz.render.lens import lens
from nnviz.render.quads import QUAD_TRIANGLES, Quads
from nnviz.render.shaders import shader_source
from nnviz.render.visual import OVER, QuadVisual, matrix_of

WHOLE: Final = {"depth_test": True, "depth_mask": True, "blend": False, "cull_face": False}
KEEP_DEPTH: Final = {"depth_test": True, "depth_mask": True, **OVER}
OPAQUE: Final = 0.996  # more alpha than that is all of it in eight bits; the shaders say so, too
LEAVE_DEPTH: Final = {"depth_test": True, "depth_mask": False, **OVER}


FOG_AFTER, FOG_GROWTH, FOG_MOST = 0.5, 0.05, 0.4  # world units behind what is looked at; a unit


class Air(NamedTuple):
    """What bodies are seen before and through.

    Attributes:
        ground: (3,) the colour of the background.
        fog: (3,) the depth from which things fade into it, by how much with each unit, how far.

    """

    ground: tuple[float, ...]
    fog: tuple[float, float, float]


def air_of(background: Floats, camera: Camera) -> Air:
    """Return the air of a frame."""
    distance = math.dist(camera.eye.tolist(), camera.target.tolist())
    return Air(tuple(background[:3].tolist()), (distance + FOG_AFTER, FOG_GROWTH, FOG_MOST))


class BodyVisual(QuadVisual):
    """Bodies of one kind, seen through the lens and lit."""

    def __init__(
        self,
        quads: Quads,
        shaders: tuple[Sequence[str], Sequence[str]],
        state: dict[str, Any],
        triangles: NDArray[np.uint32] = QUAD_TRIANGLES,
    ) -> None:
        """Draw quads with shaders made of these files; see `QuadVisual`."""
        sources = shader_source(*shaders[0]), shader_source(*shaders[1])
        self._air: Air | None = None
        self._uniforms = frozenset(re.findall(r"uniform \w+ (\w+);", "\n".join(sources)))
        QuadVisual.__init__(self, quads, sources, state, triangles)

    def breathe(self, air: Air) -> None:
        """Show the bodies in this air."""
        if air != self._air:
            self._air = air
            self.tell({"ground": air.ground, "fog": air.fog})

    def tell(self, uniforms: Mapping[str, Any]) -> None:
        """Set those of these uniforms that the program has."""
        for name in uniforms.keys() & self._uniforms:
            self.shared_program[name] = uniforms[name]

    def _look(self) -> None:
        clip_from_world = matrix_of(self.get_transform("visual", "render"))
        clip_from_pixels = matrix_of(self.get_transform("framebuffer", "render"))
        viewport = 2.0 / np.abs(np.diag(clip_from_pixels)[:2])
        seen = lens(clip_from_world, viewport[1])
        self.tell(
            {
                "eye": seen.eye,
                "look": seen.look.T,  # OpenGL stores columns
                "unlook": seen.unlook.T,
                "depth": seen.depth,
                "focal": seen.focal,
                "viewport": viewport,
            }
        )


def depths(camera: Camera, points: Floats) -> Floats:
    """Return (n,) distances from the eye along the line of sight, world units."""
    sight = np.asarray(camera.target) - camera.eye
    direction = sight / np.linalg.norm(sight)
    x, y, z = direction  # one by one: a product of matrices would wake threads that OpenGL needs
    along = points[:, 0] * x + points[:, 1] * y + points[:, 2] * z
    return np.asarray(along - camera.eye @ direction)


def back_to_front(middles: Floats, nearer: Floats) -> NDArray[np.int64]:
    """Return the numbers of bodies in the order of falling distance along the line of sight.

    Args:
        middles: (n,) how deep in the picture their middles are, world units.
        nearer: (n,) by how much nearer than its middle a body counts, world units: the size of a
            translucent one, which so follows what it encloses; below 0, of a wide opaque one, which
            so precedes what stands upon it.

    """
    return ascending(np.asarray(nearer - middles, np.float32))


def ascending(keys: Floats) -> NDArray[np.int64]:
    """Return the order of ascending numbers; equal ones keep theirs, and none is NaN.

    As numbers are, so are their bits, once those of negative ones are turned round. By 16 bits at
    a time NumPy counts instead of comparing: of many numbers that takes a tenth of the time.
    """
    bits = (keys + np.float32(0.0)).view(np.uint32)  # of zeros there is one now
    bits ^= np.where(bits >> 31, np.uint32(0xFFFFFFFF), np.uint32(0x80000000))
    order = np.argsort(bits.astype(np.uint16), kind="stable")
    return order[np.argsort((bits >> 16).astype(np.uint16)[order], kind="stable")]
