"""The window: a picture, the bar that moves it, and the menus.

It keeps no state of the story: the player knows where the playhead is, the show what the picture
of that second is, and the window carries the one to the other.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import QEvent, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QCloseEvent, QGuiApplication
from PyQt6.QtWidgets import (
    QDockWidget,
    QFileDialog,
    QMainWindow,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from nnviz.errors import NnvizError
from nnviz.opening import open_show
from nnviz.render.view import StageView
from nnviz.viewer.commands import Command, add_menu, playback
from nnviz.viewer.inspector import Inspector
from nnviz.viewer.player import Player
from nnviz.viewer.sight import Sight
from nnviz.viewer.transport_bar import TransportBar

if TYPE_CHECKING:
    from nnviz.stage.show import Show

FIRST_SIZE = QSize(1280, 790)  # a picture of 1280 × 720 and what stands around it
FILES = "Scenes and traces (*.toml *.nntrace);;All files (*)"


class ViewerWindow(QMainWindow):
    """Plays and scrubs one story at a time.

    Attributes:
        player: the playhead and what moves it.
        view: the picture of the story there, drawn by the renderer.
        bar: the controls below the picture.
        path: the file that is shown; None: none yet.
        inspector: the numbers of what is pointed at.
        opened: signal, another file is shown; carries its `Show`, not yet drawn.
        sighted: signal, another picture is shown; carries its `Sight`.

    """

    opened = pyqtSignal(object)
    sighted = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("nnviz")
        self.player = Player(self)
        self.view = StageView()
        self.bar = TransportBar(self.player)
        self.path: Path | None = None
        self._show: Show | None = None
        self._opened = ExitStack()
        self._lay_out()
        self._add_menus()
        screen = self.screen()
        self.resize(FIRST_SIZE.boundedTo(screen.availableSize()) if screen else FIRST_SIZE)
        self.player.moved.connect(self._draw)
        self.inspector = Inspector(self)

    def open(self, path: Path) -> None:
        """Show a scene or a trace; if it cannot be opened, say why and keep what was shown."""
        opened = ExitStack()
        try:
            with _wait_cursor():
                show = opened.enter_context(open_show(path))
        except NnvizError as error:
            self._report(error)
        else:
            self._replace(path, show, opened)

    def dock(self, widget: QWidget, *, title: str, name: str) -> QDockWidget:
        """Put a widget beside the picture, at the right; the View menu can hide it.

        Args:
            widget: what is put there.
            title: what stands above it.
            name: by which its place is remembered from one session to the next.

        """
        dock = QDockWidget(title, self)
        dock.setObjectName(name)
        dock.setWidget(widget)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        self._view_menu.addAction(dock.toggleViewAction())
        return dock

    def closeEvent(self, event: QCloseEvent | None) -> None:
        """Stop the clock and close the file."""
        self.player.pause()
        self._show = None
        self._opened.close()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent | None) -> None:
        """Leave the whole screen to picture and bar, however full screen was chosen."""
        super().changeEvent(event)
        bar = self.menuBar()
        if event is not None and event.type() == QEvent.Type.WindowStateChange and bar is not None:
            bar.setVisible(not self.isFullScreen())

    def _replace(self, path: Path, show: "Show", opened: ExitStack) -> None:
        self._opened.close()
        self.path, self._show, self._opened = path, show, opened
        self.setWindowTitle(f"{show.title} – nnviz")
        self.opened.emit(show)
        self.player.load(show.duration_seconds)
        self.bar.load()
        self._enable_playback(True)

    def _draw(self, seconds: float) -> None:
        if self._show is None:
            return
        try:
            frame = self._show.frame_at(seconds)
            self.view.draw(frame)
        except NnvizError as error:
            self.player.pause()
            self._report(error)
        else:
            moment = self._show.moment_at(seconds)
            self.sighted.emit(Sight(show=self._show, moment=moment, frame=frame))

    def _report(self, error: NnvizError) -> None:
        QMessageBox.critical(self, "nnviz", str(error))

    def _ask_for_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Open a scene or a trace", "", FILES)
        if name:
            self.open(Path(name))

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _lay_out(self) -> None:
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._picture(), stretch=1)
        layout.addWidget(self.bar)
        self.setCentralWidget(whole)

    def _picture(self) -> QWidget:
        picture: QWidget = self.view.native
        picture.setAccessibleName("Picture of the network")
        picture.setMinimumSize(320, 180)
        return picture

    def _add_menus(self) -> None:
        view = [Command(text="&Full screen", keys="F", run=self._toggle_full_screen)]
        add_menu(self, "&File", self._file_commands())
        _, self._playback = add_menu(self, "&Playback", playback(self.player))
        self._view_menu, _ = add_menu(self, "&View", view)
        self._enable_playback(False)

    def _file_commands(self) -> list[Command]:
        return [
            Command(text="&Open…", keys="Ctrl+O", run=self._ask_for_file),
            Command(text="&Quit", keys="Ctrl+Q", run=self.close),
        ]

    def _enable_playback(self, enabled: bool) -> None:
        for action in self._playback:
            action.setEnabled(enabled)


@contextmanager
def _wait_cursor() -> Iterator[None]:
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()
