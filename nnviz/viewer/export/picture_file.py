"""A picture of what the window shows, in the size of a film's frame."""

from pathlib import Path

from PyQt6.QtGui import QImage

from nnviz.errors import NnvizError
from nnviz.files import written_whole
from nnviz.picture.frame import Frame

USUAL_SIZE = (1920, 1080)  # that of `nnviz still`


def save_picture(frame: Frame, path: Path, size: tuple[int, int] = USUAL_SIZE) -> None:
    """Draw a frame into a PNG file; one of that name is replaced when the new one is whole.

    Args:
        frame: what is drawn; composed for the aspect of `size`.
        path: the file's name.
        size: width and height in pixels.

    Raises:
        GraphicsError: this machine cannot draw.
        NnvizError: the file cannot be written.

    """
    from nnviz.render.canvas import Canvas  # it loads PyOpenGL, which no window needs to open

    with Canvas(size=size) as canvas:
        canvas.draw(frame)
        pixels = canvas.image()
    image = QImage(pixels.tobytes(), *size, QImage.Format.Format_RGBA8888)
    with written_whole(path, overwrite=True, error=NnvizError) as part:
        if not image.save(str(part), "PNG"):
            raise NnvizError(f"{path}: cannot be written; check that the disk has room")
