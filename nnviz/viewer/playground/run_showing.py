"""Showing runs: each is opened beside the window's work, and then stands where one stood before."""

from collections.abc import Sequence

from PyQt6.QtCore import QObject, pyqtSignal

from nnviz.errors import NnvizError
from nnviz.learning.initializers import Initialization
from nnviz.playground.model import Playground
from nnviz.playground.runs import Run
from nnviz.scene import Scene
from nnviz.viewer.player import TrackKind
from nnviz.viewer.playground.race_opening import RaceOpening
from nnviz.viewer.playground.run_opening import RunOpening
from nnviz.viewer.session import Session
from nnviz.viewer.source import RunSource, is_growing


class RunShowing(QObject):
    """Shows runs of a playground in a session.

    Args:
        session: where they are shown.
        parent: what it belongs to.

    Attributes:
        playground: whose runs; None: of none.
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
        self.playground: Playground | None = None
        self._opened_scene: Scene | None = None
        self._opening: RunOpening | RaceOpening | None = None
        self._next: Run | None = None  # to be opened behind that one
        self._at_start: list[Initialization] = []
        self.run: Run | None = None
        self.scene: Scene | None = None

    @property
    def is_up_to_date(self) -> bool:
        """Whether what is seen is the training of the experiment that holds."""
        playground = self.playground
        if playground is None or playground.shown is None:
            return playground is None or len(playground.history) == 1
        return playground.is_shown and self.run is playground.shown

    def begin_at_start(self, initialization: Initialization) -> None:
        """Show a training that begins with these weights from its first epoch, when it comes."""
        self._at_start.append(initialization)

    def begin(self, playground: Playground, scene: Scene) -> None:
        """Show the runs of another playground from now on, as a scene tells them."""
        self.stop()
        self.playground, self._opened_scene, self.scene = playground, scene, scene

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
        self._open(RunOpening(run, self._opened_scene, self, language=language, theme=theme))

    def _open(self, opening: RunOpening | RaceOpening) -> None:
        self._opening = opening
        opening.finished.connect(self._take_over)
        opening.start()

    def show_race(self, named: Sequence[tuple[str, Run]]) -> None:
        """Show several runs beside each other, by their names, unless another one is awaited."""
        show = self._session.show
        if show is not None and self._opening is None:
            self._open(RaceOpening(named, show, self))

    def stop(self) -> None:
        """Show no run any more."""
        if self._opening is not None:
            self._opening.discard()
            self._opening.deleteLater()
        self.playground, self._opened_scene, self._opening, self._next = None, None, None, None
        self.run, self.scene = None, None
        self._at_start.clear()

    def _take_over(self) -> None:
        opening, self._opening = self._opening, None
        following, self._next = self._next, None
        if opening is None:
            return  # it was given up
        opening.deleteLater()
        try:
            if isinstance(opening, RaceOpening):
                self._show_opened_race(opening)
            else:
                self._show_opened(opening)
        except NnvizError as error:
            self.failed.emit(str(error))
        if following is not None:
            self.show_run(following)

    def _show_opened(self, opening: RunOpening) -> None:
        """Show what was opened, if it is still wanted."""
        show, opened = opening.result()
        playground, now, run = self.playground, self._session.show, opening.opened_run
        if playground is None or now is None or not playground.is_wanted(run):
            opened.close()
            return
        if (show.language, show.theme) != (now.language, now.theme):
            show = show.retold(language=now.language, theme=now.theme)
        follows = self._follows(run)
        self.run, self.scene = run, opening.scene
        under_way = playground.training
        growing = under_way is not None and under_way.file == run.file
        source = RunSource(run.file, growing=growing)
        self._session.begin_in_place(source, show, opened)
        if follows:
            self._session.player.to_end()
        elif self._is_to_begin(run):
            self._session.player.to_epoch(1)
        self.shown.emit()

    def _show_opened_race(self, opening: RaceOpening) -> None:
        show, opened = opening.result()
        self.run = None
        self._session.begin(RunSource(opening.longest.file), show, opened)
        self.shown.emit()

    def _is_to_begin(self, run: Run) -> bool:
        """Return whether a run is to be seen from its first epoch, which is asked once."""
        wanted = [each is run.experiment.initialization for each in self._at_start]
        if any(wanted):
            del self._at_start[: wanted.index(True) + 1]
        return any(wanted)

    def _follows(self, run: Run) -> bool:
        """Return whether the playhead goes along with the end of what is recorded of a run."""
        source, player = self._session.source, self._session.player
        at_end = player.track_kind is TrackKind.TRAINING and player.transport.at_last
        grew = is_growing(source) and source is not None and source.file == run.file
        return at_end and (grew or not run.complete)
