"""Training 784-256-128-10 on images as many as MNIST's, recorded as is the default.

It is held against the same training that records nothing, and against the program that one would
write without nnviz: plain NumPy, an array for every result.
"""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from benchmarks import images
from benchmarks.memory import megabytes_of
from benchmarks.row import Row
from nnviz import Experiment, record
from nnviz.learning.metrics import measure_epoch
from nnviz.learning.training import train
from nnviz.trace.buffers import ChunkBuffer
from nnviz.trace.policy import plan_for

Array = NDArray[np.float64]

IMAGES, HELD_OUT, EPOCHS = 60_000, 10_000, 5
REPEATS = 2  # the best of them counts: other work on the machine only ever adds time

RECORD_ONE_EPOCH = """
import nnviz
from benchmarks import images
nnviz.record(images.experiment(Path(sys.argv[1])), sys.argv[2])
"""


def rows() -> Iterator[Row]:
    """Train and record; yield what it took."""
    with tempfile.TemporaryDirectory(prefix="nnviz-bench-") as folder:
        data, trace = Path(folder, "images.npz"), Path(folder, "images.nntrace")
        images.write(data, training=IMAGES, test=HELD_OUT)
        experiment = images.experiment(data, epochs=EPOCHS)
        plain, silent, watched, recorded = _best(
            lambda: plain_numpy(replace(experiment, epochs=1)),
            lambda: _train(experiment),
            lambda: _watch(experiment),
            lambda: record(experiment, trace, overwrite=True),
        )
        name = f"784-256-128-10, {IMAGES:,} images"
        yield Row(
            work=f"training {name}, {EPOCHS} epochs, with the default recording policy",
            value=recorded,
            unit="s",
            peer="the same training, recording nothing",
            peer_value=silent,
            at_most=1.1,
        )
        yield Row(
            work="the same",
            value=recorded,
            unit="s",
            peer="the same training with its loss on all images after every epoch",
            peer_value=silent + watched,
        )
        yield Row(
            work=f"an epoch of {name}, recording",
            value=recorded / EPOCHS,
            unit="s",
            peer="plain NumPy",
            peer_value=plain,
        )
        yield from _sizes(experiment, trace)
        yield Row(
            work=f"memory, recording {name}, one epoch",
            value=_megabytes(data, Path(folder)),
            unit="MB",
            peer="the images as float64",
            peer_value=(IMAGES + HELD_OUT) * images.SIDE**2 * 8 / 1e6,
        )


def _sizes(experiment: Experiment, trace: Path) -> Iterator[Row]:
    plan, size = plan_for(experiment), trace.stat().st_size
    yield Row(
        work="a recorded step of 784-256-128-10 in the file",
        value=(size - plan.record_bytes) / len(plan.steps) / 1e6,
        unit="MB",
        peer="its numbers, float32",
        peer_value=plan.step_bytes / 1e6,
    )
    yield Row(
        work="the trace of that training",
        value=size / 1e6,
        unit="MB",
        peer="the most that `nnviz record --dry-run` states",
        peer_value=plan.largest_file / 1e6,
        at_most=1.0,
    )


def _best(*works: Callable[[], object]) -> list[float]:
    """Return the best seconds of each work, done by turns."""
    times = [[_seconds_of(work) for work in works] for _ in range(REPEATS)]
    return [min(column) for column in zip(*times, strict=True)]


def _seconds_of(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def _train(experiment: Experiment) -> None:
    """Train as recording does, into the same arrays again and again."""
    step = ChunkBuffer(experiment, 1).steps[0]
    train(experiment, (step for _ in range(experiment.steps)))


def _watch(experiment: Experiment) -> None:
    """Compute after every epoch what training is watched by, as recording does."""
    step = ChunkBuffer(experiment, 1).steps[0]
    for _ in range(experiment.epochs):
        measure_epoch(experiment, step.weights, step.biases)


def plain_numpy(experiment: Experiment) -> list[Array]:
    """Train the same network in the fewest lines, and return its weights."""
    inputs, targets = experiment.dataset.inputs, experiment.dataset.targets
    random = np.random.default_rng(experiment.seed)
    pairs = list(zip(experiment.widths[:-1], experiment.widths[1:], strict=True))
    weights = [random.uniform(-1, 1, pair) for pair in pairs]
    biases = [np.zeros(after) for _, after in pairs]
    for _ in range(experiment.epochs):
        order = random.permutation(len(inputs))
        for rows in order.reshape(-1, images.BATCH):
            layers = [inputs[rows]]
            for w, b in zip(weights[:-1], biases[:-1], strict=True):
                layers.append(1 / (1 + np.exp(-(layers[-1] @ w + b))))
            sums = layers[-1] @ weights[-1] + biases[-1]
            powers = np.exp(sums - sums.max(axis=1, keepdims=True))
            delta = (powers / powers.sum(axis=1, keepdims=True) - targets[rows]) / images.BATCH
            for k in range(len(weights) - 1, -1, -1):
                before = delta @ weights[k].T * layers[k] * (1 - layers[k]) if k else delta
                weights[k] -= images.RATE * (layers[k].T @ delta)
                biases[k] -= images.RATE * delta.sum(axis=0)
                delta = before
    return weights


def _megabytes(data: Path, folder: Path) -> float:
    """Return the most memory that recording one epoch takes, in a process of its own."""
    words = [str(data), str(folder / "one.nntrace")]
    return megabytes_of(RECORD_ONE_EPOCH, words)
