"""The picture in a window: what a canvas draws into memory, drawn where Qt shows it."""

from typing import Any

from vispy.scene import SceneCanvas

from nnviz.render.picture import Picture
from nnviz.stage.frame import Frame


class StageView:
    """Shows frames in a widget of Qt; nothing but a new frame or an uncovered window draws.

    It belongs to the thread that made it, and Qt's application must exist before. Qt gives
    everything back to the graphics card when it destroys the widget with its window; VisPy's own
    way of closing would handle events in the midst of that.
    """

    def __init__(self) -> None:
        self._canvas = _Surface(app="pyqt6", show=False)
        self._canvas.events.draw.connect(self._draw)
        self._picture: Picture | None = None
        self._frame: Frame | None = None

    @property
    def native(self) -> Any:
        """The widget, a `QOpenGLWidget`, to be put into a window."""
        return self._canvas.native

    def draw(self, frame: Frame) -> None:
        """Show a frame as soon as the screen can; of several at once, the last."""
        self._frame = frame
        self.native.update()

    def _draw(self, _event: object) -> None:
        if self._frame is None:
            self._canvas.context.clear(color="black")
            return
        if self._picture is None:
            self._picture = Picture(self._canvas)
        self._picture.draw(self._frame)


class _Surface(SceneCanvas):  # type: ignore[misc]  # VisPy has no types
    """A canvas that leaves to its view when and what to draw."""

    def on_draw(self, event: object) -> None:
        """Draw nothing: the view is told, too."""

    def update(self, node: object = None) -> None:
        """Draw nothing again: nodes change because a frame is being drawn."""
