"""The application around the window: what must be settled before Qt starts, and its event loop."""

import sys
from importlib.resources import as_file, files
from pathlib import Path

from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QApplication

from nnviz.viewer.display import prefer_egl, require_display
from nnviz.viewer.theme import apply_theme
from nnviz.viewer.window import ViewerWindow


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
