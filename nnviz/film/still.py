"""A still: one moment as a PNG file."""

import warnings
from dataclasses import replace
from pathlib import Path
from typing import Final

import imageio.v3 as iio
import numpy as np
from numpy.typing import NDArray

from nnviz.errors import FilmError, UsageError
from nnviz.files import os_errors_explained, written_whole
from nnviz.film.encoding import LARGEST
from nnviz.picture.frame import Frame
from nnviz.picture.regions import require_shape
from nnviz.render.canvas import Canvas

LEVEL: Final = 4  # of compression; more takes twice the time for the last percents


def render_still(
    frame: Frame, path: Path | str, *, size: tuple[int, int] = (1920, 1080), overwrite: bool = False
) -> None:
    """Draw a frame into a PNG file: the same pixels that the film has there before encoding.

    Args:
        frame: what is drawn; composed for the aspect of `size`.
        path: the file's name.
        size: width and height in pixels.
        overwrite: whether a file of that name may be replaced.

    Raises:
        UsageError: the size is not possible.
        FilmError: the file cannot be written.
        GraphicsError: this machine cannot draw.

    """
    if not all(1 <= side <= LARGEST for side in size):
        raise UsageError(
            f"size {size[0]}x{size[1]}: width and height go from 1 to {LARGEST} pixels"
        )
    require_shape(size[0] / size[1])
    with Canvas(size=size) as canvas:
        canvas.draw(frame)
        save_still(canvas.image(), path, overwrite=overwrite)


def save_still(image: NDArray[np.uint8], path: Path | str, *, overwrite: bool = False) -> None:
    """Write an image to a PNG file, whole or not at all.

    Args:
        image: (height, width, 4) uint8 RGBA with straight alpha, its first row on top; where all of
            it is opaque, the file has no alpha.
        path: the file's name.
        overwrite: whether a file of that name may be replaced.

    Raises:
        FilmError: the file cannot be written.

    """
    path = Path(path)
    with (
        written_whole(path, overwrite=overwrite, error=FilmError) as part,
        os_errors_explained(path, error=FilmError),
    ):
        opaque = image[..., 3].min(initial=255) == 255
        _write_png(_without_alpha(image) if opaque else image, part)


def _write_png(pixels: NDArray[np.uint8], path: Path) -> None:
    """Write a PNG file; not by an ending, for which Pillow would load all of its formats."""
    with path.open("wb") as file, warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Can't determine file format")  # it is said here
        iio.imwrite(file, pixels, plugin="pillow", format="PNG", compress_level=LEVEL)


def _without_alpha(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return (height, width, 3) the colours, one after the other: NumPy copies that in a fifth."""
    colours = np.empty((*image.shape[:2], 3), np.uint8)
    for channel in range(3):
        colours[..., channel] = image[..., channel]
    return colours


def without_background(frame: Frame) -> Frame:
    """Return a frame with nothing behind its bodies and panels."""
    background = frame.background.copy()
    background[3] = 0.0
    return replace(frame, background=background, floor=None)
