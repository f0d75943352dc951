"""The files that were opened last, in the File menu and remembered from session to session."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject

from nnviz.viewer.commands import titled_menu
from nnviz.viewer.settings import settings
from nnviz.viewer.translation import tr

if TYPE_CHECKING:
    from nnviz.viewer.window import ViewerWindow

KEY = "recent"
MOST = 9  # which a digit chooses


class RecentFiles(QObject):
    """Gives a window a menu of recent files.

    Attributes:
        menu: the files, the latest on top.

    """

    def __init__(self, window: "ViewerWindow") -> None:
        super().__init__(window)
        self._window = window
        self.menu = titled_menu(window, "Open &recent")
        self.menu.setToolTipsVisible(True)
        self.menu.aboutToShow.connect(self._list)
        entries = window.menus.file.actions()
        window.menus.file.insertMenu(entries[1], self.menu)  # behind Open
        window.opened.connect(self._remember)

    def _remember(self) -> None:
        path = self._window.path
        if path is not None:
            latest = str(path.absolute())
            others = [name for name in _names() if name != latest]
            settings().setValue(KEY, [latest, *others][:MOST])

    def _list(self) -> None:
        """Offer what is still there."""
        self.menu.clear()
        for number, path in enumerate(filter(Path.is_file, map(Path, _names())), 1):
            action = self.menu.addAction(f"&{number}  {path.name.replace('&', '&&')}")
            if action is not None:
                action.setToolTip(str(path))
                action.triggered.connect(partial(self._open, path))
        self.menu.addSeparator()
        forget = self.menu.addAction(tr("&Forget these"), self._forget)
        if forget is not None:
            forget.setEnabled(bool(_names()))

    def _open(self, path: Path, _checked: bool) -> None:
        self._window.open(path)

    def _forget(self) -> None:
        settings().remove(KEY)


def _names() -> list[str]:
    """Return the remembered names; whatever a hand has written into the file instead is none."""
    names = settings().value(KEY)
    if isinstance(names, str):  # as which a list of one comes back
        return [names]
    return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []
