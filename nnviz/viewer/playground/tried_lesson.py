"""What a scene says of how it is to be tried out: what is changed, asked, and kept."""

from contextlib import suppress
from dataclasses import replace

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import QDockWidget

from nnviz.errors import NnvizError
from nnviz.playground.lessons import keep_recorded, kept_orders, lesson_at
from nnviz.playground.model import Playground
from nnviz.scene import Scene
from nnviz.scene.tables import Lesson
from nnviz.story.text import text_in
from nnviz.viewer.playground.experiment_panel import ExperimentPanel
from nnviz.viewer.playground.kept_recording import KeptRecording
from nnviz.viewer.session import Session
from nnviz.viewer.source import scene_of

NO_LESSON = Lesson()


class TriedLesson(QObject):
    """Lets panel and playground follow the lesson of a scene.

    Args:
        session: what is shown.
        panel: where it is changed.
        dock: where the panel stands.

    Attributes:
        lesson: that is followed; one that says nothing, where the scene has none.
        kept: signal, its trainings are kept now.

    """

    kept = pyqtSignal()

    def __init__(self, session: Session, panel: ExperimentPanel, dock: QDockWidget) -> None:
        super().__init__(dock)
        self._session, self._panel, self._dock = session, panel, dock
        self.lesson = NO_LESSON
        self._answered = False
        self._playground: Playground | None = None
        self._recording: KeptRecording | None = None

    def look(self) -> None:
        """Show the panel where what was opened is a lesson."""
        source = self._session.source
        with suppress(NnvizError):  # it was changed or removed meanwhile
            scene = None if source is None else scene_of(source)
            if scene is not None and scene.lesson:
                self._dock.show()

    def begin(self, scene: Scene, playground: Playground) -> None:
        """Follow the lesson of a scene that is tried out from now on."""
        self.lesson, self._playground = scene.lesson, playground
        self._panel.show_lesson(self.lesson)
        show, player = self._session.show, self._session.player
        self._panel.state.ask(text_in(self.lesson.ask, show.language if show else "en"))
        if self.lesson.epoch is not None:
            player.to_epoch(self.lesson.epoch)
        if self.lesson.kept:
            orders = kept_orders(self.lesson, scene.experiment, playground.runs)
            self._recording = recording = KeptRecording(orders, self)
            recording.finished.connect(lambda: self._keep(playground, recording))
            recording.start()

    def leave(self) -> None:
        """Follow it no longer."""
        if self._recording is not None:
            self._recording.discard()
            self._recording = None
        self.lesson, self._playground = NO_LESSON, None
        self._panel.show_lesson(self.lesson)
        self._panel.state.ask("")

    def scene_now(self, scene: Scene) -> Scene:
        """Return a scene that opens as it is now: at this epoch, with what is kept.

        Raises:
            UsageError: no scene can say that.

        """
        playground, moment = self._playground, self._session.player.moment
        if playground is None or moment is None:
            return scene
        lesson = lesson_at(moment.epoch, playground.runs, scene.experiment, self.lesson)
        return replace(scene, lesson=lesson)

    def answer(self) -> None:
        """Hear that somebody has thought of an answer: what was changed is trained now."""
        self._answered = True

    def hold(self, playground: Playground) -> None:
        """Let nothing be trained before that, where something is asked."""
        if self.lesson.ask and not self._answered and playground.training is not None:
            playground.stop()
        self._answered = False

    def _keep(self, playground: Playground, recording: KeptRecording) -> None:
        with suppress(NnvizError):  # somebody has kept others meanwhile
            keep_recorded(recording.recorded, playground.runs)
        self.kept.emit()
