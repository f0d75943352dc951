"""Quads: the one kind of geometry that is drawn here.

Everything in the picture is a quad whose fragment shader works out what it covers. The vertices of
an element carry the same values and differ by their `corner`; triangles join them. In software
OpenGL one draw of such expanded vertices is faster than instancing.

The buffers live as long as the picture. They grow by doubling, and only values that changed are
sent again, so that a still picture sends nothing.
"""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from vispy import gloo

QUAD: Final = np.array([[-1, -1], [1, -1], [-1, 1], [1, 1]], np.float32)
QUAD_TRIANGLES: Final = np.array([0, 1, 2, 2, 1, 3], np.uint32)

# A quad around a hole: its own four corners, marked by 1, then those of the hole, marked by 0.
RING: Final = np.array([[x, y, outside] for outside in (1, 0) for x, y in QUAD], np.float32)
RING_TRIANGLES: Final = np.array(
    [0, 1, 4, 4, 1, 5, 1, 3, 5, 5, 3, 7, 3, 2, 7, 7, 2, 6, 2, 0, 6, 6, 0, 4], np.uint32
)
FIRST_CAPACITY: Final = 64


class Quads:
    """Values of n elements in buffers of the graphics card.

    Attributes:
        corners: (k, 2 or 3) the vertices of one element.
        count: number of elements.
        capacity: number of elements that the buffers have room for.
        values: name of an attribute -> (n,) or (n, components), as it was put last.
        buffers: name of an attribute -> its buffer, `corner` among them.

    """

    def __init__(
        self,
        components: Mapping[str, int],
        corners: NDArray[np.float32] = QUAD,
        *,
        capacity: int = FIRST_CAPACITY,
    ) -> None:
        """Lay out buffers.

        Args:
            components: name of an attribute -> its number of components.
            corners: (k, 2 or 3) the vertices of one element.
            capacity: number of elements that there is room for at first.

        """
        self.corners = corners
        self.count = 0
        self.capacity = capacity
        self._components = components
        self.values: dict[str, NDArray[np.float32]] = {}
        self.buffers: dict[str, gloo.VertexBuffer] = {
            "corner": gloo.VertexBuffer(np.tile(corners, (self.capacity, 1)))
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
            if grown or not _same(self.values.get(name), value):
                self._send(name, value, whole=grown)

    def _grow(self) -> bool:
        if self.count <= self.capacity:
            return False
        while self.capacity < self.count:
            self.capacity *= 2
        self.buffers["corner"].set_data(np.tile(self.corners, (self.capacity, 1)))
        return True

    def _send(self, name: str, value: NDArray[Any], *, whole: bool) -> None:
        self.values[name] = value
        if whole:
            room = self._room(name)
            room[: self.count * len(self.corners)] = self._expanded(value)
            self.buffers[name].set_data(room)
        elif self.count:
            self.buffers[name].set_subdata(self._expanded(value))

    def _room(self, name: str) -> NDArray[np.float32]:
        return np.zeros((self.capacity * len(self.corners), self._components[name]), np.float32)

    def _expanded(self, value: NDArray[Any]) -> NDArray[np.float32]:
        flat = np.asarray(value, np.float32).reshape(len(value), -1)
        return np.repeat(flat, len(self.corners), axis=0)


def _same(one: NDArray[Any] | None, other: NDArray[Any]) -> bool:
    return one is other or (one is not None and np.array_equal(one, other))
