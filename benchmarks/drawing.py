"""How many frames a second of a large network are drawn, played and orbited.

    python -m benchmarks.drawing --edges 234752 --frames 120

opens 784-256-128-10 with all of its 234,752 edges, or with its strongest, and draws it with
whatever OpenGL this machine has: on a graphics card that is the figure to look at. While playing,
every frame has another epoch and another camera, so that no edge of the frame before can be used
again; the epochs are read before. While orbiting, only the camera is another one. Composing,
drawing and reading back the pixels are all counted, and told apart.
"""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from time import perf_counter

import numpy as np

from benchmarks import images
from benchmarks.machine import machine
from benchmarks.row import Row
from nnviz import open_trace, record
from nnviz.film.still import render_still
from nnviz.picture.frame import Frame
from nnviz.picture.orbit import orbit
from nnviz.render.canvas import Canvas
from nnviz.stage.compose import Composer
from nnviz.stage.facts.strongest_edges import strongest_edges
from nnviz.stage.show import Show
from nnviz.story.moment import Moment, Phase
from nnviz.story.storyboard import default_storyboard

ALL_EDGES = 784 * 256 + 256 * 128 + 128 * 10
SIZE = (1920, 1080)
PANELS = frozenset({"headline", "records", "error_curve"})
EPOCHS = 4
ROUNDS = 5
WARM_UP = 2  # frames in which buffers are made
DEGREES = 1.0  # of the orbit, a frame


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """How long a frame takes, in seconds, the median of a round.

    Attributes:
        composing: from the recording to the arrays of the frame.
        drawing: sending them, and drawing as far as that waits.
        reading: until all is drawn, and the pixels are back.

    """

    composing: float
    drawing: float
    reading: float

    @property
    def frames_a_second(self) -> float:
        """Return how many frames are drawn in a second."""
        return 1.0 / (self.composing + self.drawing + self.reading)


@contextmanager
def large_network() -> Iterator[Show]:
    """Open 784-256-128-10, trained for some epochs on few images."""
    with tempfile.TemporaryDirectory(prefix="nnviz-bench-") as folder:
        data, trace = Path(folder, "images.npz"), Path(folder, "images.nntrace")
        images.write(data, training=1_000, test=100)
        record(images.experiment(data, epochs=EPOCHS), trace)
        with open_trace(trace) as opened:
            yield Show(opened, default_storyboard(EPOCHS))


class Player:
    """Composes frames of a large network in which everything moves.

    Args:
        show: the network.
        edges: how many of its edges are drawn.

    """

    def __init__(self, show: Show, *, edges: int) -> None:
        self._show = show
        layout = replace(show.setting.layout, strongest=strongest_edges(show.trace, most=edges))
        self._composer = Composer(replace(show.setting, layout=layout))
        self._camera = show.frame_of(self._moment(0)).camera

    def frame(self, index: int, *, playing: bool = True) -> Frame:
        """Return frame number `index`: another camera than before and, if it plays, epoch."""
        moment = self._moment(index if playing else 0)
        camera = orbit(self._camera, azimuth_deg=DEGREES * index, elevation_deg=0.0)
        step = self._show.step(moment.epoch)
        return self._composer.compose(step, moment, camera, panels=PANELS, caption="")

    def _moment(self, index: int) -> Moment:
        epochs = self._show.trace.epochs
        return Moment(epoch=int(epochs[index % len(epochs)]), phase=Phase.EPOCH)


def pace(
    show: Show, *, edges: int, frames: int, size: tuple[int, int] = SIZE, playing: bool = True
) -> Pace:
    """Return how long it takes to compose, draw and read back a frame with so many edges.

    It is the best of some rounds: other work on the machine only ever adds time.
    """
    player = Player(show, edges=edges)
    with Canvas(size=size) as canvas:
        indices = range(WARM_UP + frames)
        times = [_times(canvas, player, index, playing) for index in indices][WARM_UP:]
    rounds = np.array(times).reshape(ROUNDS, -1, 3)
    composing, drawing, reading = min(np.median(rounds, axis=1), key=np.sum)
    return Pace(composing=float(composing), drawing=float(drawing), reading=float(reading))


def composing(show: Show, *, edges: int, frames: int, playing: bool) -> float:
    """Return the seconds that composing a frame with so many edges takes."""
    player = Player(show, edges=edges)
    for index in range(WARM_UP):
        player.frame(index, playing=playing)
    ends = [perf_counter()]
    for index in range(WARM_UP, WARM_UP + frames):
        player.frame(index, playing=playing)
        ends.append(perf_counter())
    return float(np.median(np.diff(ends).reshape(ROUNDS, -1), axis=1).min())


def _times(canvas: Canvas, player: Player, index: int, playing: bool) -> tuple[float, float, float]:
    begun = perf_counter()
    frame = player.frame(index, playing=playing)
    composed = perf_counter()
    canvas.draw(frame)
    drawn = perf_counter()
    canvas.image()
    return composed - begun, drawn - composed, perf_counter() - drawn


def rows() -> Iterator[Row]:
    """Draw large networks; yield how many frames a second, and what composing the largest takes."""
    with large_network() as show:
        for edges, frames, goal in ((2_000, 100, 20), (20_000, 50, 5)):
            yield Row(
                work=f"drawing {edges:,} edges with their nodes, 1080p, playing and orbiting",
                value=pace(show, edges=edges, frames=frames).frames_a_second,
                unit="frames/s",
                at_least=goal,
            )
        for playing, what in ((True, "playing and orbiting"), (False, "orbiting")):
            seconds = composing(show, edges=ALL_EDGES, frames=60, playing=playing)
            yield Row(
                work=f"composing a frame of all {ALL_EDGES:,} edges, {what}",
                value=1e3 * seconds,
                unit="ms",
            )


def main() -> None:
    """Draw as is asked for, and print how long it takes and on what."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.drawing", description=__doc__)
    parser.add_argument("--edges", type=int, default=ALL_EDGES)
    parser.add_argument("--frames", type=int, default=120)
    parser.add_argument("--size", default="1920x1080", metavar="WxH")
    parser.add_argument("--picture", type=Path, metavar="PNG", help="the last frame, to look at")
    wanted = parser.parse_args()
    width, height = map(int, wanted.size.split("x"))
    per_round = -(-wanted.frames // ROUNDS)
    print(machine()["graphics"])
    with large_network() as show:
        frames = per_round * ROUNDS
        for playing, what in ((True, "playing and orbiting"), (False, "orbiting")):
            taken = pace(
                show, edges=wanted.edges, frames=frames, size=(width, height), playing=playing
            )
            _print(f"{wanted.edges:,} edges at {wanted.size}, {what}", taken)
        if wanted.picture is not None:
            frame = Player(show, edges=wanted.edges).frame(wanted.frames)
            render_still(frame, wanted.picture, size=(width, height), overwrite=True)


def _print(what: str, taken: Pace) -> None:
    print(f"{what}: {taken.frames_a_second:.1f} frames a second")
    for part in fields(taken):
        print(f"{1e3 * getattr(taken, part.name):9.1f} ms {part.name}")


if __name__ == "__main__":
    main()
