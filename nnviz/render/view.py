"""The picture in a window: what a canvas draws into memory, drawn where Qt shows it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from vispy import gloo
from vispy.scene import SceneCanvas

from nnviz.errors import GraphicsError, NnvizError
from nnviz.picture.frame import Frame, Labels
from nnviz.picture.typography import extent
from nnviz.render.backend import DPI
from nnviz.render.picture import Picture, fitted_area


class StageView:
    """Shows frames in a widget of Qt; nothing but a new frame or an uncovered window draws.

    The picture keeps its aspect and stands in the middle of the widget, in the pixels of the
    screen. The view belongs to the thread that made it, and Qt's application must exist before. Qt
    gives everything back to the graphics card when it destroys the widget with its window; VisPy's
    own way of closing would handle events in the midst of that.
    """

    def __init__(self) -> None:
        """Make a widget that has no parent yet.

        Raises:
            GraphicsError: VisPy cannot use Qt here.

        """
        try:
            self._canvas = _DrawingSurface(app="pyqt6", show=False, dpi=DPI)
        except RuntimeError as error:
            raise GraphicsError(f"no picture can be shown in a window: {error}") from error
        self._canvas.events.ignore_callback_errors = False  # else VisPy logs what it catches
        self._canvas.events.draw.connect(lambda _event: self._paint_frame())
        self._paint_widget = self.native.paintGL
        self.native.paintGL = self._paint  # VisPy's own part of it can fail, too
        self._picture = Picture(self._canvas)
        self._frame: Frame | None = None
        self._fault, self._gave_up = "", False
        # What is sent to the graphics card waits in a queue until the next painting, and a window
        # that is hidden paints nothing: so only one frame is sent, the last one when it is painted.
        self._waiting = False

    @property
    def native(self) -> Any:
        """The widget, a `QOpenGLWidget`, to be put into a window."""
        return self._canvas.native

    @property
    def frame(self) -> Frame | None:
        """The frame that was drawn last."""
        return self._frame

    def point_at(self, x: float, y: float) -> tuple[float, float] | None:
        """Return the point of the picture under a point of the widget.

        Args:
            x: from the left end of the widget, in Qt's units, of which a screen of high density
                has several pixels to one.
            y: from its upper end.

        Returns:
            Picture units; None beside the picture, or where there is none yet.

        """
        if self._frame is None:
            return None
        aspect, pixels = self._frame.aspect, self._canvas.physical_size
        left, top, _, height = fitted_area(pixels, aspect)
        scale = pixels[1] / self._canvas.size[1]
        across, down = (x * scale - left) / height, (y * scale - top) / height
        return (across, down) if 0 <= across <= aspect and 0 <= down <= 1 else None

    @property
    def pixel(self) -> float:
        """What one of Qt's units measures in the picture that is shown, picture units."""
        if self._frame is None:
            return 0.0
        pixels = self._canvas.physical_size
        *_, height = fitted_area(pixels, self._frame.aspect)
        return float(pixels[1] / self._canvas.size[1] / height)

    def draw(self, frame: Frame) -> None:
        """Show a frame as soon as the screen can; of several at once, the last.

        Raises:
            FontError: a font lacks characters of a label.
            GraphicsError: the graphics card gave up, now or when the frame before was painted.

        """
        self.check()
        with _explained():
            if self._waiting:
                _require_letters(frame.labels)
            else:
                self._picture.show(frame)
        self._frame, self._waiting = frame, True
        self.native.update()

    def check(self) -> None:
        """Say it if the graphics card gave up since it was asked last: once, until it paints again.

        Raises:
            GraphicsError: it did.

        """
        fault, self._fault = self._fault, ""
        with _explained():
            if fault:
                raise RuntimeError(fault)

    def _paint(self) -> None:
        try:
            self._paint_widget()
        except Exception as error:  # in the midst of Qt's painting, where nobody could catch it
            self._fault = self._fault if self._gave_up else _error_text(error)
            self._gave_up = True
        else:
            self._gave_up = False
        self._waiting = False

    def _paint_frame(self) -> None:
        if self._gave_up:  # what was sent then is lost, and nothing of it would be sent again
            self._picture.leave()
            self._picture = Picture(self._canvas)
        if self._frame is None:
            gloo.clear(color="black")
        else:
            gloo.clear(color=(*self._frame.background[:3], 1.0))  # around the picture, too
            self._picture.show(self._frame)  # again, as the window's size may be another
            self._picture.paint()


def _error_text(error: Exception) -> str:
    """Return what an exception says, and of what kind it is where nobody foresaw it."""
    foreseen = isinstance(error, RuntimeError | NnvizError)
    return str(error) if foreseen else f"{type(error).__name__}: {error}"


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except RuntimeError as error:
        raise GraphicsError(
            f"the picture can no longer be drawn: {error}. Close the window and open it again"
        ) from error


def _require_letters(labels: Labels) -> None:
    for text, font in zip(labels.text, labels.font, strict=True):
        extent(text, font)


class _DrawingSurface(SceneCanvas):  # type: ignore[misc]  # VisPy has no types
    """A canvas that leaves to its view when and what to draw."""

    def on_draw(self, event: object) -> None:
        """Draw nothing: the view is told, too."""

    def update(self, node: object = None) -> None:
        """Draw nothing again: nodes change because a frame is being drawn."""
