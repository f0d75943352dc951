"""A film that goes on where it was stopped: made of segments, of which those that are there stay.

However a render ends, the segments that were complete are kept, and the next one begins after
them. What is joined of them is, frame by frame, the film that one render would have made.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from nnviz.film.cache import SegmentCache, open_cache
from nnviz.film.contents import Contents
from nnviz.film.encoder import Encoder
from nnviz.film.encoding import Encoding
from nnviz.film.joining import join
from nnviz.film.pictures import pictures
from nnviz.film.relay import Relay
from nnviz.film.segments import Segment, cut_into_segments
from nnviz.film.software import software
from nnviz.film.stretch import Stretch
from nnviz.render.canvas import Canvas
from nnviz.stage.show import Show


@dataclass(frozen=True, kw_only=True, slots=True)
class Watch:
    """Who wants to know how far a film is.

    Attributes:
        progress: called with the number of frames done and of all frames: after every frame, and
            at first where some are there already; None: nobody.
        continuing: called at first with the number of segments that are there and of all, where
            some are; None: nobody.

    """

    progress: Callable[[int, int], None] | None = None
    continuing: Callable[[int, int], None] | None = None


def make_of_segments(
    show: Show | Stretch,
    path: Path,
    canvas: Canvas,
    *,
    encoding: Encoding,
    contents: Contents,
    frames: int,
    overwrite: bool,
    watch: Watch,
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

    Returns:
        The number of frames that were drawn.

    Raises:
        FilmError: the film cannot be written.

    """
    made_by = software(canvas.graphics)
    segments = cut_into_segments(show, frames=frames, encoding=encoding, software=made_by)
    with open_cache() as cache:
        missing = _missing(segments, cache, frames, watch)
        with _kept(segments, cache):
            drawn = _make(show, missing, cache, canvas, encoding, frames, watch)
            files = [cache.file(segment.key) for segment in segments]
            join(
                files,
                path,
                encoding=encoding,
                contents=contents,
                frames=frames,
                overwrite=overwrite,
            )
        cache.trim(keep=[segment.key for segment in segments])
    return drawn


def _missing(
    segments: Sequence[Segment], cache: SegmentCache, frames: int, watch: Watch
) -> list[Segment]:
    """Return the segments that are to be made, and say what is there."""
    missing = [segment for segment in segments if not cache.has(segment.key)]
    found = len(segments) - len(missing)
    if found and watch.continuing is not None:
        watch.continuing(found, len(segments))
    if found and watch.progress is not None:
        watch.progress(frames - _length(missing), frames)
    return missing


@contextmanager
def _kept(segments: Sequence[Segment], cache: SegmentCache) -> Iterator[None]:
    """Say, with what stops the film, how to go on."""
    try:
        yield
    except KeyboardInterrupt as stop:
        if cache.lasts:
            there = sum(cache.has(segment.key) for segment in segments)
            stop.add_note(
                f"{there} of {len(segments)} segments of the film are kept: the same command goes "
                "on from there, `nnviz clean` removes them"
            )
        raise


def _make(
    show: Show | Stretch,
    segments: Sequence[Segment],
    cache: SegmentCache,
    canvas: Canvas,
    encoding: Encoding,
    frames: int,
    watch: Watch,
) -> int:
    """Draw and encode segments; return how many frames were drawn."""
    silent = replace(encoding, subtitles=())
    indices = (index for segment in segments for index in segment.frames)
    images = pictures(show, canvas, encoding=encoding, indices=indices)
    done, drawn = frames - _length(segments), 0
    with Relay() as relay:
        for segment in segments:
            file, length = cache.file(segment.key), len(segment.frames)
            # Another render may have made the same one meanwhile.
            encoder = Encoder(
                file, encoding=silent, contents=Contents(), frames=length, overwrite=True
            )
            relay.start(encoder)
            for _ in segment.frames:
                image, is_new = next(images)
                relay.write(image)
                done, drawn = done + 1, drawn + is_new
                if watch.progress is not None:
                    watch.progress(done, frames)
    return drawn


def _length(segments: Sequence[Segment]) -> int:
    return sum(len(segment.frames) for segment in segments)
