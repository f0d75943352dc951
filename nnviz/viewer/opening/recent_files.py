"""The files that were opened last, in the File menu and remembered from session to session."""

from functools import partial
from pathlib import Path

from PyQt6.QtCore import QObject

from nnviz.viewer.commands import Command
from nnviz.viewer.opening.opener import Opener
from nnviz.viewer.ports import Port
from nnviz.viewer.session import Session
from nnviz.viewer.settings import settings
from nnviz.viewer.source import FileSource, RunSource
from nnviz.viewer.translation import tr

KEY = "recent"
MOST = 9  # which a digit chooses


class RecentFiles(QObject):
    """Gives the File menu a menu of recent files.

    Attributes:
        menu: the files, the latest on top.

    """

    def __init__(self, session: Session, opener: Opener, port: Port) -> None:
        super().__init__(port.parent)
        self._session, self._opener = session, opener
        self._forget = Command(name="forget_recent", text="&Forget these", run=_forget)
        port.menus.list_commands("recent", [self._forget])
        self.menu = port.menus.add_menu("recent", inside="file", behind="open")
        self.menu.setToolTipsVisible(True)
        self.menu.aboutToShow.connect(self._list)
        session.opened.connect(self._remember)

    def _remember(self) -> None:
        source = self._session.source
        if source is not None and source.file is not None and not isinstance(source, RunSource):
            latest = str(source.file.absolute())
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
        forget = self.menu.addAction(tr(self._forget.text), self._forget.run)
        if forget is not None:
            forget.setEnabled(bool(_names()))

    def _open(self, path: Path, _checked: bool) -> None:
        self._opener.open(FileSource(path))


def _forget() -> None:
    settings().remove(KEY)


def _names() -> list[str]:
    """Return the remembered names; whatever a hand has written into the file instead is none."""
    names = settings().value(KEY)
    if isinstance(names, str):  # as which a list of one comes back
        return [names]
    return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []
