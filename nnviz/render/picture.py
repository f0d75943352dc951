"""The picture inside a canvas of VisPy: its scene graph, and how a frame fills it.

    canvas.scene
    └── sheet            picture units; maps the picture into the canvas
        ├── world        world units; the camera: maps the world onto the sheet
        │   └── solids and cylinders
        └── rectangles, strokes, labels

The camera is an ordinary transform of the scene graph, a perspective matrix.
"""

import numpy as np
from numpy.typing import NDArray
from vispy import gloo
from vispy.scene import Node, SceneCanvas
from vispy.visuals.transforms import MatrixTransform, STTransform

from nnviz.render.edges import Edges
from nnviz.render.labels import Lettering
from nnviz.render.nodes import Nodes
from nnviz.render.panels import Panels
from nnviz.stage.camera import view_projection
from nnviz.stage.frame import Camera, Frame


class Picture:
    """What a canvas shows: the latest frame, as large as fits.

    Attributes:
        nodes: solids.
        edges: cylinders.
        panels: rectangles and strokes.
        lettering: labels.

    """

    def __init__(self, canvas: SceneCanvas, *, upside_down: bool = False) -> None:
        """Build the scene graph.

        Args:
            canvas: where it is drawn.
            upside_down: draw the first row last, as OpenGL's memory has it, so that pixels that
                are read back come in the order in which people look at them.

        """
        self._canvas = canvas
        self._upside_down = upside_down
        self._camera: tuple[Camera, float] | None = None
        self._sheet = Node(parent=canvas.scene)
        self._sheet.transform = STTransform()
        self._world = Node(parent=self._sheet)
        self._world.transform = MatrixTransform()
        self.nodes = Nodes(self._world)
        self.edges = Edges(self._world)
        self.panels = Panels(self._sheet)
        self.lettering = Lettering(self._sheet)

    def draw(self, frame: Frame) -> None:
        """Draw a frame into the framebuffer that is active.

        Args:
            frame: finite numbers throughout; whoever composes a frame sees to that.

        """
        left, top, width, height = fitted(self._canvas.physical_size, frame.aspect)
        self._place(left, top, height)
        self._aim(frame.camera, frame.aspect)
        self.nodes.show(frame.solids, frame.camera)
        self.edges.show(frame.cylinders, frame.camera)
        self.panels.show(frame.rectangles, frame.strokes)
        self.lettering.show(frame.labels, height)
        self._clear(frame.background)
        bottom = self._canvas.physical_size[1] - top - height
        gloo.set_scissor(left, bottom, width, height)
        gloo.set_state(scissor_test=True)
        self._canvas.draw_visual(self._canvas.scene)
        gloo.set_state(scissor_test=False)

    def _place(self, left: int, top: int, height: int) -> None:
        scale = self._canvas.pixel_scale
        place = np.array([left, top + height if self._upside_down else top]) / scale
        size = height / scale
        self._sheet.transform.translate = (*place, 0.0)
        self._sheet.transform.scale = (size, -size if self._upside_down else size, 1.0)

    def _aim(self, camera: Camera, aspect: float) -> None:
        if self._camera != (camera, aspect):
            self._camera = (camera, aspect)
            self._world.transform.matrix = sheet_from_world(camera, aspect).T

    def _clear(self, background: NDArray[np.float32]) -> None:
        gloo.set_state(depth_mask=True)
        gloo.clear(color=(*background[:3] * background[3], background[3]), depth=True)


def sheet_from_world(camera: Camera, aspect: float) -> NDArray[np.float64]:
    """Return the (4, 4) matrix from world to picture units, for column vectors.

    x and y are picture units times w; z and w are those of clip coordinates.
    """
    clip = view_projection(camera, aspect)
    matrix = clip.copy()
    matrix[0] = 0.5 * aspect * (clip[0] + clip[3])
    matrix[1] = 0.5 * (clip[3] - clip[1])
    return matrix


def fitted(size: tuple[int, int], aspect: float) -> tuple[int, int, int, int]:
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
