"""A canvas without a window: frames in, images out."""

from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import c_void_p
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray
from OpenGL.platform import PLATFORM  # its tables of functions take longer to load than to draw
from vispy import gloo
from vispy.gloo import gl

from nnviz.errors import GraphicsError
from nnviz.picture.frame import Frame
from nnviz.render.backend import (
    close_offscreen,
    giving_up_is_said,
    name_of_graphics,
    open_offscreen,
)
from nnviz.render.picture import Picture

DEPTH_24 = 0x81A6  # GL_DEPTH_COMPONENT24; VisPy's own 16 bits would let bodies flicker
_UNREAD = (255, 0, 255, 0)  # which no pixel can be, as colours are multiplied by their alpha


class Canvas:
    """Draws frames into memory, with one framebuffer that lives as long as the canvas.

    Use it as a context manager. It belongs to the thread that made it.

    Attributes:
        size: width and height of the images, pixels.
        picture: what is drawn.
        graphics: names and versions of the OpenGL that draws.

    """

    def __init__(self, size: tuple[int, int] = (1920, 1080)) -> None:
        """Start OpenGL.

        Args:
            size: width and height, pixels.

        Raises:
            GraphicsError: this machine cannot draw; the message says what to install.

        """
        self.size = (int(size[0]), int(size[1]))  # of NumPy, too: OpenGL takes none of it
        self._canvas = open_offscreen(size)
        self._open, self._gave_up = True, False
        self.graphics = name_of_graphics()
        with giving_up_is_said(self.graphics):
            self._color = gloo.RenderBuffer(size[::-1], "color")
            self._depth = gloo.RenderBuffer(size[::-1], DEPTH_24)
            self._target = gloo.FrameBuffer(self._color, self._depth)
            self._canvas.push_fbo(self._target, (0, 0), self._canvas.physical_size)
            self.picture = Picture(self._canvas, memory=size)
        self._background_alpha = self._next_alpha = 1.0

    def draw(self, frame: Frame) -> None:
        """Draw a frame; `image` returns it.

        Args:
            frame: finite numbers throughout; whoever composes a frame sees to that.

        Raises:
            FontError: a font lacks characters of a label.
            GraphicsError: OpenGL gave up.

        """
        self.show(frame)
        self.paint()

    def show(self, frame: Frame) -> None:
        """Take over a frame for `paint`; until then `image` returns the one that was painted.

        Raises:
            FontError: a font lacks characters of a label.
            GraphicsError: OpenGL gave up.

        """
        self._activate()
        self.picture.show(frame)
        self._next_alpha = float(frame.background[3])

    def paint(self) -> None:
        """Paint the frame that was taken over, while this thread goes on; `image` waits for it.

        Raises:
            GraphicsError: OpenGL gave up.

        """
        self._activate()
        with self._drawing():
            self.picture.paint()
            gloo.flush()
        self._background_alpha = self._next_alpha

    def image(self) -> NDArray[np.uint8]:
        """Return the frame that was painted last.

        Returns:
            (height, width, 4) sRGB with straight alpha, the top row first, C-contiguous. It is a
            fresh array: another thread may keep it for as long as it likes.

        Raises:
            GraphicsError: OpenGL gave up.

        """
        width, height = self.size
        pixels = np.empty((height, width, 4), np.uint8)
        pixels[-1, -1] = _UNREAD
        self._activate()
        with self._drawing():
            gloo.flush()
            place = c_void_p(pixels.ctypes.data)
            PLATFORM.GL.glReadPixels(0, 0, width, height, gl.GL_RGBA, gl.GL_UNSIGNED_BYTE, place)
            gl.check_error("glReadPixels")
            if tuple(pixels[-1, -1]) == _UNREAD:  # as a lost context may leave it, without a word
                raise RuntimeError("glReadPixels read nothing")
        return pixels if self._background_alpha == 1.0 else _straight(pixels)

    def close(self) -> None:
        """Give everything back to the graphics card. Closing twice is harmless."""
        if self._open:
            self._open = False
            close_offscreen(self._canvas)

    def _activate(self) -> None:
        if self._gave_up:
            raise GraphicsError("OpenGL gave up on this canvas before; draw with a new one")
        with self._drawing():
            self._canvas.set_current()
            self._target.activate()  # which making a canvas current undoes

    @contextmanager
    def _drawing(self) -> Iterator[None]:
        """Draw nothing any more after OpenGL gave up, as what was sent to it is lost."""
        try:
            with giving_up_is_said(self.graphics):
                yield
        except GraphicsError:
            self._gave_up = True
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _straight(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return colours that are no longer multiplied by their alpha."""
    alpha = np.maximum(pixels[..., 3:], 1).astype(np.float32)
    pixels[..., :3] = np.minimum(np.round(pixels[..., :3] * (255.0 / alpha)), 255.0)
    return pixels
