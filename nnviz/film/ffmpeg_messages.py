"""The last words of a program that failed.

They are read from a pipe as they are said, by a thread of their own: a file could not hold them
where the disk is full, which is when they are wanted, and a pipe that nobody empties would stop
the program.
"""

from collections import deque
from threading import Thread
from typing import IO

_LINES = 3
_SECONDS_TO_HEAR = 30.0  # of a program that has ended, but whose children may hold its pipe


class LastMessages:
    """Listens to what a program says until it ends."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe
        self._lines: deque[bytes] = deque(maxlen=_LINES)
        self._thread = Thread(target=self._listen, name="listener to ffmpeg", daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        with self._pipe:
            self._lines.extend(self._pipe)

    def end(self) -> None:
        """Hear all that the program, which has ended, has said."""
        self._thread.join(_SECONDS_TO_HEAR)

    def __str__(self) -> str:
        """Return the last lines, or `nothing`."""
        said = b"".join(self._lines).decode(errors="replace").strip()
        return "; ".join(said.splitlines()) or "nothing"
