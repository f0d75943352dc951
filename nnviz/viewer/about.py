"""What the program is: its version, its licence, and the libraries that it stands on."""

from importlib.metadata import metadata, version

from PyQt6.QtWidgets import QMessageBox, QWidget

from nnviz.viewer.translation import tr

LIBRARIES = ("numpy", "PyQt6", "vispy", "pyqtgraph", "imageio-ffmpeg", "pydantic")


def about_text() -> str:
    """Return what there is to say, as the installed packages say it."""
    own = metadata("nnviz")
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    lines = (
        f"nnviz {own['Version']}",
        tr("Licence: {name}", name=own["License-Expression"] or own["License"]),
        tr("Libraries: {names}", names=libraries),
    )
    return "\n\n".join(lines)


def show_about(parent: QWidget) -> None:
    """Show it until somebody has read it."""
    QMessageBox.about(parent, tr("About nnviz"), about_text())
