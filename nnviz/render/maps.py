"""Maps: small pictures as one texture, one below the other."""

import numpy as np
from vispy import gloo
from vispy.scene import Node
from vispy.scene.visuals import create_visual_node

from nnviz.picture.frame import Maps, same_picture
from nnviz.render.panels import SheetVisual
from nnviz.render.quads import Quads

MapSheet = create_visual_node(SheetVisual)


class MapsNode:
    """The maps of a frame as a node of VisPy's scene graph.

    Attributes:
        quads: what the graphics card holds, a quad for each map.
        texture: the colours of all of them.

    """

    def __init__(self, parent: Node) -> None:
        """Hang the maps below a node whose space is the picture's."""
        self.quads = Quads({"upper_left": 2, "size": 2, "number": 1})
        self.texture = gloo.Texture2D(np.zeros((1, 1, 4), np.uint8), interpolation="linear")
        self._shown: Maps | None = None
        self._sheet = MapSheet(self.quads, "maps", parent=parent)
        self._sheet.order = 1.5  # above the rectangles, below the strokes
        self._sheet.shared_program["colours"] = self.texture

    def show(self, maps: Maps) -> None:
        """Show these maps."""
        if self._shown is not None and same_picture(self._shown, maps):
            return
        count, rows, columns = maps.colour.shape[:3]
        self._sheet.show({"upper_left": maps.corner, "size": maps.size, "number": np.arange(count)})
        if count:
            colours = np.round(maps.colour * 255).astype(np.uint8)
            self.texture.set_data(colours.reshape(count * rows, columns, 4))
            self._sheet.shared_program["cells"] = (columns, rows)
            self._sheet.shared_program["count"] = float(count)
        self._shown = maps
