"""Quads: the one kind of geometry that is drawn here.

Everything in the picture is a quad whose fragment shader works out what it covers. An element is
four vertices that carry the same values and differ by their `corner`; two triangles join them.
In software OpenGL one draw of such expanded vertices is faster than instancing.

The buffers live as long as the picture. They grow by doubling, and only values that changed are
sent again, so that a still picture sends nothing.
"""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from vispy import gloo
from vispy.visuals import Visual
from vispy.visuals.transforms import BaseTransform

CORNERS: Final = np.array([[-1, -1], [1, -1], [-1, 1], [1, 1]], np.float32)
TRIANGLES: Final = np.array([0, 1, 2, 2, 1, 3], np.uint32)
FIRST_CAPACITY: Final = 64

# What is drawn carries its colour multiplied by its alpha, so that pictures without a background
# keep a true alpha.
OVER: Final = {"blend": True, "blend_func": ("one", "one_minus_src_alpha"), "cull_face": False}


class Quads:
    """Values of n elements in buffers of the graphics card.

    Attributes:
        count: number of elements.
        capacity: number of elements that the buffers have room for.
        buffers: name of the attribute -> its buffer, `corner` among them.

    """

    def __init__(self, **components: int) -> None:
        """Lay out attributes, each given with its number of components."""
        self.count = 0
        self.capacity = FIRST_CAPACITY
        self._components = components
        self._values: dict[str, NDArray[np.float32]] = {}
        self.buffers: dict[str, gloo.VertexBuffer] = {
            "corner": gloo.VertexBuffer(np.tile(CORNERS, (self.capacity, 1)))
        }
        for name in components:
            self.buffers[name] = gloo.VertexBuffer(self._room(name))

    def put(self, values: Mapping[str, NDArray[Any]]) -> None:
        """Hold these values of the elements.

        Args:
            values: every attribute but `corner`: (n,) or (n, components).

        """
        self.count = len(next(iter(values.values())))
        grown = self._grow()
        for name, value in values.items():
            if grown or not _same(self._values.get(name), value):
                self._send(name, value, whole=grown)

    def _grow(self) -> bool:
        if self.count <= self.capacity:
            return False
        while self.capacity < self.count:
            self.capacity *= 2
        self.buffers["corner"].set_data(np.tile(CORNERS, (self.capacity, 1)))
        return True

    def _send(self, name: str, value: NDArray[Any], *, whole: bool) -> None:
        self._values[name] = value
        if whole:
            room = self._room(name)
            room[: 4 * self.count] = _expanded(value)
            self.buffers[name].set_data(room)
        elif self.count:
            self.buffers[name].set_subdata(_expanded(value))

    def _room(self, name: str) -> NDArray[np.float32]:
        return np.zeros((4 * self.capacity, self._components[name]), np.float32)


class QuadVisual(Visual):
    """Draws some of the elements of `Quads`, in a given order.

    Several visuals may draw from the same quads.
    """

    def __init__(self, quads: Quads, vertex: str, fragment: str, **state: Any) -> None:
        """Draw quads with a program and with a state of OpenGL, given as VisPy names it."""
        self._moved = True
        Visual.__init__(self, vcode=vertex, fcode=fragment)
        self._quads = quads
        self._selected = np.empty(0, np.int64)
        self._draw_mode = "triangles"
        self._index_buffer = gloo.IndexBuffer(np.zeros(6 * quads.capacity, np.uint32))
        for name, buffer in quads.buffers.items():
            self.shared_program[name] = buffer
        self.set_gl_state(**state)

    def select(self, order: NDArray[np.int64]) -> None:
        """Draw these elements, in this order.

        Args:
            order: (k,) numbers of elements, k at most the number of elements.

        """
        grown = self._index_buffer.size != 6 * self._quads.capacity
        if grown or not np.array_equal(order, self._selected):
            indices = np.zeros((self._quads.capacity, 6), np.uint32)  # the rest covers nothing
            indices[: len(order)] = 4 * order[:, None] + TRIANGLES
            self._index_buffer.set_data(indices.ravel())
            self._selected = order.copy()

    def _transform_changed(self, event: object = None) -> None:
        self._moved = True
        Visual._transform_changed(self, event)

    def _prepare_transforms(self, view: Any) -> None:
        """Leave the program alone: VisPy's transforms are read as matrices, see `_look`."""

    def _prepare_draw(self, view: Any = None) -> bool:
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


def _expanded(value: NDArray[Any]) -> NDArray[np.float32]:
    return np.repeat(np.asarray(value, np.float32).reshape(len(value), -1), 4, axis=0)


def _same(one: NDArray[Any] | None, other: NDArray[Any]) -> bool:
    return one is other or (one is not None and np.array_equal(one, other))
