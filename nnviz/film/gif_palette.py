"""The 256 colours of a GIF, chosen for the whole film from frames all over it.

ffmpeg could choose them from every frame, but would have to keep the whole film in memory until
the last one has been seen.
"""

import subprocess
from collections.abc import Iterator
from contextlib import suppress
from typing import IO

from nnviz.child_processes import command_ending_with_parent
from nnviz.errors import FilmError
from nnviz.film.encoder import Image
from nnviz.film.encoding import size_text
from nnviz.film.ffmpeg import find_ffmpeg

_FRAMES_SEEN = 32


def sampled_frames(frames: int) -> list[int]:
    """Return numbers of frames all over a film, from the first to the last.

    Args:
        frames: number of frames of the film, at least 1.

    """
    count = min(frames, _FRAMES_SEEN)
    return sorted({round(at * (frames - 1) / max(count - 1, 1)) for at in range(count)})


def palette_png(images: Iterator[Image], *, size: tuple[int, int]) -> bytes:
    """Return a PNG file of the 256 colours that suit some images best.

    Args:
        images: each (height, width, 4) uint8 RGBA, C-contiguous; alpha is passed over.
        size: their width and height in pixels.

    Raises:
        FilmError: ffmpeg fails.

    """
    arguments = [
        *("-hide_banner", "-nostats", "-loglevel", "error"),
        *(
            "-f",
            "rawvideo",
            "-pixel_format",
            "rgb0",
            "-video_size",
            size_text(size),
            "-i",
            "pipe:0",
        ),
        *("-vf", "palettegen", "-c:v", "png", "-f", "image2pipe", "pipe:1"),
    ]
    with subprocess.Popen(
        command_ending_with_parent([find_ffmpeg(), *arguments], reads_input=True),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as ffmpeg:
        assert ffmpeg.stdin is not None
        try:
            for image in images:
                ffmpeg.stdin.write(image.data.cast("B"))
            palette, words = ffmpeg.communicate()
        except BrokenPipeError:
            _close_unread(ffmpeg.stdin)
            ffmpeg.stdin = None  # nothing is left to say to it
            palette, words = ffmpeg.communicate()
        except BaseException:
            ffmpeg.kill()
            _close_unread(ffmpeg.stdin)
            raise
    if ffmpeg.returncode != 0 or not palette:
        said = words.decode(errors="replace").strip() or "nothing"
        raise FilmError(f"ffmpeg could not choose the colours of the GIF. It said: {said}")
    return palette


def _close_unread(pipe: IO[bytes]) -> None:
    """Close a pipe that nobody reads; what was not yet written is lost."""
    with suppress(OSError):
        pipe.close()
