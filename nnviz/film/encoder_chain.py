"""Encoders that follow each other without a pause.

ffmpeg still encodes what it has put aside when the last frame of a segment has been given to it.
Meanwhile the next one starts, and the next frames are drawn.
"""

from contextlib import ExitStack
from types import TracebackType
from typing import Self

from nnviz.film.encoder import Encoder, Image


class EncoderChain:
    """Runs encoders one after the other: a context manager, whose end completes the last.

    Leaving the block by an exception ends all of them at once.
    """

    def __init__(self) -> None:
        self._ending: tuple[Encoder, ExitStack] | None = None
        self._running: tuple[Encoder, ExitStack] | None = None

    def start(self, encoder: Encoder) -> None:
        """Let an encoder take the next frames; the one before may complete its file.

        Raises:
            FilmError: ffmpeg cannot be started, or could not complete an earlier file.

        """
        self._settle()
        self._ending, self._running = self._running, None
        if self._ending is not None:
            self._ending[0].end()
        stack = ExitStack()
        self._running = stack.enter_context(encoder), stack

    def write(self, image: Image, *, repeats: bool = False) -> None:
        """Append a frame to the file of the encoder that was started last; see there.

        Raises:
            FilmError: ffmpeg has ended, or could not complete an earlier file.

        """
        assert self._running is not None
        self._running[0].write(image, repeats=repeats)
        if self._ending is not None and self._ending[0].is_ready:
            self._settle()

    def _settle(self) -> None:
        """Wait until the file before is complete, and give it its name."""
        if self._ending is not None:
            stack, self._ending = self._ending[1], None
            stack.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Complete what is open, or end it after an exception.

        Raises:
            FilmError: ffmpeg could not complete a file.

        """
        with ExitStack() as stack:
            for _, opened in filter(None, (self._running, self._ending)):
                stack.push(opened)
            if error is not None:
                raise error
