"""The question which file is to be opened."""

from pathlib import Path

from PyQt6.QtWidgets import QFileDialog, QWidget

from nnviz.viewer.translation import tr


def ask_for_file(parent: QWidget) -> Path | None:
    """Return the scene or trace that somebody chooses; None: nobody does."""
    kinds = f"{tr('Scenes and traces')} (*.toml *.nntrace);;{tr('All files')} (*)"
    name, _ = QFileDialog.getOpenFileName(parent, tr("Open a scene or a trace"), "", kinds)
    return Path(name) if name else None
