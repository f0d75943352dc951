"""Opening a trace anew, as it is by now, beside the window's own work."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject

from nnviz.opening import open_show
from nnviz.viewer.opening.show_opening import ShowOpening

if TYPE_CHECKING:
    from nnviz.stage.show import Show


class TraceReopening(ShowOpening):
    """Opens a trace anew, as it is by now.

    Args:
        path: the trace.
        before: how it was shown until now.

    """

    def __init__(self, path: Path, before: "Show", parent: QObject) -> None:
        super().__init__(parent)
        self.path = path
        self._language, self._theme = before.language, before.theme

    def _opening(self) -> "AbstractContextManager[Show]":
        return open_show(self.path, language=self._language, theme=self._theme)
