"""The picture in the window: a stage view of the renderer, kept in the frame's proportions."""

from PyQt6.QtCore import QRect
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QWidget

from nnviz.render.canvas import StageView
from nnviz.stage.frame import Frame


class Picture(QWidget):
    """Shows one frame at a time; draws only when it is given one or when it is uncovered.

    Attributes:
        view: the renderer's side of the picture.

    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Picture of the network")
        self.setMinimumSize(320, 180)
        self._aspect = 16 / 9
        self.view = StageView()
        self._canvas: QWidget = self.view.native
        self._canvas.setParent(self)

    def draw(self, frame: Frame) -> None:
        """Show a frame as soon as the screen can."""
        if frame.aspect != self._aspect:
            self._aspect = frame.aspect
            self._fit()
        self.view.draw(frame)

    def close_view(self) -> None:
        """Give back what the renderer holds on the GPU."""
        self.view.close()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Keep the proportions: the rest of the space stays empty, half of it on either side."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = min(self.width(), round(self.height() * self._aspect))
        height = min(self.height(), round(self.width() / self._aspect))
        left, top = (self.width() - width) // 2, (self.height() - height) // 2
        self._canvas.setGeometry(QRect(left, top, width, height))
