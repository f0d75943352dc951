"""Drawing: what the session has to show is put on the screen, by this one owner of the view."""

from PyQt6.QtCore import QObject, Qt, pyqtSignal

from nnviz.errors import NnvizError
from nnviz.render.view import StageView
from nnviz.viewer.redraw import RedrawRequest
from nnviz.viewer.session import Session


class Drawing(QObject):
    """Draws the picture of a session, once for many changes.

    Args:
        session: what is drawn.
        view: where.

    Attributes:
        redraw: whether something is to be drawn that is not yet.
        painted: signal, a picture has come to the screen.

    """

    painted = pyqtSignal()

    def __init__(self, session: Session, view: StageView, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._view = session, view
        self.redraw = RedrawRequest(self)
        self.redraw.due.connect(self.draw)
        session.player.moved.connect(self.redraw.ask)
        session.player.played.connect(self.draw)  # play passes over nothing before it was shown
        session.view_settings.changed.connect(self.redraw.ask)
        session.opened.connect(self.redraw.ask)
        session.closed.connect(self.redraw.cancel)
        # Not at once: what the curve needs takes long to load, and others wait for the swap, too.
        view.native.frameSwapped.connect(self._check, Qt.ConnectionType.QueuedConnection)

    def draw(self) -> None:
        """Draw what the playhead has come to; however often it moved, only that."""
        self.redraw.cancel()
        try:
            picture = self._session.compose()
            if picture is None:
                return
            self._view.draw(picture.frame)
        except NnvizError as error:
            self._fail(error)
        else:
            self._session.note_shown(picture)

    def _check(self) -> None:
        """Say it if the graphics card gave up."""
        try:
            self._view.check()
        except NnvizError as error:
            self._fail(error)
        if self._view.frame is not None:
            self.painted.emit()

    def _fail(self, error: NnvizError) -> None:
        self._session.player.pause()
        self._session.failed.emit(error)
