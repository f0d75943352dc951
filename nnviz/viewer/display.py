"""What must be settled with the system before Qt starts."""

import os
import sys

from PyQt6.QtCore import QtMsgType
from PyQt6.QtOpenGLWidgets import QOpenGLWidget

from nnviz.errors import GraphicsError

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def require_display() -> None:
    """Say in time what Qt would say by ending the process.

    Raises:
        GraphicsError: Linux has no screen here.

    """
    if sys.platform == "linux" and not any(map(os.environ.get, DISPLAYS)):
        raise GraphicsError(
            "There is no screen to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set). "
            "`nnviz render` and `nnviz still` need none."
        )


def end_clearly(kind: QtMsgType, _context: object, message: str | None) -> None:
    """Say what Qt gives up for, which would end the process with a crash; a handler of messages."""
    if kind == QtMsgType.QtFatalMsg:
        first = (message or "").partition(". ")[0]
        sys.stderr.write(
            f"nnviz: no window can be opened: {first}. Check DISPLAY, WAYLAND_DISPLAY and "
            "QT_QPA_PLATFORM; `nnviz doctor` says what is missing. `nnviz render` and `nnviz "
            "still` need no window.\n"
        )
        sys.stderr.flush()
        os._exit(1)
    sys.stderr.write(f"{message}\n")


def require_opengl(widget: QOpenGLWidget) -> None:
    """Make sure that a widget that is shown can be drawn into.

    Raises:
        GraphicsError: it has no OpenGL.

    """
    if not widget.isValid():
        raise GraphicsError(
            "OpenGL does not start in a window here. `nnviz doctor` says what is missing; `nnviz "
            "render` and `nnviz still` draw without a window."
        )


def prefer_egl() -> None:
    """Let Qt reach OpenGL through EGL under X, as drawing without a window does.

    One process can then do both; with Qt's own choice, GLX, neither can make its context current
    after the other.
    """
    os.environ.setdefault("QT_XCB_GL_INTEGRATION", "xcb_egl")
