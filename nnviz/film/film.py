"""A film: every frame of a show, drawn and encoded.

Frame number `frame_index` shows the instant `frame_index / fps`. Nothing else decides what it
looks like, so any frame can be drawn again alone and is the same picture.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nnviz.film.encoder import Encoder
from nnviz.film.encoding import Encoding
from nnviz.render.canvas import Canvas
from nnviz.stage.frame import Frame, same_picture
from nnviz.stage.show import Show


@dataclass(frozen=True, kw_only=True, slots=True)
class FilmReport:
    """What came of a film.

    Attributes:
        path: the film.
        frames: number of frames in it.
        drawn: how many of them were drawn; the others equal the frame before.
        wall_seconds: how long it took.
        size_bytes: size of the file.

    """

    path: Path
    frames: int
    drawn: int
    wall_seconds: float
    size_bytes: int


def render_film(
    show: Show,
    path: Path | str,
    *,
    size: tuple[int, int] = (1920, 1080),
    fps: int = 30,
    crf: int = 18,
    overwrite: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> FilmReport:
    """Draw a show frame by frame into an MP4 file.

    The file is written beside its name and renamed when it is whole. It holds
    `round(show.duration_seconds * fps)` frames, at least one.

    Args:
        show: what is shown; composed for the aspect of `size`.
        path: the film's name.
        size: width and height in pixels, both even.
        fps: frames per second, 1 to 240.
        crf: x264's constant rate factor: 0 is lossless, 51 the worst.
        overwrite: whether a file of that name may be replaced.
        progress: called after every frame with the number of frames done and of all frames.

    Raises:
        UsageError: the size, fps or crf is not possible.
        FilmError: the film cannot be written.
        GraphicsError: this machine cannot draw.

    """
    started = time.perf_counter()
    encoding = Encoding(size=size, fps=fps, crf=crf)
    path = Path(path)
    frames = max(1, round(show.duration_seconds * fps))
    drawn = 0
    encoder = Encoder(
        path,
        encoding=encoding,
        title=show.title,
        chapters=show.chapters,
        duration_seconds=frames / fps,
        overwrite=overwrite,
    )
    # ffmpeg first: it starts while the canvas is made.
    with encoder, Canvas(size=size) as canvas:
        shown = (show.frame_at(index / fps) for index in range(frames))
        for done, (image, is_new) in enumerate(_pictures(shown, canvas), start=1):
            encoder.write(image)
            drawn += is_new
            if progress is not None:
                progress(done, frames)
    return FilmReport(
        path=path,
        frames=frames,
        drawn=drawn,
        wall_seconds=time.perf_counter() - started,
        size_bytes=path.stat().st_size,
    )


def _pictures(frames: Iterator[Frame], canvas: Canvas) -> Iterator[tuple[NDArray[np.uint8], bool]]:
    """Yield each frame's image and whether it was drawn; one that repeats is not drawn again."""
    last: Frame | None = None
    for frame in frames:
        is_new = last is None or not same_picture(frame, last)
        if is_new:
            canvas.draw(frame)
            image = canvas.image()
        last = frame
        yield image, is_new
