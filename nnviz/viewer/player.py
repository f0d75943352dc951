"""The player: a transport with the wall clock behind it; the one place that reads that clock.

The transport knows what play, seek and speed mean. The player forwards the verbs, lets time go by
while something plays, and says what changed. While nothing plays no timer runs.
"""

from PyQt6.QtCore import QElapsedTimer, QObject, Qt, QTimer, pyqtSignal

from nnviz.story.transport import Transport

TICK_MS = 16


class Player(QObject):
    """Plays a story of a certain length.

    Attributes:
        transport: position, speed and whether it plays.
        moved: signal, the playhead stands somewhere else; carries its seconds.
        changed: signal, what a click on play would do may be something else now.

    """

    moved = pyqtSignal(float)
    changed = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.transport = Transport(0.0)
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    def load(self, duration_seconds: float) -> None:
        """Begin another story, paused at its beginning; speed and loop stay as they are."""
        before = self.transport
        self.transport = Transport(duration_seconds)
        self.transport.speed, self.transport.looping = before.speed, before.looping
        self.seek(0.0)

    def play(self) -> None:
        """Play on; at the end, play again from the beginning."""
        self.transport.play()
        self._follow()

    def pause(self) -> None:
        """Stay where the playhead is."""
        self.transport.pause()
        self._follow()

    def toggle(self) -> None:
        """Pause when playing, play when paused."""
        self.transport.toggle()
        self._follow()

    def seek(self, seconds: float) -> None:
        """Go to a position."""
        self.transport.seek(seconds)
        self._tell()

    def step(self, seconds: float) -> None:
        """Go forwards by so many seconds, or backwards where they are negative."""
        self.transport.step(seconds)
        self._tell()

    def to_beginning(self) -> None:
        """Go to the first picture."""
        self.seek(0.0)

    def to_end(self) -> None:
        """Go to the last picture."""
        self.seek(self.transport.duration_seconds)

    def set_speed(self, speed: float) -> None:
        """Let so many seconds of the story go by in one second of the clock."""
        self.transport.speed = speed

    def set_looping(self, looping: bool) -> None:
        """Begin again at the end, or stop there."""
        self.transport.looping = looping

    def _tell(self) -> None:
        self.moved.emit(self.transport.playhead_seconds)
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
        self.moved.emit(self.transport.playhead_seconds)
        if not self.transport.playing:
            self._follow()
