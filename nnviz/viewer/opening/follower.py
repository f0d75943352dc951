"""Following a training that is being recorded: the window shows what has been computed so far.

A trace shows what it held when it was opened, so it is opened anew whenever its file has grown,
beside the window's own work.
The playhead stays at the end, until somebody moves it away; at the end again, it goes along again.
A training that is recorded to its end is followed no longer, and nothing runs any more.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import QElapsedTimer, QObject, QTimer, pyqtSignal

from nnviz.errors import NnvizError
from nnviz.trace.lock import is_being_recorded
from nnviz.trace.trace import open_trace
from nnviz.viewer.opening.opener import Opener
from nnviz.viewer.opening.trace_reopening import TraceReopening
from nnviz.viewer.player import TrackKind
from nnviz.viewer.ports import Port
from nnviz.viewer.session import Session
from nnviz.viewer.source import RecorderSource, Source, is_growing, reopened
from nnviz.viewer.translation import tr

if TYPE_CHECKING:
    from nnviz.stage.show import Show

LOOK_MS = 500
ENDED = "The recording ended before its last epoch; `nnviz record --resume` goes on with it"
STOPPED = "The recording ended before its training did; it cannot be resumed"
ENDED_MS = 30_000
SHARE = 8  # looking anew takes at most one part in so many of the window's time


class Follower(QObject):
    """Lets a session follow the recorder whose trace it shows.

    Attributes:
        leading: whether the playhead goes along with the end of the training.
        changed: signal, it does now, or does no longer, or nothing is followed any more.

    """

    changed = pyqtSignal()

    def __init__(self, session: Session, opener: Opener, port: Port) -> None:
        super().__init__(port.parent)
        self._session, self._opener, self._port = session, opener, port
        self._path: Path | None = None
        self._source: Source | None = None
        self._show: Show | None = None
        self._seen: tuple[int, ...] | None = None
        self._busy = False
        self._reopening: TraceReopening | None = None
        self._clock = QElapsedTimer()
        self._ended = False
        self.leading = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)
        session.opened.connect(self._consider)
        session.closed.connect(self.stop)
        session.player.moved.connect(self._notice)

    @property
    def following(self) -> bool:
        """Whether the file is still being watched."""
        return self._timer.isActive() or self._reopening is not None

    def begin(self, path: Path) -> None:
        """Show a trace as it is recorded; where it holds nothing yet, as soon as it does."""
        self._path, self._show, self._seen = path, None, None
        self.leading = True
        self._look()
        self.changed.emit()

    def stop(self) -> None:
        """Follow no longer."""
        self._give_up()
        self._timer.stop()
        self._path, self._show = None, None
        self.changed.emit()

    def _consider(self, show: "Show") -> None:
        """Follow what was opened, if it is a training that is not recorded to its end."""
        source, before = self._session.source, self._path
        self._source = source
        self._path = source.file if source is not None and is_growing(source) else None
        self._show = show
        if self._busy:
            return
        self._give_up()
        if self._path is None:
            self.stop()
            return
        if self._path != before:
            self.leading, self._seen = self._begins_at_end(), _marks_of(self._path)
        self._timer.start(LOOK_MS)
        self.changed.emit()

    def _begins_at_end(self) -> bool:
        """Return whether to go along: where the playhead stands, nothing is recorded yet."""
        moment, track = self._session.player.moment, self._session.player.training_track
        if isinstance(self._source, RecorderSource) or moment is None or track is None:
            return True
        return moment.epoch >= int(track.epochs[-1])

    def _notice(self) -> None:
        """Somebody moved the playhead: go along only if it was moved to the end."""
        if not self._busy and self._path is not None:
            player = self._session.player
            at_end = player.transport.at_last and not player.transport.playing
            self.leading = at_end and player.track_kind is TrackKind.TRAINING
            self.changed.emit()

    def _look(self) -> None:
        if self._path is None:
            return
        self._clock.start()
        try:
            self._open_if_grown(self._path)
        except NnvizError as error:
            self._fail(error)

    def _open_if_grown(self, path: Path) -> None:
        """Open what has come since the last look, if anything has."""
        marks = _marks_of(path)
        if marks == self._seen or not _holds_epochs(path):
            self._say_if_ended(path)
            self._look_again()
            return
        self._seen, self._ended = marks, False
        if self._show is not None:
            self._reopening = TraceReopening(path, self._show, self)
            self._reopening.finished.connect(self._take_over)
            self._reopening.start()
            return
        with self._unnoticed(), self._at_the_same_place():
            self._opener.open(RecorderSource(path))
        self._look_again()

    def _say_if_ended(self, path: Path) -> None:
        """Say once that nobody records any more, although epochs are missing."""
        if (
            self._ended
            or self._show is None
            or not isinstance(self._source, RecorderSource)
            or is_being_recorded(path)
            or _marks_of(path) != self._seen
        ):
            return
        self._ended = True
        resumable = self._show.trace.experiment is not None
        self._port.say(tr(ENDED if resumable else STOPPED), ENDED_MS)

    def _take_over(self) -> None:
        """Show what was opened anew."""
        reopening, self._reopening = self._reopening, None
        if reopening is None:
            return  # it was given up
        reopening.deleteLater()
        try:
            show, opened = reopening.result()
        except NnvizError as error:
            self._fail(error)
            return
        source = reopened(self._source or RecorderSource(reopening.path), reopening.path, show)
        with self._unnoticed(), self._at_the_same_place():
            self._opener.opened.emit(source, show, opened)
        self._look_again()

    def _look_again(self) -> None:
        if self._show is None or not self._show.trace.complete:
            self._timer.start(max(LOOK_MS, SHARE * self._clock.elapsed()))
            self.changed.emit()
        else:
            self.stop()

    def _give_up(self) -> None:
        """Open nothing anew any more."""
        if self._reopening is not None:
            self._reopening.discard()
            self._reopening.deleteLater()
            self._reopening = None

    def _fail(self, error: NnvizError) -> None:
        self.stop()
        self._opener.failed.emit(error)

    @contextmanager
    def _unnoticed(self) -> Iterator[None]:
        """Do something of which nobody shall think that a person did it."""
        self._busy = True
        try:
            yield
        finally:
            self._busy = False

    @contextmanager
    def _at_the_same_place(self) -> Iterator[None]:
        """Bring the playhead back, or along with the end, after the block has begun a new show."""
        player = self._session.player
        track_kind, before = player.track_kind, player.transport
        yield
        if self.leading:
            player.go_along(TrackKind.TRAINING)
            player.to_end()
            return
        player.seek_in(track_kind, before.playhead_seconds)
        player.go_on_as(before)


def _marks_of(path: Path) -> tuple[int, ...]:
    """Return what changes when a trace grows; new chunks first stand in the file beside it."""
    files = (path, path.with_name(f"{path.name}-wal"))
    facts = [file.stat() for file in files if file.exists()]
    return tuple(number for fact in facts for number in (fact.st_size, fact.st_mtime_ns))


def _holds_epochs(path: Path) -> bool:
    """Return whether there is anything to show yet.

    Raises:
        TraceError: the file is missing, or is no trace.

    """
    with open_trace(path) as trace:
        return len(trace.epochs) > 0
