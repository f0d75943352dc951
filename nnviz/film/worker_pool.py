"""A worker pool: processes that make the segments of one film at the same time.

Each takes the next segment when it has drawn one, so that none waits for another. What they make
is what one process would make: a segment depends on nothing but its key.
"""

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from time import monotonic

from nnviz.errors import FilmError, NnvizError
from nnviz.film.cache import SegmentCache
from nnviz.film.clip import Clip
from nnviz.film.encoding import Encoding
from nnviz.film.segments import Segment
from nnviz.film.worker import SEGMENT_PLEASE, WorkerJob
from nnviz.stage.show import Show
from nnviz.temporary import remove_leftovers, temporary_place

PATIENCE_SECONDS = 1.0  # for workers that were asked to end

WorkerMessages = SimpleQueue[tuple["WorkerProcess", object]]


class WorkerProcess:
    """One process of a pool.

    Attributes:
        process: its process.
        segment: what it draws; None: nothing yet.

    """

    def __init__(self, heard: WorkerMessages) -> None:
        """Start the process.

        Args:
            heard: takes this worker and what it says, then this worker and None when it has ended.

        """
        self.segment: Segment | None = None
        self._heard = heard
        self.process = subprocess.Popen(
            [sys.executable, "-m", "nnviz.film.worker", str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Ctrl-C in a terminal reaches every process of a group: workers are ended by us.
            start_new_session=True,
        )
        self._listener = Thread(target=self._listen, name="listener to a worker", daemon=True)
        self._listener.start()

    def tell(self, pickled: bytes) -> None:
        """Send an object; if the worker has ended meanwhile, its listener says so."""
        assert self.process.stdin is not None
        with suppress(OSError):
            self.process.stdin.write(pickled)
            self.process.stdin.flush()

    def give(self, segment: Segment | None) -> None:
        """Let it make another segment; None: there is none left."""
        self.segment = segment or self.segment
        self.tell(pickle.dumps(segment))

    def check(self) -> None:
        """Raise an error if it did not end well.

        Raises:
            FilmError: it died.

        """
        status = self.process.wait()
        if status == 0:
            return
        frames = self.segment.frames if self.segment else range(1)
        raise FilmError(
            f"one of the processes that made the film, number {self.process.pid}, ended with "
            f"status {status} at frames {frames.start + 1} to {frames.stop}; --workers 1 takes the "
            "least memory"
        )

    def end(self, *, patience_seconds: float) -> None:
        """Wait until it has ended, which it was asked to; then end it, and give all back."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(patience_seconds)
        self.process.kill()
        self.process.wait()
        self._listener.join()
        for pipe in filter(None, (self.process.stdin, self.process.stdout)):
            with suppress(OSError):
                pipe.close()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with suppress(EOFError, pickle.UnpicklingError):  # what is cut off was said by a dead one
            while True:  # to be believed: the other end is our own worker
                self._heard.put((self, pickle.load(self.process.stdout)))  # noqa: S301
        self._heard.put((self, None))


def make_by_workers(
    show: Show | Clip,
    segments: Sequence[Segment],
    cache: SegmentCache,
    *,
    workers: int,
    encoding: Encoding,
    drew: Callable[[bool], None],
) -> None:
    """Draw and encode segments of a film in several processes.

    Args:
        show: what is shown.
        segments: which.
        cache: where they go.
        workers: how many processes.
        encoding: of the film.
        drew: called after every frame; says whether it was drawn, or repeats.

    Raises:
        FilmError: a segment cannot be written, or a process died.
        GraphicsError: this machine cannot draw.

    """
    order = pickle.dumps(WorkerJob(show=show, encoding=encoding, folder=cache.folder))
    heard: WorkerMessages = SimpleQueue()
    waiting = deque(segments)
    with _worker_pool(workers, heard, cache.folder) as pool:
        for worker in pool:
            worker.tell(order)
        for worker, said in _until_all_have_ended(pool, heard):
            if said == SEGMENT_PLEASE:
                worker.give(waiting.popleft() if waiting else None)
            elif isinstance(said, NnvizError):
                raise said
            else:
                drew(bool(said))


def _until_all_have_ended(
    pool: Sequence[WorkerProcess], heard: WorkerMessages
) -> Iterator[tuple[WorkerProcess, object]]:
    """Yield what workers say, until the last has ended well."""
    working = len(pool)
    while working:
        worker, said = heard.get()
        if said is not None:
            yield worker, said
        else:
            worker.check()
            working -= 1


@contextmanager
def _worker_pool(size: int, heard: WorkerMessages, folder: Path) -> Iterator[list[WorkerProcess]]:
    """Give workers that write into a folder, and have ended at the end of the block."""
    pool: list[WorkerProcess] = []
    with ExitStack() as stack:
        stack.callback(_remove_what_is_left, folder)
        stack.callback(_end, pool)
        pool += (WorkerProcess(heard) for _ in range(size))
        yield pool


def _remove_what_is_left(folder: Path) -> None:
    """Remove what workers that were killed have left."""
    for place in (folder, temporary_place()):
        remove_leftovers(place)


def _end(pool: Sequence[WorkerProcess]) -> None:
    """Ask those who still work to end, and end those who do not."""
    for worker in pool:
        worker.process.terminate()
    deadline = monotonic() + PATIENCE_SECONDS
    for worker in pool:
        worker.end(patience_seconds=max(0.0, deadline - monotonic()))
