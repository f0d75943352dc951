"""The application around the window: what must be settled before Qt starts, and its event loop."""

import sys
from importlib.resources import as_file, files
from pathlib import Path

from PyQt6.QtCore import QTimer, qInstallMessageHandler
from PyQt6.QtWidgets import QApplication
from PyQt6.sip import delete

from nnviz.story.text import Language
from nnviz.viewer.display import end_clearly, prefer_egl, require_display, require_opengl
from nnviz.viewer.interrupt import ctrl_c_ends
from nnviz.viewer.qt_theme import apply_theme
from nnviz.viewer.unexpected_errors import show_unexpected_errors
from nnviz.viewer.window import ViewerWindow


def run(path: Path | None = None, *, follow: bool = False, language: Language | None = None) -> int:
    """Open the window; return when it is closed.

    Args:
        path: a scene or a trace; None: the XOR lesson.
        follow: show a trace as it is being recorded, even if there is nothing in it yet.
        language: of all texts; None: what was chosen last, or the scene's, or the desktop's.

    Returns:
        The exit status: 0, or 130 after Ctrl-C, 128 and its number after another signal.

    Raises:
        GraphicsError: there is no screen to open a window on, or no OpenGL to draw in it.

    """
    require_display()
    prefer_egl()
    before = qInstallMessageHandler(end_clearly)
    application = QApplication(sys.argv[:1])
    qInstallMessageHandler(before)
    application.setApplicationName("nnviz")
    apply_theme(application)
    window = ViewerWindow(language=language)
    window.show()
    require_opengl(window.view.native)
    with (
        as_file(files("nnviz.scenes") / "xor.toml") as lesson,
        ctrl_c_ends(application),
        show_unexpected_errors(window),
    ):
        begin = window.follow.begin if follow else window.open
        QTimer.singleShot(0, lambda: begin(path or lesson))
        status = application.exec()
    window.close()
    delete(window)  # while there is Qt; Python ends in an order of its own, in which Qt may crash
    return status
