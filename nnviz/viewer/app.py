"""The application around the window: what must be settled before Qt starts, and its event loop."""

import os
import sys
from importlib.resources import as_file, files
from pathlib import Path

from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QApplication

from nnviz.errors import GraphicsError
from nnviz.viewer.theme import apply_theme
from nnviz.viewer.window import ViewerWindow

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def run(path: Path | None = None) -> int:
    """Open the window and return when it was closed.

    Args:
        path: a scene or a trace; None: the XOR lesson.

    Returns:
        The exit status of Qt's event loop.

    Raises:
        GraphicsError: there is no screen to open a window on.

    """
    require_display()
    prefer_egl()
    application = QApplication(sys.argv[:1])
    application.setApplicationName("nnviz")
    apply_theme(application)
    window = ViewerWindow()
    window.show()
    with as_file(files("nnviz.scenes") / "xor.toml") as lesson:
        QTimer.singleShot(0, lambda: window.open(path or lesson))
        return application.exec()


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


def prefer_egl() -> None:
    """Let Qt reach OpenGL through EGL under X, as drawing without a window does.

    One process can then do both; with Qt's own choice, GLX, neither can make its context current
    after the other.
    """
    os.environ.setdefault("QT_XCB_GL_INTEGRATION", "xcb_egl")
