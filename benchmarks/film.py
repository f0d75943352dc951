"""How long a film takes, beside ffmpeg alone encoding the same frames.

Both are whole processes. Ours starts Python, records the experiment, draws, reads back and
encodes. The floor is ffmpeg with the same arguments, fed through a pipe with the frames of the
same seconds, which lie drawn in a file.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.row import Row
from nnviz.film.arguments import ffmpeg_arguments
from nnviz.film.contents import Contents
from nnviz.film.encoding import Encoding
from nnviz.film.ffmpeg import find_ffmpeg
from nnviz.film.film import render_film
from nnviz.film.inputs import write_inputs
from nnviz.film.stretch import Stretch
from nnviz.opening import open_show
from nnviz.render.canvas import Canvas

FPS = 30
PIPE_BYTES = 8 << 20


@contextmanager
def busy_stretch(scene: Path, *, frames: int, aspect: float) -> Iterator[Stretch]:
    """Open the part of a scene in which most happens: epoch 1, the scene's second chapter."""
    with open_show(scene, aspect=aspect) as show:
        start = show.chapters[1].start_seconds
        yield Stretch(show, start_seconds=start, end_seconds=start + frames / FPS)


def render(scene: Path, film: Path, *, frames: int, size: tuple[int, int]) -> None:
    """Render a film as `nnviz render` does."""
    with busy_stretch(scene, frames=frames, aspect=size[0] / size[1]) as show:
        render_film(show, film, size=size, fps=FPS)


def dump(scene: Path, raw: Path, *, frames: int, size: tuple[int, int]) -> None:
    """Write the frames that `render` encodes as RGBA bytes."""
    with (
        busy_stretch(scene, frames=frames, aspect=size[0] / size[1]) as show,
        Canvas(size=size) as canvas,
        raw.open("wb") as file,
    ):
        for index in range(frames):
            canvas.draw(show.frame_at(index / FPS))
            file.write(canvas.image().data)


def encode(raw: Path, film: Path, *, frames: int, size: tuple[int, int]) -> None:
    """Let ffmpeg encode a file of frames, fed through a pipe."""
    encoding = Encoding(size=size, fps=FPS)
    inputs = write_inputs(film.parent, Contents(), encoding=encoding, frames=frames, palette=None)
    arguments = ffmpeg_arguments(encoding, inputs, output=str(film))
    ffmpeg = subprocess.Popen([find_ffmpeg(), *arguments], stdin=subprocess.PIPE)
    assert ffmpeg.stdin is not None
    with raw.open("rb") as file, ffmpeg.stdin as pipe:
        shutil.copyfileobj(file, pipe, PIPE_BYTES)
    if ffmpeg.wait() != 0:
        raise RuntimeError(f"ffmpeg ended with status {ffmpeg.returncode}")


def seconds_of(
    work: str, scene: Path, output: Path, *, frames: int, size: tuple[int, int]
) -> float:
    """Return how long this module takes to do one of its works in a process of its own."""
    words = [work, str(scene), str(output), str(frames), *map(str, size)]
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "benchmarks.film", *words], check=True)
    return time.perf_counter() - started


def measure(frames: int = 300, size: tuple[int, int] = (1920, 1080)) -> dict[str, float]:
    """Return the seconds of a film and of its floor.

    Args:
        frames: length of the film.
        size: width and height in pixels. The frames need 4 bytes a pixel of temporary disk.

    Returns:
        `film_seconds` of the whole process, `ffmpeg_seconds` of ffmpeg alone.

    """
    scene = Path(__file__).parent.parent / "scenes" / "xor.toml"
    with tempfile.TemporaryDirectory(prefix="nnviz-bench-") as folder:
        raw, film, floor = (Path(folder) / name for name in ("raw", "film.mp4", "floor.mp4"))
        film_seconds = seconds_of("render", scene, film, frames=frames, size=size)
        seconds_of("dump", scene, raw, frames=frames, size=size)
        started = time.perf_counter()
        encode(raw, floor, frames=frames, size=size)
        ffmpeg_seconds = time.perf_counter() - started
    return {"film_seconds": film_seconds, "ffmpeg_seconds": ffmpeg_seconds}


def rows() -> Iterator[Row]:
    """Render the film and its floor; yield what they took."""
    figures = measure()
    yield Row(
        work="film of 300 frames of xor.toml, 1080p, whole process",
        value=figures["film_seconds"],
        unit="s",
        peer="ffmpeg alone encoding the same frames",
        peer_value=figures["ffmpeg_seconds"],
        at_most=1.4,
    )


if __name__ == "__main__":
    WORK, SCENE, OUTPUT, FRAMES, WIDTH, HEIGHT = sys.argv[1:]
    {"render": render, "dump": dump}[WORK](
        Path(SCENE), Path(OUTPUT), frames=int(FRAMES), size=(int(WIDTH), int(HEIGHT))
    )
