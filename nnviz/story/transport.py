"""The transport: a position in the story and the verbs that move it.

A plain object that no clock drives: whoever owns a clock tells it how much time went by. So the
window and the tests move through a story in the same way.
"""

from nnviz.story.easing import clamp

SLOWEST, FASTEST = 1 / 8, 64.0


class Transport:
    """A playhead and what moves it.

    Attributes:
        duration_seconds: length of the story, float.
        playhead_seconds: position in the story, 0 to `duration_seconds`.
        playing: whether `advance` moves the playhead.
        speed: story seconds that go by in one second, 1/8 to 64.
        looping: whether the story begins again at its end.

    """

    def __init__(self, duration_seconds: float) -> None:
        self.duration_seconds = duration_seconds
        self.playhead_seconds = 0.0
        self.playing = False
        self.looping = False
        self._speed = 1.0

    @property
    def speed(self) -> float:
        """Story seconds that go by in one second of the clock."""
        return self._speed

    @speed.setter
    def speed(self, speed: float) -> None:
        self._speed = min(max(speed, SLOWEST), FASTEST)

    @property
    def at_end(self) -> bool:
        """Whether there is nothing left to play."""
        return self.playhead_seconds >= self.duration_seconds

    def play(self) -> None:
        """Play on; at the end, play again from the beginning."""
        if self.at_end:
            self.playhead_seconds = 0.0
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

    def seek(self, seconds: float) -> None:
        """Go to a position; beyond the story's ends, to the end."""
        self.playhead_seconds = clamp(seconds / self.duration_seconds) * self.duration_seconds

    def step(self, seconds: float) -> None:
        """Go forwards by so many seconds, or backwards where they are negative."""
        self.seek(self.playhead_seconds + seconds)

    def advance(self, dt_seconds: float) -> None:
        """Let time go by on the clock: move the playhead if it is playing.

        At the end the playhead stops there, or goes round when `looping`.
        """
        if not self.playing:
            return
        there = self.playhead_seconds + dt_seconds * self._speed
        if there < self.duration_seconds:
            self.playhead_seconds = there
        elif self.looping:
            self.playhead_seconds = there % self.duration_seconds
        else:
            self.playhead_seconds = self.duration_seconds
            self.playing = False
