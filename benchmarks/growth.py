"""How the cost grows with the work: epochs, edges, pixels and frames, each doubled three times.

What is proportional, with something that is paid once, is a straight line: eight times the work
then costs at most eight times as much.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter

from benchmarks.drawing import ROUNDS, large_network, pace
from benchmarks.film import SCENE
from benchmarks.row import Row
from nnviz import Experiment, open_trace, record
from nnviz.opening import open_show
from nnviz.picture.frame import Frame
from nnviz.render.canvas import Canvas
from nnviz.stage.facts.survey import survey

REPEATS = 3  # the best of them counts: other work on the machine only ever adds time
EPOCHS = (7_500, 15_000, 30_000, 60_000)
EDGES = (2_500, 5_000, 10_000, 20_000)
SIZES = ((960, 540), (1358, 764), (1920, 1080), (2716, 1528))
FRAMES = (150, 300, 600, 1_200)
FILM_SIZE, FPS = "640x360", 30
DRAWN = 8  # frames for each figure
START_SECONDS = 20.0  # of the scene, where much moves


def rows() -> Iterator[Row]:
    """Do ever more work; yield what eight times the first costs, by what the first costs."""
    yield _row("recording XOR, every tensor", "epochs", EPOCHS, _recording())
    yield _row("surveying its trace, before the first picture", "epochs", EPOCHS, _surveying())
    yield _row("composing and drawing a frame at 1080p", "edges", EDGES, _edges())
    megapixels = [round(width * height / 1e6, 2) for width, height in SIZES]
    yield _row(f"drawing {DRAWN} frames of xor.toml", "megapixels", megapixels, _pixels())
    yield _row(f"rendering xor.toml, {FILM_SIZE}", "frames", FRAMES, _frames())


def _row(work: str, of: str, amounts: Sequence[float], seconds: Sequence[float]) -> Row:
    least, most = (f"{amount:,g} {of}" for amount in (amounts[0], amounts[-1]))
    return Row(
        work=f"{work}: {most}",
        value=seconds[-1],
        unit="s",
        peer=least,
        peer_value=seconds[0],
        at_most=8,
        series=tuple(zip(amounts, seconds, strict=True)),
    )


def _best(works: Sequence[Callable[[], object]], repeats: int = REPEATS) -> list[float]:
    """Return the best seconds of each work, done by turns."""
    times = [[_seconds_of(work) for work in works] for _ in range(repeats)]
    return [min(column) for column in zip(*times, strict=True)]


def _seconds_of(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def _recording() -> list[float]:
    with tempfile.TemporaryDirectory(prefix="nnviz-bench-") as folder:
        trace = Path(folder, "xor.nntrace")

        def work(epochs: int) -> Callable[[], None]:
            return lambda: record(Experiment(epochs=epochs), trace, overwrite=True)

        return _best([work(epochs) for epochs in EPOCHS])


def _surveying() -> list[float]:
    with tempfile.TemporaryDirectory(prefix="nnviz-bench-") as folder:
        traces = [Path(folder, f"{epochs}.nntrace") for epochs in EPOCHS]
        for epochs, trace in zip(EPOCHS, traces, strict=True):
            record(Experiment(epochs=epochs), trace)
        return _best([lambda trace=trace: _survey(trace) for trace in traces])


def _survey(path: Path) -> None:
    with open_trace(path) as trace:
        survey(trace)


def _edges() -> list[float]:
    with large_network() as show:
        paces = [pace(show, edges=edges, frames=DRAWN * ROUNDS) for edges in EDGES]
    return [1.0 / each.frames_a_second for each in paces]


def _pixels() -> list[float]:
    with open_show(SCENE) as show, ExitStack() as stack:
        canvases = [stack.enter_context(Canvas(size=size)) for size in SIZES]
        frames = [show.frame_at(START_SECONDS + index / FPS) for index in range(DRAWN)]
        return _best([lambda canvas=canvas: _draw(canvas, frames) for canvas in canvases])


def _draw(canvas: Canvas, frames: Sequence[Frame]) -> None:
    for frame in frames:
        canvas.draw(frame)
        canvas.image()


def _frames() -> list[float]:
    with tempfile.TemporaryDirectory(prefix="nnviz-bench-") as folder:
        return _best([lambda count=count: _render(Path(folder), count) for count in FRAMES], 2)


def _render(folder: Path, frames: int) -> None:
    with tempfile.TemporaryDirectory(dir=folder) as cache:
        words = ["--from", str(START_SECONDS), "--to", str(START_SECONDS + frames / FPS)]
        words += ["--size", FILM_SIZE, "--fps", str(FPS), "--force", "--quiet"]
        subprocess.run(
            [
                sys.executable,
                "-m",
                "nnviz",
                "render",
                str(SCENE),
                "-o",
                str(folder / "film.mp4"),
                *words,
            ],
            check=True,
            env=os.environ | {"XDG_CACHE_HOME": cache},
        )
