"""ffmpeg at work on one film, while the next frames are being drawn.

ffmpeg runs as a process of its own and a thread does nothing but write to its pipe, so that
drawing, reading back and encoding overlap. The queue between them is short: the slower side sets
the pace and memory stays bounded.

imageio_ffmpeg supplies the ffmpeg program. Its own writer is not used: it cannot put chapters
into the file, it has no way to hand over what ffmpeg said last, and it writes in the thread that
should be drawing.
"""

import subprocess
from contextlib import ExitStack, suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from types import TracebackType
from typing import IO, NoReturn, Self

import numpy as np
from numpy.typing import NDArray

from nnviz.child_processes import command_ending_with_parent
from nnviz.errors import FilmError
from nnviz.files import os_errors_explained
from nnviz.film.contents import Contents
from nnviz.film.destination import film_written_whole
from nnviz.film.encoding import Encoding
from nnviz.film.ffmpeg import find_ffmpeg
from nnviz.film.ffmpeg_arguments import ffmpeg_arguments
from nnviz.film.ffmpeg_inputs import write_inputs
from nnviz.film.ffmpeg_messages import LastMessages
from nnviz.film.frame_count import checked_frames
from nnviz.film.matroska_stream import before_frame, stream_header
from nnviz.film.mp4_tracks import disable_subtitle_tracks
from nnviz.film.segment_checksum import append_checksum
from nnviz.temporary import scratch_folder

Image = NDArray[np.uint8]

# Enough to even out a slow frame; at 1080p each waiting frame holds 8 MB.
_FRAMES_WAITING = 3
_SECONDS_FOR_LAST_WORDS = 30.0
_PIPE_BYTES = 1 << 20  # where the system lets a pipe hold so much: fewer changes of process


class Encoder:
    """A film that is being written: a context manager that takes images one by one.

    The file has its name when the block has ended normally. Leaving the block by an exception
    ends ffmpeg at once and leaves no trace of the film.

    Attributes:
        frames_in_file: how many are in the file, counted when it is complete. In an animated WebP
            equal ones are one that lasts.

    """

    def __init__(
        self,
        path: Path,
        *,
        encoding: Encoding,
        contents: Contents,
        frames: int,
        palette: bytes | None = None,
        overwrite: bool = False,
        key: str | None = None,
    ) -> None:
        """Describe the film; nothing runs before the block is entered.

        Args:
            path: the film's name, with a counter for a sequence of pictures.
            encoding: its format, size, pace and quality.
            contents: what it says beside its pictures.
            frames: how many there will be.
            palette: a PNG file of the colours of a GIF.
            overwrite: whether a file of that name may be replaced.
            key: of a segment, whose checksum is made with it; None: the film is none.

        """
        self.frames_in_file = 0
        self._key = key
        self._path = path
        self._overwrite = overwrite
        self._encoding = encoding
        self._contents = contents
        self._frames = frames
        self._palette = palette
        # Not one `Queue` of a limited length: Ctrl-C in its `put` can leave its lock locked.
        self._queue: SimpleQueue[tuple[int, Image] | None] = SimpleQueue()
        self._room: SimpleQueue[None] = SimpleQueue()
        self._thread = Thread(target=self._feed, name="film writer", daemon=True)
        self._pipe_error: OSError | None = None
        self._written = 0
        self._sent: tuple[int, Image] | None = None
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
        self._part = stack.enter_context(
            film_written_whole(self._path, frames=self._frames, overwrite=self._overwrite)
        )
        folder = stack.enter_context(scratch_folder())
        inputs = write_inputs(
            folder,
            self._contents,
            encoding=self._encoding,
            frames=self._frames,
            palette=self._palette,
        )
        output = f"file:{self._part.absolute()}"
        arguments = ffmpeg_arguments(self._encoding, inputs, output=output)
        self._process = subprocess.Popen(
            command_ending_with_parent([find_ffmpeg(), *arguments], reads_input=True),
            stdin=subprocess.PIPE,
            pipesize=_PIPE_BYTES,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            # Ctrl-C in a terminal reaches every process of a group: ffmpeg is ended by us.
            start_new_session=True,
        )
        assert self._process.stderr is not None
        self._words = LastMessages(self._process.stderr)
        stack.callback(self._stop)
        for _ in range(_FRAMES_WAITING):
            self._room.put(None)
        self._thread.start()

    def write(self, image: Image, *, repeats: bool = False) -> None:
        """Append one frame; waits while enough frames are waiting already.

        Args:
            image: (height, width, 4) uint8 RGBA with straight alpha, C-contiguous, its first row
                on top; an opaque film passes over the alpha. It is read later, by another
                thread: it must not change any more.
            repeats: whether it is the frame before once more, which need not be sent.

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
        self._written += 1
        if self._sent is None or not repeats:
            self._send(image)

    def _send(self, image: Image) -> None:
        self._room.get()
        self._sent = self._written - 1, image
        self._queue.put(self._sent)

    def end(self) -> None:
        """Say that no frame follows, without waiting until ffmpeg has the film complete."""
        if self._sent is not None and self._sent[0] < self._written - 1:
            self._send(self._sent[1])  # which says how long it lasts
        self._queue.put(None)

    @property
    def is_ready(self) -> bool:
        """Whether ffmpeg has ended, so that leaving the block takes no time."""
        return self._process.poll() is not None

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
        self.end()
        self._thread.join()
        if self._process.wait() != 0 or self._pipe_error is not None:
            self._fail()
        if self._contents.captions_in_picture and self._encoding.format.has_boxes:
            disable_subtitle_tracks(self._part)
        self.frames_in_file = checked_frames(
            self._part, self._path, encoding=self._encoding, sent=self._written
        )
        if self._key is not None:
            with os_errors_explained(self._path, error=FilmError):
                append_checksum(self._part, self._key)

    def _stop(self) -> None:
        """End ffmpeg and the thread, whatever they are doing; does nothing after `_finish`."""
        self._process.kill()
        self._process.wait()
        self._queue.put(None)
        if self._thread.is_alive():  # Ctrl-C may come before it was started
            self._thread.join()
        self._words.end()

    def _feed(self) -> None:
        """Write what waits in the queue to ffmpeg, until None comes.

        After an error the queue is still emptied, so that `write` never waits for nobody.
        """
        pipe = self._process.stdin
        assert pipe is not None
        size, fps = self._encoding.size, self._encoding.fps
        self._write(pipe, stream_header(size, fps=fps, transparent=self._encoding.transparent))
        while (sent := self._queue.get()) is not None:
            index, image = sent
            before = before_frame(index, fps=fps, size_bytes=image.nbytes)
            self._write(pipe, before, image.data.cast("B"))
            self._room.put(None)
        with suppress(OSError):
            pipe.close()

    def _write(self, pipe: IO[bytes], *pieces: bytes | memoryview) -> None:
        if self._pipe_error is not None:
            return
        try:
            for piece in pieces:
                pipe.write(piece)
        except OSError as error:
            self._pipe_error = error

    def _fail(self) -> NoReturn:
        try:
            status = self._process.wait(timeout=_SECONDS_FOR_LAST_WORDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            status = self._process.wait()
        self._words.end()
        raise FilmError(
            f"{self._path}: ffmpeg ended with status {status} before the film was complete. "
            f"It said: {self._words}"
        )
