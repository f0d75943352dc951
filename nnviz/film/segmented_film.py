"""A film that goes on where it was stopped: made of segments, of which those that are there stay.

However a render ends, the segments that were complete are kept, and the next one begins after
them. What is joined of them is, frame by frame, the film that one render would have made.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from nnviz.errors import FilmError
from nnviz.film.cache import SegmentCache, open_cache
from nnviz.film.checked_segments import CheckedSegment, checked_segment
from nnviz.film.clip import Clip
from nnviz.film.contents import Contents
from nnviz.film.destination import files_there
from nnviz.film.encoding import Encoding
from nnviz.film.joining import join
from nnviz.film.rendering_environment import rendering_environment
from nnviz.film.segment_checksum import verify_checksum
from nnviz.film.segment_rendering import make_segments
from nnviz.film.segments import Segment, cut_into_segments
from nnviz.film.worker_pool import make_by_workers
from nnviz.render.canvas import Canvas
from nnviz.stage.show import Show


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgressCallbacks:
    """Who wants to know how far a film is.

    Attributes:
        progress: called with the number of frames done and of all frames: after every frame, and
            at first where some are there already; None: nobody.
        continuing: called at first with the number of segments that are there and of all, where
            some are; None: nobody.

    """

    progress: Callable[[int, int], None] | None = None
    continuing: Callable[[int, int], None] | None = None


def make_segmented_film(
    show: Show | Clip,
    path: Path,
    canvas: Canvas,
    *,
    encoding: Encoding,
    contents: Contents,
    frames: int,
    overwrite: bool,
    watch: ProgressCallbacks,
    workers: int,
) -> int:
    """Write a film, of segments that are there and of others that are made now.

    Args:
        show: what is shown.
        path: name of the film.
        canvas: what draws it.
        encoding: what it is to be like, an MP4 file.
        contents: what it says beside its pictures.
        frames: how many it has.
        overwrite: whether a file of that name may be replaced.
        watch: who wants to know how far it is.
        workers: how many processes make it, at most.

    Returns:
        The number of frames that were drawn.

    Raises:
        FilmError: the film cannot be written, or one of its processes died.

    """
    made_by = rendering_environment(canvas.graphics)
    segments = cut_into_segments(show, frames=frames, encoding=encoding, software=made_by)
    with open_cache() as cache:
        missing = _missing(segments, cache, frames, watch)
        with _kept(segments, cache, taken=partial(_taken, path, encoding, overwrite)):
            count = _Count(frames - _length(missing), frames, watch)
            if min(workers, len(missing)) > 1:
                canvas.close()  # each worker has its own
                size = min(workers, len(missing))
                make_by_workers(
                    show, missing, cache, workers=size, encoding=encoding, drew=count.add
                )
            else:
                make_segments(show, missing, canvas, cache, encoding=encoding, drew=count.add)
            pieces = [_piece(segment, cache) for segment in segments]
            join(pieces, path, encoding=encoding, contents=contents, overwrite=overwrite)
        cache.trim(keep=[segment.key for segment in segments])
    return count.drawn


def _missing(
    segments: Sequence[Segment], cache: SegmentCache, frames: int, watch: ProgressCallbacks
) -> list[Segment]:
    """Return the segments that are to be made, and say what is there."""
    missing = [segment for segment in segments if not _is_there(segment, cache)]
    found = len(segments) - len(missing)
    if found and watch.continuing is not None:
        watch.continuing(found, len(segments))
    if found and watch.progress is not None:
        watch.progress(frames - _length(missing), frames)
    return missing


def _is_there(segment: Segment, cache: SegmentCache) -> bool:
    """Return whether a segment is there and sound; one that is not is made again."""
    if cache.has(segment.key):
        with suppress(FilmError):
            verify_checksum(cache.file(segment.key), segment.key)
            return True
    return False


def _piece(segment: Segment, cache: SegmentCache) -> CheckedSegment:
    return checked_segment(cache.file(segment.key), key=segment.key, frames=len(segment.frames))


def _taken(path: Path, encoding: Encoding, overwrite: bool) -> list[Path]:
    """Return the names of the film's files that others have, and may not be replaced."""
    return [] if overwrite else files_there(path, encoding=encoding)


@contextmanager
def _kept(
    segments: Sequence[Segment], cache: SegmentCache, *, taken: Callable[[], Sequence[Path]]
) -> Iterator[None]:
    """Say, with what stops the film, how to go on, where anything is kept to go on from."""
    try:
        yield
    except BaseException as error:
        there = sum(cache.has(segment.key) for segment in segments)
        if there and cache.lasts:
            how = "the same command with another name" if taken() else "the same command"
            error.add_note(
                f"{there} of {len(segments)} segments of the film are kept: {how} goes on from "
                "there, `nnviz clean` removes them"
            )
        raise


class _Count:
    """How many frames there are and were drawn, for whoever wants to know."""

    def __init__(self, done: int, frames: int, watch: ProgressCallbacks) -> None:
        self._done, self._frames, self._watch = done, frames, watch
        self.drawn = 0

    def add(self, is_new: bool) -> None:
        """Count a frame, which was drawn or repeats the one before."""
        self._done += 1
        self.drawn += is_new
        if self._watch.progress is not None:
            self._watch.progress(self._done, self._frames)


def _length(segments: Sequence[Segment]) -> int:
    return sum(len(segment.frames) for segment in segments)
