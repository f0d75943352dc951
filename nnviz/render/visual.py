"""A visual of VisPy that draws quads: one program, one index buffer, both made once."""

import re
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from vispy import gloo
from vispy.visuals import Visual
from vispy.visuals.transforms import BaseTransform

from nnviz.render.quads import QUAD_TRIANGLES, Quads

# What is drawn carries its colour multiplied by its alpha, so that pictures without a background
# keep a true alpha.
OVER: Final = {"blend": True, "blend_func": ("one", "one_minus_src_alpha"), "cull_face": False}


class QuadVisual(Visual):  # type: ignore[misc]  # VisPy has no types
    """Draws some of the elements of `Quads`, in a given order.

    Several visuals may draw from the same quads.
    """

    def __init__(
        self,
        quads: Quads,
        shaders: tuple[str, str],
        state: dict[str, Any],
        triangles: NDArray[np.uint32] = QUAD_TRIANGLES,
    ) -> None:
        """Make the program.

        Args:
            quads: what is drawn.
            shaders: source of the vertex and of the fragment shader.
            state: of OpenGL while this draws, as VisPy names it.
            triangles: (3 m,) which vertices of an element make its triangles.

        """
        self._moved = True
        Visual.__init__(self, *shaders)
        self._quads = quads
        self._selected = np.empty(0, np.int64)
        self._triangles = triangles
        self._draw_mode = "triangles"
        self._index_buffer = gloo.IndexBuffer(self._indices(self._selected))
        for name, buffer in quads.buffers.items():
            if re.search(rf"attribute \w+ {name};", shaders[0]):
                self.shared_program[name] = buffer
        self.set_gl_state(**state)

    def select(self, order: NDArray[np.int64]) -> None:
        """Draw these elements, in this order.

        Args:
            order: (k,) numbers of elements, k at most the number of elements.

        """
        grown = self._index_buffer.size != self._quads.capacity * len(self._triangles)
        if grown or not np.array_equal(order, self._selected):
            self._index_buffer.set_data(self._indices(order))
            self._selected = order.copy()

    def _indices(self, order: NDArray[np.int64]) -> NDArray[np.uint32]:
        """Return the vertices of all triangles; those beyond the selected ones cover nothing."""
        indices = np.zeros((self._quads.capacity, len(self._triangles)), np.uint32)
        first = order.astype(np.uint32) * np.uint32(len(self._quads.corners))
        np.add(first[:, None], self._triangles, out=indices[: len(order)])
        return indices.ravel()

    def _transform_changed(self, event: object = None) -> None:
        self._moved = True
        Visual._transform_changed(self, event)

    def _prepare_transforms(self, view: Any) -> None:
        """Leave the program alone: VisPy's transforms are read as matrices, see `_look`."""

    def _prepare_draw(self, view: Any = None) -> bool:  # noqa: ARG002  # VisPy names it
        if len(self._selected) and self._moved:
            self._moved = False
            self._look()
        return len(self._selected) > 0

    def _look(self) -> None:
        """Tell the program where things stand; called when a transform has changed."""
        raise NotImplementedError

    def _compute_bounds(self, axis: int, view: Any) -> None:
        """Have no bounds: nothing here is laid out or picked by VisPy."""


def matrix_of(transform: BaseTransform) -> NDArray[np.float64]:
    """Return the (4, 4) matrix of a linear transform of VisPy, for column vectors."""
    return np.asarray(transform.map(np.eye(4)), np.float64).T
