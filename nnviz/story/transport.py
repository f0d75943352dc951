"""The transport: a position on a track and the verbs that move it.

Its law: direction and speed change when somebody chooses them (`shuttle`, `reverse`, `speed`) and
never else; a step stops play, a jump does not; what is looped is played from one end to the other,
without what begins there. The table of it is in docs/window.md.

A plain object that no clock drives: whoever owns a clock tells it how much time went by. So the
window and the tests move through a training in the same way.
"""

import math
from dataclasses import dataclass

from nnviz.story.track import EPSILON_SECONDS, Track, Unit

SLOWEST, FASTEST = 1 / 8, 64.0


@dataclass(frozen=True, slots=True)
class LoopRange:
    """A part of a track.

    Attributes:
        start_seconds: where it begins.
        end_seconds: where it ends, later.

    """

    start_seconds: float
    end_seconds: float


class Transport:
    """A playhead and what moves it.

    Args:
        track: what it moves along; None: nothing yet, and it stays at 0.

    Attributes:
        track: what it moves along.
        playhead_seconds: position on the track, 0 to its length.
        playing: whether `advance` moves the playhead.
        looping: whether play begins again at the end of the track, or of the marked part of it.
        marked: the part that is looped; None: all.

    """

    def __init__(self, track: Track | None = None) -> None:
        self.track = track
        self.playhead_seconds = 0.0
        self.playing = False
        self.looping = False
        self.marked: LoopRange | None = None
        self._speed = 1.0

    @property
    def duration_seconds(self) -> float:
        """Length of the track."""
        return self.track.duration_seconds if self.track else 0.0

    @property
    def speed(self) -> float:
        """Seconds of the track in one second of the clock, 1/8 to 64; negative: backwards."""
        return self._speed

    @speed.setter
    def speed(self, speed: float) -> None:
        self._speed = math.copysign(min(max(abs(speed), SLOWEST), FASTEST), speed)

    @property
    def at_end(self) -> bool:
        """Whether there is nothing left to play, in the direction in which it is played."""
        low, high = self._bounds()
        if self._speed < 0:
            return self.playhead_seconds <= low
        return self.playhead_seconds >= high - 2 * EPSILON_SECONDS

    @property
    def at_last(self) -> bool:
        """Whether the last picture of the track is shown, whatever the direction and the loop."""
        return self.playhead_seconds >= self.duration_seconds - 2 * EPSILON_SECONDS

    def follow(self, track: Track) -> None:
        """Move along another track from now on, from the moment that is most like this one.

        A part that was looped belongs to the track before, and is looped no more.
        """
        before, self.track = self.track, track
        if self.marked is not None:
            self.unmark()
        if before is None:
            self.playhead_seconds = 0.0
        elif before is not track:
            self.playhead_seconds = track.seconds_near(before.moment_at(self.playhead_seconds))

    def play(self) -> None:
        """Play on; at the end, play again from the beginning."""
        if self.at_end:
            self._begin_again()
        self.playing = True

    def pause(self) -> None:
        """Stay where the playhead is."""
        self.playing = False

    def toggle(self) -> None:
        """Pause when playing, play when paused."""
        if self.playing:
            self.pause()
        else:
            self.play()

    def shuttle(self, *, forwards: bool) -> None:
        """Play in a direction; where that is done already, twice as fast."""
        if self.playing and (self._speed > 0) == forwards:
            self.speed = 2 * self._speed
            return
        self.speed = 1.0 if forwards else -1.0
        self.play()

    def reverse(self) -> None:
        """Play the other way, as fast as it was."""
        self.speed = -self._speed
        self.play()

    def seek(self, seconds: float) -> None:
        """Go to a position; beyond the track's ends, to the end."""
        self.playhead_seconds = min(max(seconds, 0.0), self.duration_seconds)

    def step(self, unit: Unit, *, forwards: bool) -> None:
        """Stop, and go one thing on or back, see `Track.step`."""
        self.pause()
        if self.track:
            self.seek(self.track.step(self.playhead_seconds, unit, forwards=forwards))

    def mark_start(self) -> None:
        """Let the loop begin here."""
        end = self.marked.end_seconds if self.marked else self.duration_seconds
        if self.playhead_seconds >= end:
            end = self.duration_seconds
        self._mark(self.playhead_seconds, end)

    def mark_end(self) -> None:
        """Let the loop end here."""
        start = self.marked.start_seconds if self.marked else 0.0
        self._mark(start if start < self.playhead_seconds else 0.0, self.playhead_seconds)

    def unmark(self) -> None:
        """Loop the whole track, or nothing."""
        self.marked = None
        self.looping = False

    def advance(self, dt_seconds: float) -> None:
        """Let time go by on the clock: move the playhead if it is playing.

        What has to be shown is never passed, however fast it is played and however rarely this is
        called: each phase ends where the playhead stands once. So a slow machine plays slowly, and
        shows everything. Lapses alone pass epochs by. At the end the playhead stops, or goes round
        when `looping`.
        """
        if not self.playing or self.track is None:
            return
        if self.at_end:
            self._end()
            return
        low, high = self._bounds()
        forwards = self._speed > 0
        there = self.playhead_seconds + dt_seconds * self._speed
        stop = self.track.shown_before(self.playhead_seconds, forwards=forwards)
        self.playhead_seconds = min(there, stop, high) if forwards else max(there, stop, low)
        self.playing = self.looping or not self.at_end

    def _bounds(self) -> tuple[float, float]:
        """Return the ends between which is played.

        Where a part ends the next thing begins, a chapter with its caption perhaps: the part is
        played up to a hair before it, in either direction.
        """
        if not (self.looping and self.marked):
            return 0.0, self.duration_seconds
        end = self.marked.end_seconds
        whole = end >= self.duration_seconds
        return self.marked.start_seconds, end if whole else end - EPSILON_SECONDS

    def _end(self) -> None:
        """Go round, or stop."""
        if self.looping:
            self._begin_again()
        else:
            self.playing = False

    def _begin_again(self) -> None:
        low, high = self._bounds()
        self.playhead_seconds = low if self._speed > 0 else high

    def _mark(self, start_seconds: float, end_seconds: float) -> None:
        """Loop a part of the track, unless it has no length."""
        if end_seconds - start_seconds > 2 * EPSILON_SECONDS:
            self.marked = LoopRange(start_seconds, end_seconds)
            self.looping = True
