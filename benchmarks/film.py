"""How long films take, beside ffmpeg alone encoding the same frames.

All are whole processes. Ours starts Python, records the experiment, draws, reads back and encodes.
The floor is ffmpeg with the same arguments, fed through a pipe with the frames of the same seconds,
RGBA as OpenGL gives them, which lie in a file. But ours sends a frame that lasts only once. So a
second floor, nearer than the goal's, is ffmpeg fed with the very bytes that ours sends. One film
shows epoch 1, in which most happens; in the other nothing moves.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.row import Row
from nnviz.film.clip import Clip
from nnviz.film.contents import Contents
from nnviz.film.encoding import Encoding, size_text
from nnviz.film.ffmpeg import find_ffmpeg
from nnviz.film.ffmpeg_arguments import FRAMES, ffmpeg_arguments
from nnviz.film.ffmpeg_inputs import write_inputs
from nnviz.film.film import render_film
from nnviz.film.frame_images import frame_images
from nnviz.film.matroska_stream import before_frame, stream_header
from nnviz.opening import open_show, record_scene
from nnviz.render.canvas import Canvas
from nnviz.scene import load_scene
from nnviz.stage.show import Show
from nnviz.story.storyboard import Shot, Storyboard
from nnviz.trace.trace import open_trace

SCENE = Path(__file__).parent.parent / "scenes" / "xor.toml"
FPS = 30
PIPE_BYTES = 1 << 20  # as the renderer has it


@contextmanager
def busy(scene: Path, *, frames: int, aspect: float) -> Iterator[Clip]:
    """Open the part of a scene in which most happens: epoch 1, the scene's third chapter."""
    with open_show(scene, aspect=aspect) as show:
        start = show.chapters[2].start_seconds
        yield Clip(show, start_seconds=start, end_seconds=start + frames / FPS)


@contextmanager
def resting(scene: Path, *, frames: int, aspect: float) -> Iterator[Show]:
    """Open a scene as one shot in which nothing moves: before and after the training."""
    whole = load_scene(scene)
    shot = Shot(tell="compare", epochs=(1, whole.experiment.epochs), seconds=frames / FPS)
    with tempfile.TemporaryDirectory() as folder:
        (recording,) = record_scene(whole, Path(folder))
        with open_trace(recording) as trace:
            yield Show(trace, Storyboard(shots=(shot,)), aspect=aspect, title=whole.title)


STRETCHES = {"busy": busy, "resting": resting}


def render(stretch: str, film: Path, *, frames: int, size: tuple[int, int]) -> None:
    """Render a film as `nnviz render` does; print how many of its frames were drawn."""
    with STRETCHES[stretch](SCENE, frames=frames, aspect=size[0] / size[1]) as show:
        print(render_film(show, film, size=size, fps=FPS).drawn)


def dump(stretch: str, raw: Path, *, frames: int, size: tuple[int, int]) -> None:
    """Write the frames that `render` encodes as RGBA bytes, each of them; print nothing."""
    with (
        STRETCHES[stretch](SCENE, frames=frames, aspect=size[0] / size[1]) as show,
        Canvas(size=size) as canvas,
        raw.open("wb") as file,
    ):
        for index in range(frames):
            canvas.draw(show.frame_at(index / FPS))
            file.write(canvas.image().data)


def send(stretch: str, sent: Path, *, frames: int, size: tuple[int, int]) -> None:
    """Write what `render` sends to ffmpeg, were it all one segment; print nothing."""
    encoding = Encoding(size=size, fps=FPS)
    with (
        STRETCHES[stretch](SCENE, frames=frames, aspect=size[0] / size[1]) as show,
        Canvas(size=size) as canvas,
        sent.open("wb") as file,
    ):
        file.write(stream_header(size, fps=FPS, transparent=False))
        images = frame_images(show, canvas, encoding=encoding, indices=range(frames))
        for index, (image, is_new) in enumerate(images):
            if is_new or index == frames - 1:  # the last says how long it lasts
                file.write(before_frame(index, fps=FPS, size_bytes=image.nbytes))
                file.write(image.data)


def encode(
    source: Path, film: Path, *, frames: int, size: tuple[int, int], reading: Sequence[str]
) -> float:
    """Let ffmpeg encode a file of frames, fed through a pipe; return the seconds that it took.

    Args:
        source: the frames.
        film: what becomes of them.
        frames: how many.
        size: width and height in pixels.
        reading: ffmpeg's arguments for what the pipe gives.

    """
    encoding = Encoding(size=size, fps=FPS)
    inputs = write_inputs(film.parent, Contents(), encoding=encoding, frames=frames, palette=None)
    arguments = ffmpeg_arguments(encoding, inputs, output=str(film))
    first = arguments.index("matroska") - 1
    assert tuple(arguments[first : first + len(FRAMES)]) == FRAMES
    arguments[first : first + len(FRAMES)] = reading
    started = time.perf_counter()
    ffmpeg = subprocess.Popen(
        [find_ffmpeg(), *arguments], stdin=subprocess.PIPE, pipesize=PIPE_BYTES
    )
    assert ffmpeg.stdin is not None
    with source.open("rb") as file, ffmpeg.stdin as pipe:
        shutil.copyfileobj(file, pipe, 8 << 20)
    if ffmpeg.wait() != 0:
        raise RuntimeError(f"ffmpeg ended with status {ffmpeg.returncode}")
    return time.perf_counter() - started


def raw_frames(size: tuple[int, int]) -> list[str]:
    """Return ffmpeg's arguments for frames of RGBA bytes and nothing else."""
    kind = ["-f", "rawvideo", "-pixel_format", "rgb0", "-video_size", size_text(size)]
    return [*kind, "-framerate", str(FPS), "-i", "pipe:0"]


def run(work: str, stretch: str, output: Path, *, frames: int, size: tuple[int, int]) -> str:
    """Let this module do one of its works in a process of its own; return what it prints."""
    words = [work, stretch, str(output), str(frames), *map(str, size)]
    command = [sys.executable, "-m", "benchmarks.film", *words]
    # Where no segment lies that was made before.
    cache = os.environ | {"XDG_CACHE_HOME": str(output.parent / "cache")}
    return subprocess.run(command, check=True, env=cache, stdout=subprocess.PIPE, text=True).stdout


def measure(
    stretch: str = "busy", *, frames: int = 300, size: tuple[int, int] = (1920, 1080)
) -> dict[str, float]:
    """Return the seconds of a film and of its floor.

    Args:
        stretch: what is filmed, "busy" or "resting".
        frames: length of the film.
        size: width and height in pixels. The frames need 4 bytes a pixel of temporary disk.

    Returns:
        `film_seconds` of the whole process; of ffmpeg alone `rgba_seconds` with every frame and
        `sent_seconds` with what ours sends; and the number of frames that were `drawn`: the others
        equal the frame before.

    """
    with tempfile.TemporaryDirectory(prefix="nnviz-bench-") as folder:
        source, film, floor = (Path(folder) / name for name in ("frames", "film.mp4", "floor.mp4"))
        started = time.perf_counter()
        drawn = run("render", stretch, film, frames=frames, size=size)
        film_seconds = time.perf_counter() - started
        run("dump", stretch, source, frames=frames, size=size)
        rgba_seconds = encode(source, floor, frames=frames, size=size, reading=raw_frames(size))
        run("send", stretch, source, frames=frames, size=size)
        sent_seconds = encode(source, floor, frames=frames, size=size, reading=FRAMES)
    return {
        "film_seconds": film_seconds,
        "rgba_seconds": rgba_seconds,
        "sent_seconds": sent_seconds,
        "drawn": int(drawn),
    }


def rows() -> Iterator[Row]:
    """Render the films and their floors; yield what they took."""
    goals = {"busy": ("epoch 1", 1.4), "resting": ("nothing moves", 1.15)}
    for stretch, (shown, goal) in goals.items():
        figures = measure(stretch)
        yield Row(
            work=f"film of 300 frames of xor.toml, 1080p, whole process: {shown}, "
            f"{figures['drawn']} drawn",
            value=figures["film_seconds"],
            unit="s",
            peer="ffmpeg alone encoding the same frames, RGBA as OpenGL gives them",
            peer_value=figures["rgba_seconds"],
            at_most=goal,
        )
        yield Row(
            work="the same film",
            value=figures["film_seconds"],
            unit="s",
            peer="ffmpeg alone fed with the very bytes that we send",
            peer_value=figures["sent_seconds"],
        )


if __name__ == "__main__":
    WORK, STRETCH, OUTPUT, FRAMES, WIDTH, HEIGHT = sys.argv[1:]
    {"render": render, "dump": dump, "send": send}[WORK](
        STRETCH, Path(OUTPUT), frames=int(FRAMES), size=(int(WIDTH), int(HEIGHT))
    )
