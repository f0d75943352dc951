"""The camera controller: drags and wheel become movements of the camera."""

from collections.abc import Callable

from PyQt6.QtCore import QEvent, QObject, QPointF, Qt, pyqtSignal
from PyQt6.QtGui import QMouseEvent, QWheelEvent
from PyQt6.QtWidgets import QApplication, QWidget

from nnviz.picture.frame import Camera
from nnviz.picture.orbit import orbit, pan, zoom, zoom_at
from nnviz.render.picture import fitted_area

DEGREES_PER_HEIGHT = 180.0  # a drag over the height of the picture goes half around
ZOOM_PER_NOTCH = 1.15
NOTCH = 120.0  # what Qt counts for one notch of a wheel

_LEFT, _MIDDLE, _RIGHT = (
    Qt.MouseButton.LeftButton,
    Qt.MouseButton.MiddleButton,
    Qt.MouseButton.RightButton,
)


class CameraController(QObject):
    """Watches the mouse over the picture: left drags orbit, right, middle or Shift drags pan.

    Args:
        widget: shows the picture.
        camera: returns where it stands, or will as soon as that is drawn; None: nothing is shown.
        aspect: of the picture.

    Attributes:
        placed: signal, the camera is to stand elsewhere; carries a `Camera`.
        double_clicked: signal, with the left button.

    """

    placed = pyqtSignal(object)
    double_clicked = pyqtSignal()

    def __init__(
        self, widget: QWidget, camera: Callable[[], Camera | None], *, aspect: float
    ) -> None:
        super().__init__(widget)
        self._widget = widget
        self._camera = camera
        self._aspect = aspect
        self._held_at: QPointF | None = None
        self._dragging = False
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject | None, event: QEvent | None) -> bool:
        """Take what the mouse does; VisPy would keep these events when Qt has deleted them.

        Another event at the same place in memory would then be taken for one of the mouse.
        """
        if not isinstance(event, QMouseEvent | QWheelEvent):
            return False
        camera = self._camera()
        if camera is None:
            return True
        if isinstance(event, QWheelEvent):
            factor = ZOOM_PER_NOTCH ** (event.angleDelta().y() / NOTCH)
            point = self._in_picture(event.position())
            self.placed.emit(zoom_at(camera, factor, point, self._aspect))
        else:
            self._follow(event, camera)
        return True

    def turn(self, *, right_deg: float = 0.0, up_deg: float = 0.0) -> None:
        """Turn around what is looked at, as a drag does."""
        self._move_camera(lambda camera: orbit(camera, azimuth_deg=right_deg, elevation_deg=up_deg))

    def shift(self, *, right: float = 0.0, down: float = 0.0) -> None:
        """Move the picture, in heights of it."""
        self._move_camera(lambda camera: pan(camera, right=right, down=down))

    def approach(self, notches: float) -> None:
        """Come nearer to the middle, or go farther away where the number is negative."""
        self._move_camera(lambda camera: zoom(camera, ZOOM_PER_NOTCH**notches))

    def _move_camera(self, moved: Callable[[Camera], Camera]) -> None:
        camera = self._camera()
        if camera is not None:
            self.placed.emit(moved(camera))

    def _follow(self, event: QMouseEvent, camera: Camera) -> None:
        match event.type():
            case QEvent.Type.MouseButtonPress:
                self._held_at, self._dragging = event.position(), False
            case QEvent.Type.MouseButtonRelease:
                self._held_at = None
            case QEvent.Type.MouseMove if self._held_at is not None:
                self._drag(event, camera)
            case QEvent.Type.MouseButtonDblClick if event.button() == _LEFT:
                self.double_clicked.emit()

    def _in_picture(self, place: QPointF) -> tuple[float, float]:
        """Return where a place of the widget is in the picture, in heights of it."""
        size = (self._widget.width(), self._widget.height())
        left, top, _, height = fitted_area(size, self._aspect)
        return (place.x() - left) / height, (place.y() - top) / height

    def _drag(self, event: QMouseEvent, camera: Camera) -> None:
        assert self._held_at is not None
        moved = event.position() - self._held_at
        if not self._dragging and moved.manhattanLength() < QApplication.startDragDistance():
            return  # a click, so far
        self._dragging, self._held_at = True, event.position()
        _, _, _, height = fitted_area((self._widget.width(), self._widget.height()), self._aspect)
        self.placed.emit(_moved(camera, event, moved / height))


def _moved(camera: Camera, event: QMouseEvent, by: QPointF) -> Camera:
    """Return the camera after a drag; `by` is in heights of the picture."""
    shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
    if event.buttons() & (_MIDDLE | _RIGHT) or shifted:
        return pan(camera, right=by.x(), down=by.y())
    return orbit(
        camera,
        azimuth_deg=-by.x() * DEGREES_PER_HEIGHT,
        elevation_deg=by.y() * DEGREES_PER_HEIGHT,
    )
