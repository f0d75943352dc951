"""Spoils tens of thousands of traces and scenes, and opens each in a process of its own.

`python -m tests.hostile.torture --count SAMPLES --seed SEED`: a third of them are scenes. Of the
traces some are forged as `forged` says, and must be refused; what is changed and still can be shown
is drawn, too. What crashes, hangs, costs too much or is believed is put into the corpus, whose
tests then fail.
"""

import shutil
import tempfile
import traceback
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Self

import numpy as np

from nnviz.learning.data import Data, own
from nnviz.learning.datasets import Dataset
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.optimizers import OptimizerSettings
from nnviz.learning.recording import Recording
from nnviz.opening import open_show
from nnviz.render.canvas import Canvas
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace
from tests.figures import Figures, asked
from tests.hostile.forged import FILES, FORGED
from tests.hostile.judge import Judge, Verdict
from tests.hostile.mutation import BYTES, WORDS, copy, spoil_trace, spoilt_scene
from tests.hostile.traces import change, make_trace

HERE = Path(__file__).parent
LESSONS = [HERE.parents[1] / "scenes" / f"{name}.toml" for name in ("xor", "one_step", "circle")]


class Interrupt:
    """Progress that stops a recording, which then holds what it would go on from."""

    def __call__(self, done: int, total: int) -> None:
        raise KeyboardInterrupt


def images() -> Dataset:
    """Return records of three classes, some of them held out."""
    random = np.random.default_rng(1)
    return Dataset(
        name="images",
        inputs=random.normal(size=(20, 6)),
        targets=np.eye(3)[random.integers(0, 3, 20)],
        source="chance",
        classes=("a", "b", "c"),
        image_shape=(2, 3),
    ).split(0.3, random)


def experiments() -> list[Experiment]:
    """Return small trainings of many kinds."""
    softmax = (
        Layer(units=5, activation="relu", bias=True, dropout=0.3),
        Layer(units=3, activation="softmax", bias=True),
    )
    return [
        Experiment(epochs=3),
        Experiment(epochs=600),
        Experiment(
            epochs=4,
            data=own(images()),
            layers=softmax,
            loss="categorical_cross_entropy",
            batch_size=4,
            optimizer=OptimizerSettings(name="adam"),
        ),
        Experiment(
            epochs=2,
            data=Data(name="circle", records=6),
            layers=(Layer(units=20, activation="tanh"), Layer(units=1, activation="identity")),
            recording=Recording(precision="float32"),
        ),
    ]


def make_traces(folder: Path) -> list[Path]:
    """Record what is spoilt; the last recording was interrupted."""
    paths = []
    for number, experiment in enumerate(experiments()):
        paths.append(folder / f"{number}.nntrace")
        record(experiment, paths[-1])
    paths.append(folder / "interrupted.nntrace")
    try:
        record(Experiment(epochs=2000), paths[-1], progress=Interrupt())
    except KeyboardInterrupt:
        return paths
    raise AssertionError("nothing was interrupted")


def numbers_of(path: Path) -> list[bytes]:
    """Return every recorded number of a trace."""
    with open_trace(path) as trace:
        last = trace.experiment.steps
        return [trace.between_steps(name, first=1, last=last).tobytes() for name in trace.names]


class Drawing:
    """Draws what can be shown; a context manager."""

    def __init__(self) -> None:
        self._canvas = Canvas(size=(320, 180))
        self.count = 0

    def draw(self, path: Path, verdict: Verdict) -> Verdict:
        """Draw the middle of a trace that was found sound; return what came of it then."""
        try:
            with open_show(path) as show:
                self._canvas.draw(show.frame_at(show.duration_seconds / 2))
            assert len(np.unique(self._canvas.image())) > 1, "nothing is drawn"
        except Exception:
            return replace(verdict, kind="crash", said=traceback.format_exc())
        self.count += 1
        return verdict

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._canvas.close()


class Torture:
    """Spoils and judges samples, one for each number."""

    def __init__(self, folder: Path, judge: Judge, drawing: Drawing, seed: int) -> None:
        self._folder, self._judge, self._drawing, self._seed = folder, judge, drawing, seed
        self._sound = folder / "sound.nntrace"
        make_trace(self._sound)
        self._traces = make_traces(folder)
        self._scenes = [path.read_text(encoding="utf-8") for path in LESSONS]
        self._scraps = sorted({word for text in self._scenes for word in WORDS.findall(text)})

    def sample(self, number: int) -> tuple[Path, Verdict]:
        """Return a spoilt file, and what came of opening it."""
        rng = Random(f"{self._seed} {number}")
        if number % 3 == 0:
            return self._scene(rng)
        return self._forged(rng) if number % 10 == 1 else self._trace(rng)

    def _forged(self, rng: Random) -> tuple[Path, Verdict]:
        path = self._folder / "forged.nntrace"
        copy(self._sound, path)
        name = rng.choice([*FORGED, *FILES])
        if name in FILES:
            FILES[name](path)
        else:
            change(path, FORGED[name])
        verdict = self._judge.judge(path)
        if verdict.kind != "TraceDamagedError":
            verdict = replace(verdict, kind="crash", said=f"{name}: {verdict.said}")
        return path, verdict

    def _trace(self, rng: Random) -> tuple[Path, Verdict]:
        path, source = self._folder / "spoilt.nntrace", rng.choice(self._traces)
        copy(source, path)
        forged = rng.random() < 0.8
        if forged:
            spoil_trace(path, rng)
        else:
            path.write_bytes(rng.choice(BYTES)(source.read_bytes(), rng))
        verdict = self._judge.judge(path)
        if verdict.kind == "sound" and not forged and numbers_of(path) != numbers_of(source):
            return path, Verdict(kind="crash", said="it is believed", seconds=0.0, megabytes=0.0)
        return path, self._drawing.draw(path, verdict) if verdict.kind == "sound" else verdict

    def _scene(self, rng: Random) -> tuple[Path, Verdict]:
        path = self._folder / "spoilt.toml"
        text = spoilt_scene(rng.choice(self._scenes), self._scraps, rng)
        content = text.encode("utf-8", "surrogatepass") or b" "
        path.write_bytes(rng.choice(BYTES)(content, rng) if rng.random() < 0.1 else content)
        return path, self._judge.judge(path)


def main(count: int, seed: int) -> None:
    """Judge samples, and end with status 1 where one was not dealt with fairly."""
    dearest = [0.0, 0.0]
    with (
        tempfile.TemporaryDirectory() as place,
        Figures("files spoilt", seed) as figures,
        Judge() as judge,
        Drawing() as drawing,
    ):
        torture = Torture(Path(place), judge, drawing, seed)
        for number in range(count):
            with figures.timed():
                path, verdict = torture.sample(number)
            figures.kinds[verdict.kind] += 1
            if verdict.kind not in {"sound", "crash"}:
                dearest = [max(*pair) for pair in zip(dearest, verdict.cost, strict=True)]
            if not verdict.is_fair:
                kept = shutil.copy(path, HERE / "corpus" / f"found_{seed}_{number}{path.suffix}")
                figures.fault(f"{kept}: {verdict}")
        figures.note(
            f"{drawing.count:,} were drawn; an error took at most {dearest[0]:.1f} s and "
            f"{dearest[1]:.0f} MB"
        )


if __name__ == "__main__":
    options = asked("files spoilt", count=30_000)
    main(options.count, options.seed)
