"""ffmpeg at work on one film, while the next frames are being drawn.

ffmpeg runs as a process of its own and a thread does nothing but write to its pipe, so that
drawing, reading back and encoding overlap. The queue between them is short: the slower side sets
the pace and memory stays bounded.

imageio_ffmpeg supplies the ffmpeg program. Its own writer is not used: it cannot put chapters
into the file, it has no way to hand over what ffmpeg said last, and it writes in the thread that
should be drawing.
"""

import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from types import TracebackType
from typing import IO, NoReturn, Self

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import FilmError
from nnviz.files import written_whole
from nnviz.film.encoding import Encoding, ffmpeg_arguments, metadata_text
from nnviz.film.ffmpeg import find_ffmpeg
from nnviz.story.spans import Chapter

Image = NDArray[np.uint8]

# Enough to even out a slow frame; at 1080p each waiting frame holds 8 MB.
_FRAMES_WAITING = 3
_SECONDS_FOR_LAST_WORDS = 5.0


class Encoder:
    """A film that is being written: a context manager that takes images one by one.

    The file has its name when the block has ended normally. Leaving the block by an exception
    ends ffmpeg at once and leaves no trace of the film.
    """

    def __init__(
        self,
        path: Path,
        *,
        encoding: Encoding,
        title: str = "",
        chapters: Sequence[Chapter] = (),
        duration_seconds: float,
        overwrite: bool = False,
    ) -> None:
        """Describe the film; nothing runs before the block is entered.

        Args:
            path: the film's name.
            encoding: size, pace and quality.
            title: title of the film, inside the file.
            chapters: chapters of the film, inside the file.
            duration_seconds: how long the film will be.
            overwrite: whether a file of that name may be replaced.

        """
        self._path = path
        self._overwrite = overwrite
        self._encoding = encoding
        self._metadata = metadata_text(title, chapters, duration_seconds=duration_seconds)
        # Not one `Queue` of a limited length: Ctrl-C in its `put` can leave its lock locked.
        self._queue: SimpleQueue[Image | None] = SimpleQueue()
        self._room: SimpleQueue[None] = SimpleQueue()
        self._pipe_error: OSError | None = None
        self._resources = ExitStack()

    def __enter__(self) -> Self:
        """Start ffmpeg.

        Raises:
            FilmError: ffmpeg cannot be started, or the file cannot be written.

        """
        try:
            with ExitStack() as stack:
                self._start(stack)
                self._resources = stack.pop_all()
        except OSError as error:
            raise FilmError(f"ffmpeg cannot be started: {error}; see `nnviz doctor`") from error
        return self

    def _start(self, stack: ExitStack) -> None:
        part = stack.enter_context(
            written_whole(self._path, overwrite=self._overwrite, error=FilmError)
        )
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="nnviz-film-")))
        metadata = folder / "metadata.txt"
        metadata.write_text(self._metadata, encoding="utf-8")
        # A file, because a pipe that nobody empties could stop ffmpeg.
        self._log: IO[bytes] = stack.enter_context((folder / "ffmpeg.log").open("w+b"))
        arguments = ffmpeg_arguments(
            self._encoding, metadata=str(metadata), output=f"file:{part.absolute()}"
        )
        self._process = subprocess.Popen(
            [find_ffmpeg(), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=self._log,
            # Ctrl-C in a terminal reaches every process of a group: ffmpeg is ended by us.
            start_new_session=True,
        )
        stack.callback(self._stop)
        for _ in range(_FRAMES_WAITING):
            self._room.put(None)
        self._thread = Thread(target=self._feed, name="film writer", daemon=True)
        self._thread.start()

    def write(self, image: Image) -> None:
        """Append one frame; waits while enough frames are waiting already.

        Args:
            image: (height, width, 4) uint8 RGBA, C-contiguous, its first row on top; alpha is
                passed over. It is read later, by another thread: it must not change any more.

        Raises:
            FilmError: ffmpeg has ended or the image does not fit.

        """
        width, height = self._encoding.size
        fits = image.shape == (height, width, 4) and image.dtype == np.uint8
        if not (fits and image.flags.c_contiguous):
            raise FilmError(
                f"an image of shape {image.shape} and type {image.dtype} does not fit a film of "
                f"{width}x{height}: give (height, width, 4) uint8, C-contiguous"
            )
        if self._pipe_error is not None:
            self._fail()
        self._room.get()
        self._queue.put(image)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Complete the film, or end ffmpeg at once after an exception.

        Raises:
            FilmError: ffmpeg could not complete the film.

        """
        if error is not None:
            self._resources.__exit__(kind, error, trace)
            return
        with self._resources:
            self._finish()

    def _finish(self) -> None:
        self._queue.put(None)
        self._thread.join()
        if self._process.wait() != 0 or self._pipe_error is not None:
            self._fail()

    def _stop(self) -> None:
        """End ffmpeg and the thread, whatever they are doing; does nothing after `_finish`."""
        self._process.kill()
        self._process.wait()
        self._queue.put(None)
        self._thread.join()

    def _feed(self) -> None:
        """Write what waits in the queue to ffmpeg, until None comes.

        After an error the queue is still emptied, so that `write` never waits for nobody.
        """
        pipe = self._process.stdin
        assert pipe is not None
        while (image := self._queue.get()) is not None:
            if self._pipe_error is None:
                self._write(pipe, image)
            self._room.put(None)
        with suppress(OSError):
            pipe.close()

    def _write(self, pipe: IO[bytes], image: Image) -> None:
        try:
            pipe.write(image.data.cast("B"))
        except OSError as error:
            self._pipe_error = error

    def _fail(self) -> NoReturn:
        try:
            status = self._process.wait(timeout=_SECONDS_FOR_LAST_WORDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            status = self._process.wait()
        self._log.seek(0)
        words = self._log.read().decode(errors="replace").strip().splitlines()[-3:]
        said = "; ".join(words) or "nothing"
        raise FilmError(
            f"{self._path}: ffmpeg ended with status {status} before the film was complete. "
            f"It said: {said}"
        )
