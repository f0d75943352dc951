"""Making segments: drawn by one canvas, and encoded by one ffmpeg after the other."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import tee

from nnviz.film.cache import SegmentCache
from nnviz.film.clip import Clip
from nnviz.film.contents import Contents
from nnviz.film.encoder import Encoder
from nnviz.film.encoder_chain import EncoderChain
from nnviz.film.encoding import Encoding
from nnviz.film.frame_images import frame_images
from nnviz.film.segments import Segment
from nnviz.render.canvas import Canvas
from nnviz.stage.show import Show


def make_segments(
    show: Show | Clip,
    segments: Iterable[Segment],
    canvas: Canvas,
    cache: SegmentCache,
    *,
    encoding: Encoding,
    drew: Callable[[bool], None],
) -> None:
    """Draw and encode segments of a film.

    Args:
        show: what is shown.
        segments: which; they may become known one after the other.
        canvas: what draws.
        cache: where they go.
        encoding: of the film.
        drew: called after every frame; says whether it was drawn, or repeats.

    Raises:
        FilmError: a segment cannot be written.

    """
    silent = replace(encoding, subtitles=())
    segments, those_drawn = tee(segments)
    indices = (index for segment in those_drawn for index in segment.frames)
    images = frame_images(show, canvas, encoding=encoding, indices=indices)
    made: list[str] = []
    with EncoderChain() as chain:
        for segment in segments:
            file, length = cache.file(segment.key), len(segment.frames)
            # Another render may have made the same one meanwhile.
            encoder = Encoder(
                file,
                encoding=silent,
                contents=Contents(),
                frames=length,
                overwrite=True,
                key=segment.key,
            )
            chain.start(encoder)  # with which the last but one is complete, and used first
            for key in made[-2:-1]:
                cache.has(key)
            made.append(segment.key)
            for _ in segment.frames:
                image, is_new = next(images)
                chain.write(image, repeats=not is_new)
                drew(is_new)
