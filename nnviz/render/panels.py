"""Flat things over the bodies: rectangles with round corners, and strokes."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from vispy.scene import Node
from vispy.scene.visuals import create_visual_node

from nnviz.picture.frame import Rectangles, Strokes
from nnviz.render.quads import Quads
from nnviz.render.shaders import shader_source
from nnviz.render.visual import OVER, QuadVisual, matrix_of


class SheetVisual(QuadVisual):
    """Quads that lie flat on the picture, in picture units, over everything with depth."""

    def __init__(self, quads: Quads, kind: str) -> None:
        """Draw quads with the shaders of a kind: "rectangles", "strokes" or "labels"."""
        shaders = shader_source("sheet", f"{kind}.vert"), shader_source(f"{kind}.frag")
        QuadVisual.__init__(self, quads, shaders, {"depth_test": False, **OVER})

    def show(self, values: dict[str, NDArray[Any]]) -> None:
        """Draw elements with these values, later ones over earlier ones."""
        self._quads.put(values)
        self.select(np.arange(self._quads.count))

    def _look(self) -> None:
        clip = matrix_of(self.get_transform("visual", "render"))
        pixels = matrix_of(self.get_transform("visual", "framebuffer"))
        self.shared_program["sheet"] = (*clip[:2, 3], clip[0, 0], clip[1, 1])
        self.shared_program["height"] = abs(pixels[1, 1])


Sheet = create_visual_node(SheetVisual)


class Panels:
    """The rectangles and strokes of a frame as nodes of VisPy's scene graph.

    Attributes:
        rectangles: what the graphics card holds of the rectangles.
        strokes: what it holds of the strokes.

    """

    def __init__(self, parent: Node) -> None:
        """Hang both below a node whose space is the picture's."""
        self.rectangles = Quads(
            {"upper_left": 2, "size": 2, "rounding": 1, "softness": 1, "colour": 4}
        )
        self.strokes = Quads({"start": 2, "end": 2, "width": 1, "colour": 4, "cut": 4})
        self._rectangles = Sheet(self.rectangles, "rectangles", parent=parent)
        self._strokes = Sheet(self.strokes, "strokes", parent=parent)
        self._rectangles.order, self._strokes.order = 1, 2

    def show(self, rectangles: Rectangles, strokes: Strokes) -> None:
        """Show these rectangles, and over them these strokes."""
        self._rectangles.show(
            {
                "upper_left": rectangles.corner,
                "size": rectangles.size,
                "rounding": rectangles.rounding,
                "softness": rectangles.softness,
                "colour": rectangles.colour,
            }
        )
        self._strokes.show(
            {
                "start": strokes.start,
                "end": strokes.end,
                "width": strokes.width,
                "colour": strokes.colour,
                "cut": joints(strokes),
            }
        )


def joints(strokes: Strokes) -> NDArray[np.float32]:
    """Return where strokes that follow each other are cut, so that they do not overlap.

    A stroke that starts exactly where the one before it ends, with the same width, is joined to
    it. The cut halves the angle between the two: its normal is the mean of their directions.

    Returns:
        (n, 4) normal of the cut at the start and of that at the end; 0 where an end is free.

    """
    way = strokes.end - strokes.start
    length = np.linalg.norm(way, axis=1, keepdims=True)
    direction = np.divide(way, length, out=np.zeros_like(way), where=length > 0)
    meet = np.all(strokes.end[:-1] == strokes.start[1:], axis=1)
    meet &= strokes.width[:-1] == strokes.width[1:]
    meet &= (length[:-1, 0] > 0) & (length[1:, 0] > 0)
    normal = np.where(meet[:, None], direction[:-1] + direction[1:], 0.0)
    cut = np.zeros((len(way), 4), np.float32)
    cut[1:, :2] = normal
    cut[:-1, 2:] = normal
    return cut
