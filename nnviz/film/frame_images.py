"""The pictures of a show: each of its frames, drawn once where frames repeat."""

from collections.abc import Iterable, Iterator

from nnviz.film.clip import Clip
from nnviz.film.encoder import Image
from nnviz.film.encoding import Encoding
from nnviz.film.frame_rate import frame_seconds
from nnviz.film.still import without_background
from nnviz.picture.frame import Frame, same_picture
from nnviz.render.canvas import Canvas
from nnviz.stage.show import Show


def frame_images(
    show: Show | Clip, canvas: Canvas, *, encoding: Encoding, indices: Iterable[int]
) -> Iterator[tuple[Image, bool]]:
    """Yield the image of each frame, and whether it was drawn: one that repeats is not, again.

    Args:
        show: what is shown.
        canvas: what draws it.
        encoding: of the film; number `index` of its frames shows the instant `index / fps`.
        indices: numbers of the frames, from 0.

    """
    taken_over = _frames_shown(show, canvas, encoding, indices)
    is_new = next(taken_over, None)
    while is_new is not None:
        if is_new:
            canvas.paint()
        following = next(taken_over, None)  # composed while the canvas paints
        if is_new:
            image = canvas.image()
        yield image, is_new
        is_new = following


def _frames_shown(
    show: Show | Clip, canvas: Canvas, encoding: Encoding, indices: Iterable[int]
) -> Iterator[bool]:
    """Compose frame after frame; yield whether the canvas took it over, as it shows another one."""
    last: Frame | None = None
    for index in indices:
        frame = show.frame_at(frame_seconds(index, encoding.fps))
        if encoding.transparent:
            frame = without_background(frame)
        is_new = last is None or not same_picture(frame, last)
        if is_new:
            canvas.show(frame)
        last = frame
        yield is_new
