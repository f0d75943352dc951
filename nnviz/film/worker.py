"""A process that draws and encodes segments of a film: `python -m nnviz.film.worker PARENT`.

What it is to do comes on standard input, and what it has done goes to standard output, both
pickled; `nnviz.film.worker_pool` is at the other end. It ends when there is nobody there any more.
"""

import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from nnviz.child_processes import end_with_parent
from nnviz.errors import NnvizError, unforeseen
from nnviz.film.cache import SegmentCache
from nnviz.film.clip import Clip
from nnviz.film.encoding import Encoding
from nnviz.film.priority import keep_giving_way
from nnviz.film.segment_rendering import make_segments
from nnviz.film.segments import Segment
from nnviz.render.canvas import Canvas
from nnviz.signals import silence_libraries
from nnviz.stage.show import Show

SEGMENT_PLEASE: Final = "another segment, please"
STOPPED: Final = 128 + signal.SIGTERM


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkerJob:
    """What all workers have to know.

    Attributes:
        show: what is shown.
        encoding: of the film.
        folder: where finished segments go.

    """

    show: Show | Clip
    encoding: Encoding
    folder: Path


def main() -> None:
    """Make the segments that are asked for."""
    signal.signal(signal.SIGTERM, _stop)
    keep_giving_way()
    end_with_parent(int(sys.argv[1]), by=signal.SIGTERM)
    # What a library prints must not come between what is told.
    told = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        work(sys.stdin.buffer, lambda said: _tell(told, said))
    except (BrokenPipeError, EOFError):  # whoever wants the film has been killed
        sys.exit(1)
    except Exception as error:
        # ctypes makes an error of its own of what arises while it converts an argument.
        if signal.getsignal(signal.SIGTERM) is not _stop:
            sys.exit(STOPPED)
        with suppress(BrokenPipeError):
            _tell(told, unforeseen(error))
    finally:
        # From here on it just ends the process: at its end libraries would make a mess of it.
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def work(orders: IO[bytes], tell: Callable[[object], None]) -> None:
    """Make the segments that are read from `orders`, an `WorkerJob` first, until None comes.

    Args:
        orders: pickled objects, one after the other.
        tell: takes `SEGMENT_PLEASE`; after every frame whether it was drawn, or repeats; and the
            error that makes further work impossible.

    """
    try:
        order: WorkerJob = pickle.load(orders)  # noqa: S301  # what our own parent writes
        cache = SegmentCache(order.folder)
        with Canvas(size=order.encoding.size) as canvas:
            segments = _asked_for(orders, tell)
            make_segments(order.show, segments, canvas, cache, encoding=order.encoding, drew=tell)
    except NnvizError as error:
        tell(error)


def _asked_for(orders: IO[bytes], tell: Callable[[object], None]) -> Iterator[Segment]:
    tell(SEGMENT_PLEASE)
    while (segment := pickle.load(orders)) is not None:  # noqa: S301
        yield segment
        tell(SEGMENT_PLEASE)


def _tell(told: IO[bytes], said: object) -> None:
    pickle.dump(said, told)
    told.flush()


def _stop(_number: int, _frame: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # it is tidying up from here on
    silence_libraries()
    sys.exit(STOPPED)


if __name__ == "__main__":
    main()
