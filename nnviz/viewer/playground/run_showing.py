"""Showing runs: each is opened beside the window's work, and then stands where one stood before."""

from PyQt6.QtCore import QObject, pyqtSignal

from nnviz.errors import NnvizError
from nnviz.playground.model import Playground
from nnviz.playground.runs import Run
from nnviz.scene import Scene
from nnviz.viewer.player import TrackKind
from nnviz.viewer.playground.run_opening import RunOpening
from nnviz.viewer.session import Session
from nnviz.viewer.source import RunSource, is_growing


class RunShowing(QObject):
    """Shows runs of a playground in a session.

    Args:
        session: where they are shown.
        parent: what it belongs to.

    Attributes:
        run: that is shown; None: none is.
        scene: as which it is shown.
        shown: signal, another run is shown, or more of it.
        failed: signal, carries why a run cannot be shown.

    """

    shown = pyqtSignal()
    failed = pyqtSignal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._playground: Playground | None = None
        self._opened_scene: Scene | None = None
        self._opening: RunOpening | None = None
        self._next: Run | None = None  # to be opened behind that one
        self.run: Run | None = None
        self.scene: Scene | None = None

    def begin(self, playground: Playground, scene: Scene) -> None:
        """Show the runs of another playground from now on, as a scene tells them."""
        self.stop()
        self._playground, self._opened_scene, self.scene = playground, scene, scene

    def show_run(self, run: Run) -> None:
        """Show a run as soon as it is opened; of those that wait for that, only the newest."""
        show = self._session.show
        if (
            show is None
            or self._opened_scene is None
            or (run is self.run and self._opening is None)
        ):
            return
        if self._opening is not None:
            self._next = run
            return
        language, theme = show.language, show.theme
        self._opening = RunOpening(run, self._opened_scene, self, language=language, theme=theme)
        self._opening.finished.connect(self._take_over)
        self._opening.start()

    def stop(self) -> None:
        """Show no run any more."""
        if self._opening is not None:
            self._opening.discard()
            self._opening.deleteLater()
        self._playground, self._opened_scene, self._opening, self._next = None, None, None, None
        self.run, self.scene = None, None

    def _take_over(self) -> None:
        opening, self._opening = self._opening, None
        following, self._next = self._next, None
        if opening is None:
            return  # it was given up
        opening.deleteLater()
        try:
            self._show_opened(opening)
        except NnvizError as error:
            self.failed.emit(str(error))
        if following is not None:
            self.show_run(following)

    def _show_opened(self, opening: RunOpening) -> None:
        """Show what was opened, if it is still wanted."""
        show, opened = opening.result()
        playground, now, run = self._playground, self._session.show, opening.opened_run
        if playground is None or now is None or not playground.is_wanted(run):
            opened.close()
            return
        if (show.language, show.theme) != (now.language, now.theme):
            show = show.retold(language=now.language, theme=now.theme)
        follows = self._follows(run)
        self.run, self.scene = run, opening.scene
        source = RunSource(run.file, complete=run.complete)
        self._session.begin_in_place(source, show, opened)
        if follows:
            self._session.player.to_end()
        self.shown.emit()

    def _follows(self, run: Run) -> bool:
        """Return whether the playhead goes along with the end of what is recorded of a run."""
        source, player = self._session.source, self._session.player
        at_end = player.track_kind is TrackKind.TRAINING and player.transport.at_last
        grew = is_growing(source) and source is not None and source.file == run.file
        return at_end and (grew or not run.complete)
