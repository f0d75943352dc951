"""What must be settled with the system before Qt starts."""

import os
import sys

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


def prefer_egl() -> None:
    """Let Qt reach OpenGL through EGL under X, as drawing without a window does.

    One process can then do both; with Qt's own choice, GLX, neither can make its context current
    after the other.
    """
    os.environ.setdefault("QT_XCB_GL_INTEGRATION", "xcb_egl")
