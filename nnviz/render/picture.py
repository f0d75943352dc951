"""The picture inside a canvas of VisPy: its scene graph, and how a frame fills it.

    canvas.scene
    └── sheet            picture units; maps the picture into the canvas
        ├── world        world units; the camera: maps the world onto the sheet
        │   └── floor, shadows, solids, cylinders and triangles
        └── rectangles, maps, strokes, labels

The camera is an ordinary transform of the scene graph, a perspective matrix.
"""

import numpy as np
from numpy.typing import NDArray
from vispy import gloo
from vispy.scene import Node, SceneCanvas
from vispy.visuals.transforms import MatrixTransform, STTransform

from nnviz.picture.camera import view_projection
from nnviz.picture.frame import Camera, Floor, Frame, same_picture
from nnviz.render.bodies import Air, air_of
from nnviz.render.edges import Edges
from nnviz.render.floor import Ground
from nnviz.render.labels import LabelsNode
from nnviz.render.maps import MapsNode
from nnviz.render.nodes import Nodes
from nnviz.render.panels import Panels
from nnviz.render.surfaces import Surfaces


class Picture:
    """What a canvas shows: the latest frame, as large as fits.

    Attributes:
        nodes: solids.
        ground: the floor.
        edges: cylinders.
        surfaces: triangles.
        panels: rectangles and strokes.
        charts: maps.
        lettering: labels.

    """

    def __init__(self, canvas: SceneCanvas, *, memory: tuple[int, int] | None = None) -> None:
        """Build the scene graph.

        Args:
            canvas: where it is drawn.
            memory: width and height of a framebuffer that stands in for the canvas's own, pixels.
                It is painted upside down, the top row first: so pixels that are read back come in
                the order in which people look at them.

        """
        self._canvas = canvas
        self._memory = memory
        self._frame: Frame | None = None
        self._area = (0, 0, 0, 0)
        self._sheet = Node(parent=canvas.scene)
        self._sheet.transform = STTransform()
        self._world = Node(parent=self._sheet)
        self._world.transform = MatrixTransform()
        self.ground = Ground(self._world)
        self.nodes = Nodes(self._world)
        self.edges = Edges(self._world)
        self.surfaces = Surfaces(self._world)
        self.panels = Panels(self._sheet)
        self.charts = MapsNode(self._sheet)
        self.lettering = LabelsNode(self._sheet)

    def show(self, frame: Frame) -> None:
        """Take over a frame; `paint` paints it. What has not changed is not sent again.

        Args:
            frame: finite numbers throughout; whoever composes a frame sees to that.

        Raises:
            FontError: a font lacks characters of a label.

        """
        area = fitted_area(self._memory or self._canvas.physical_size, frame.aspect)
        if area != self._area:
            self._set_area(*area)
        elif frame is self._frame:
            return
        self.lettering.show(frame.labels, area[3])  # first: what it refuses changes nothing else
        if self._frame is None or not _same_view(self._frame, frame):
            self._world.transform.matrix = sheet_from_world(frame.camera, frame.aspect).T
        air = air_of(frame.background, frame.camera)
        self.nodes.breathe(air)
        self.edges.breathe(air)
        self._lay(frame.floor, air)
        self.nodes.show(frame.solids, frame.camera)
        self.surfaces.show(frame.triangles, frame.camera)
        self.edges.show(frame.cylinders, frame.camera, area[3])
        self.panels.show(frame.rectangles, frame.strokes)
        self.charts.show(frame.maps)
        self._frame = frame

    def paint(self) -> None:
        """Paint the latest frame into the framebuffer that is active, and nothing around it."""
        if self._frame is None:
            return
        gloo.set_scissor(*self._area)  # which stands in the middle, whichever way is up
        gloo.set_state(scissor_test=True, depth_mask=True)
        red, green, blue, alpha = self._frame.background
        gloo.clear(color=(red * alpha, green * alpha, blue * alpha, alpha), depth=True)
        self._canvas.draw_visual(self._canvas.scene)
        gloo.set_state(scissor_test=False)

    def _lay(self, floor: Floor | None, air: Air) -> None:
        """Lay a floor, or none."""
        self.ground.breathe(air)
        if self._frame is None or not same_picture(floor, self._frame.floor):
            self.ground.show(floor)
            self.nodes.shadows.lie_on(floor)
            self.edges.shadows.lie_on(floor)

    def leave(self) -> None:
        """Let the canvas show it no longer; another one can take its place."""
        self._sheet.parent = None

    def _set_area(self, left: int, top: int, width: int, height: int) -> None:
        self._area = left, top, width, height
        pixels = self._memory or self._canvas.physical_size
        scale = self._canvas.size[1] / pixels[1]  # VisPy places nodes in units of the window
        unit = (height if self._memory is None else -height) * scale
        first_row = (top if self._memory is None else top + height) * scale
        self._sheet.transform.translate = (left * scale, first_row, 0.0)
        self._sheet.transform.scale = (abs(unit), unit, 1.0)


def _same_view(one: Frame, other: Frame) -> bool:
    return one.aspect == other.aspect and same_picture(one.camera, other.camera)


def sheet_from_world(camera: Camera, aspect: float) -> NDArray[np.float64]:
    """Return the (4, 4) matrix from world to picture units, for column vectors.

    x and y are picture units times w; z and w are those of clip coordinates.
    """
    clip = view_projection(camera, aspect)
    matrix = clip.copy()
    matrix[0] = 0.5 * aspect * (clip[0] + clip[3])
    matrix[1] = 0.5 * (clip[3] - clip[1])
    return matrix


def fitted_area(size: tuple[int, int], aspect: float) -> tuple[int, int, int, int]:
    """Return left, top, width and height of the largest picture of an aspect in the middle.

    Args:
        size: width and height of the canvas, pixels.
        aspect: width of the picture divided by its height.

    """
    width, height = size
    if round(height * aspect) <= width:
        fitting = round(height * aspect), height
    else:
        fitting = width, round(width / aspect)
    return (width - fitting[0]) // 2, (height - fitting[1]) // 2, *fitting
