"""The player: a transport with the wall clock behind it; the one place that reads that clock.

The transport knows what play, seek and speed mean. The player forwards the verbs, lets time go by
while something plays, and says what changed. While nothing plays no timer runs.
"""

from dataclasses import replace
from enum import Enum

from PyQt6.QtCore import QElapsedTimer, QObject, Qt, QTimer, pyqtSignal

from nnviz.story.moment import Moment, Phase
from nnviz.story.story_track import StoryTrack
from nnviz.story.track import Unit
from nnviz.story.training_track import TrainingTrack
from nnviz.story.transport import Transport

TICK_MS = 16
OF_ALL_RECORDS = frozenset({Phase.MEAN, Phase.UPDATE})


class TrackKind(Enum):
    """The two ways through a training."""

    STORY = "story"
    TRAINING = "training"


class Player(QObject):
    """Plays a story, or the training that it is about.

    Attributes:
        transport: position, speed and whether it plays.
        story: the training as it is told; None before anything is loaded.
        training_track: the whole training, epoch by epoch; likewise.
        moved: signal, the playhead stands somewhere else, or the picture there is another one.
        played: signal, it does so because time went by.
        changed: signal, anything else about the transport is different: whether it plays and how
            fast, which way it goes, what it loops.

    """

    moved = pyqtSignal()
    played = pyqtSignal()
    changed = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.transport = Transport()
        self.story: StoryTrack | None = None
        self.training_track: TrainingTrack | None = None
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def track_kind(self) -> TrackKind:
        """Which of the two ways is gone."""
        return TrackKind.STORY if self.transport.track is self.story else TrackKind.TRAINING

    @property
    def moment(self) -> Moment | None:
        """What is told at the playhead; None before anything is loaded."""
        track = self.transport.track
        return track.moment_at(self.transport.playhead_seconds) if track else None

    @property
    def record(self) -> int:
        """Index of the record that goes through, or of the one that did last."""
        moment, training_track = self.moment, self.training_track
        if moment is None or training_track is None:
            return 0
        of_all = self.track_kind is TrackKind.TRAINING and moment.phase in OF_ALL_RECORDS
        return training_track.record if of_all else moment.record

    def load(self, story: StoryTrack, training_track: TrainingTrack) -> None:
        """Begin another story, paused at its beginning, forwards as fast as it was.

        What is looped as a whole stays so; a part of another story is looped no more.
        """
        before = self.transport
        self.story, self.training_track = story, training_track
        self.transport = Transport(story)
        self.transport.speed = abs(before.speed)
        self.transport.looping = before.looping and before.marked is None
        self._emit_moved()

    def go_on_as(self, before: Transport) -> None:
        """Play on as another transport did: direction, speed, loop, and whether it played."""
        transport = self.transport
        transport.speed, transport.marked = before.speed, before.marked
        transport.looping, transport.playing = before.looping, before.playing
        self._emit_moved()

    def go_on_at(self, moment: Moment, track_kind: TrackKind, before: Transport) -> None:
        """Go on at a moment of another training, or at what is most like it here.

        Args:
            moment: where the playhead stood.
            track_kind: the way that was gone.
            before: as it went there; what was looped of it stays only where seconds mean the same.

        """
        track = self.training_track if track_kind is TrackKind.TRAINING else self.story
        if track is None:
            return
        if self.transport.track is not track:
            self.transport.follow(track)
        seconds = before.playhead_seconds
        same = before.duration_seconds == track.duration_seconds
        self.transport.seek(
            seconds if same and track.moment_at(seconds) == moment else track.seconds_near(moment)
        )
        if before.marked is not None and not same:
            before.unmark()
        self.go_on_as(before)

    def go_along(self, track_kind: TrackKind) -> None:
        """Go on along the story or through the training, from the same moment."""
        moment = self.moment
        if (
            track_kind is TrackKind.TRAINING
            and self.track_kind is TrackKind.STORY
            and moment is not None
        ):
            self._include_record(moment.record)
        track = self.training_track if track_kind is TrackKind.TRAINING else self.story
        if track is not None and track is not self.transport.track:
            self.transport.follow(track)
            self._emit_moved()

    def change_training_track(self, training_track: TrainingTrack) -> None:
        """Let the training be gone through in another detail, from the same moment."""
        on_training_track, self.training_track = (
            self.track_kind is TrackKind.TRAINING,
            training_track,
        )
        if on_training_track:
            self.transport.follow(training_track)
        self._emit_moved()

    def play(self) -> None:
        """Play on; at the end, play again from the beginning."""
        self.transport.play()
        self._emit_moved()

    def pause(self) -> None:
        """Stay where the playhead is."""
        self.transport.pause()
        self._follow()

    def toggle(self) -> None:
        """Pause when playing, play when paused."""
        self.transport.toggle()
        self._emit_moved()

    def shuttle(self, *, forwards: bool) -> None:
        """Play in a direction; where that is done already, twice as fast."""
        self.transport.shuttle(forwards=forwards)
        self._emit_moved()

    def reverse(self) -> None:
        """Play the other way, as fast as it was."""
        self.transport.reverse()
        self._emit_moved()

    def seek(self, seconds: float) -> None:
        """Go to a position on the way that is gone."""
        self.transport.seek(seconds)
        self._emit_moved()

    def seek_in(self, track_kind: TrackKind, seconds: float) -> None:
        """Go to a position on one of the ways, whichever was gone before."""
        track = self.training_track if track_kind is TrackKind.TRAINING else self.story
        if track is not None and track is not self.transport.track:
            self.transport.follow(track)
        self.seek(seconds)

    def step(self, unit: Unit, *, forwards: bool) -> None:
        """Stop, and go one thing on or back; by record, where one alone is shown, to another."""
        moment = self.moment
        whole = self.training_track is not None and self.training_track.detail == "epochs"
        if (
            unit == "record"
            and whole
            and self.track_kind is TrackKind.TRAINING
            and moment is not None
        ):
            self.transport.pause()
            self.to_record(moment.record + (1 if forwards else -1))
            return
        self.transport.step(unit, forwards=forwards)
        self._emit_moved()

    def step_chapter(self, *, forwards: bool) -> None:
        """Go to the beginning of another chapter of the story, or of this one."""
        if self.story is not None:
            self.go_along(TrackKind.STORY)
            seconds = self.transport.playhead_seconds
            self.seek(self.story.chapter(seconds, forwards=forwards))

    def to_epoch(self, epoch: int) -> None:
        """Go to the recorded epoch that is nearest, in the training; stay where it is inside."""
        if self.training_track is not None:
            self.go_along(TrackKind.TRAINING)
            self.seek(self.training_track.to_epoch(self.transport.playhead_seconds, epoch))

    def to_record(self, record: int) -> None:
        """Show the record of an index, or the nearest there is, at the same place of the training.

        Where the mean error or the update is shown, which is of all records, or the weights
        before training, it goes forward first.
        """
        if self.training_track is None or self.moment is None:
            return
        self.go_along(TrackKind.TRAINING)
        record = min(max(record, 0), self.training_track.outline.n_records - 1)
        moment = self.moment
        self._include_record(record)
        self.transport.track = (
            self.training_track
        )  # with as many seconds as before: what is looped stays
        if moment.phase in {*OF_ALL_RECORDS, Phase.INITIALISE}:
            moment = replace(moment, phase=Phase.INPUT, layer=0, node=None, sender=None)
        self.seek(self.training_track.seconds_near(replace(moment, record=record)))

    def _include_record(self, record: int) -> None:
        """Let the training track tell of a record, if it does not."""
        if self.training_track is not None and record not in self.training_track.records:
            self.training_track = TrainingTrack(
                self.training_track.outline, self.training_track.detail, record=record
            )

    def to_beginning(self) -> None:
        """Go to the first picture."""
        self.seek(0.0)

    def to_end(self) -> None:
        """Go to the last picture."""
        self.seek(self.transport.duration_seconds)

    def set_speed(self, speed: float) -> None:
        """Let so many seconds of the track go by in one second of the clock."""
        self.transport.speed = speed
        self._follow()

    def set_looping(self, looping: bool) -> None:
        """Begin again at the end, or stop there."""
        self.transport.looping = looping
        self._follow()

    def mark_start(self) -> None:
        """Let the loop begin here."""
        self.transport.mark_start()
        self._follow()

    def mark_end(self) -> None:
        """Let the loop end here."""
        self.transport.mark_end()
        self._follow()

    def unmark(self) -> None:
        """Loop no part any more."""
        self.transport.unmark()
        self._follow()

    def _emit_moved(self) -> None:
        self.moved.emit()
        self._follow()

    def _follow(self) -> None:
        """Let the clock run exactly while something plays."""
        if not self.transport.playing:
            self._timer.stop()
        elif not self._timer.isActive():
            self._clock.start()
            self._timer.start()
        self.changed.emit()

    def _tick(self) -> None:
        self.transport.advance(self._clock.restart() / 1000)
        self.moved.emit()
        self.played.emit()
        if not self.transport.playing:
            self._follow()
