"""Dropping a file on the window opens it."""

from pathlib import Path

from PyQt6.QtCore import QEvent, QMimeData, QObject
from PyQt6.QtGui import QDragEnterEvent, QDropEvent
from PyQt6.QtWidgets import QWidget

from nnviz.viewer.opening.opener import Opener
from nnviz.viewer.source import FileSource


class FileDrop(QObject):
    """Lets a widget take files that are dropped on it."""

    def __init__(self, widget: QWidget, opener: Opener) -> None:
        super().__init__(widget)
        self._opener = opener
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject | None, event: QEvent | None) -> bool:
        """Take what is a file; what is anything else goes its own way."""
        if not isinstance(event, QDragEnterEvent | QDropEvent):
            return False
        path = _file_in(event.mimeData())
        if path is None:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self._opener.open(FileSource(path))
        return True


def _file_in(data: QMimeData | None) -> Path | None:
    """Return the first file among what is dragged."""
    urls = data.urls() if data is not None else []
    return next((Path(url.toLocalFile()) for url in urls if url.isLocalFile()), None)
