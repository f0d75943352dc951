"""Opening sources for the window: traces at once, scenes after a recording beside its work."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PyQt6.QtCore import QObject, Qt, pyqtSignal
from PyQt6.QtGui import QGuiApplication

from nnviz.errors import NnvizError
from nnviz.opening import check_scene, open_recorded, open_show
from nnviz.story.text import Language
from nnviz.story.theme import Theme
from nnviz.viewer.opening.progress_strip import ProgressStrip
from nnviz.viewer.opening.scene_recording import SceneRecording
from nnviz.viewer.settings import remembered
from nnviz.viewer.source import Source, scene_of, source_of_trace, where_errors_point
from nnviz.viewer.translation import system_language, tr

if TYPE_CHECKING:
    from nnviz.scene import Scene

BLINK_MS = 200  # nobody waits for less


class Opener(QObject):
    """Opens one source at a time, in the language and theme that were chosen last.

    Args:
        strip: shows how far a recording has come, and can stop it.
        parent: what it belongs to.
        language: that somebody asks for; None: the one that was chosen last.

    Attributes:
        language: that was chosen; None: none was.
        opened: signal, carries the `Source`, its `Show` and the `ExitStack` that closes it.
        failed: signal, carries the `NnvizError`.

    """

    opened = pyqtSignal(object, object, object)
    failed = pyqtSignal(object)

    def __init__(
        self,
        strip: ProgressStrip,
        parent: QObject | None = None,
        *,
        language: Language | None = None,
    ) -> None:
        super().__init__(parent)
        self.language = language or _remembered_language()
        self._strip = strip
        self._recording: SceneRecording | None = None
        strip.cancelled.connect(self.stop)

    def open(self, source: Source) -> None:
        """Open a scene or a trace, and nothing else that was being opened."""
        self.stop()
        try:
            scene = scene_of(source)
            where = where_errors_point(source)
            if scene is None:
                self._open_trace(where)
            else:
                check_scene(where, scene, language=self.language_for(scene))
                self._record(source, scene)
        except NnvizError as error:
            self.failed.emit(error)

    def language_for(self, scene: "Scene | None") -> Language:
        """Return in which language a scene is shown, or what belongs to none."""
        own = scene.language if scene is not None else None
        return self.language or own or system_language()

    def stop(self) -> None:
        """Give up what is being recorded."""
        if self._recording is not None:
            self._recording.cancel()
            self._recording = None
            self._strip.hide()

    def _open_trace(self, path: Path) -> None:
        opened = ExitStack()
        with _wait_cursor():
            show = opened.enter_context(
                open_show(path, language=self.language_for(None), theme=_theme())
            )
        self.opened.emit(source_of_trace(path, show), show, opened)

    def _record(self, source: Source, scene: "Scene") -> None:
        recording = SceneRecording(source, scene, self)
        recording.progressed.connect(self._show_progress)
        recording.finished.connect(self._open_recorded)
        self._strip.begin(tr("Recording {file}", file=where_errors_point(source).name))
        self._recording = recording
        recording.start()
        # A lesson is there in a blink if nothing takes Python from it, as painting the window does.
        if recording.wait(BLINK_MS):
            self._open_recorded()

    def _show_progress(self, done: int, total: int) -> None:
        if self._recording is not None:
            self._strip.show_progress(done, total)

    def _open_recorded(self) -> None:
        recording = self._recording
        if recording is None or not recording.isFinished():
            return  # it was given up, or given up for another one
        self._recording = None
        recording.deleteLater()
        self._strip.hide()
        opened = ExitStack()
        opened.callback(recording.discard)
        try:
            show = opened.enter_context(
                open_recorded(
                    where_errors_point(recording.source),
                    recording.scene,
                    recording.result(),
                    language=self.language_for(recording.scene),
                    theme=_theme(),
                )
            )
        except NnvizError as error:
            opened.close()
            self.failed.emit(error)
        except Exception:
            opened.close()
            raise
        else:
            self.opened.emit(recording.source, show, opened)


def _remembered_language() -> Language | None:
    return cast("Language | None", remembered("language", ("en", "ja")))


def _theme() -> Theme | None:
    return cast("Theme | None", remembered("theme", ("dark", "light")))


@contextmanager
def _wait_cursor() -> Iterator[None]:
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()
