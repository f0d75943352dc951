"""Recording 60,000 epochs of XOR, beside the lecture's plain loop, which records nothing."""

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from benchmarks.row import Row
from nnviz import Experiment, open_trace, record
from nnviz.trace.schema import DTYPE, tensors

Array = NDArray[np.float64]
Figures = dict[str, float]

EPOCHS = 60_000
REPEATS = 3  # the best of them counts: other work on the machine only ever adds time
READS = 300


def nonlin(x: Array, deriv: bool = False) -> Array:
    """Compute the lecture's sigmoid, or its slope from its value."""
    if deriv:
        return x * (1 - x)
    return 1 / (1 + np.exp(-x))


def plain_loop(epochs: int) -> Array:
    """Train as the lecture does and return its last weights."""
    l0 = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
    y = np.array([[0], [1], [1], [0]])
    generator = np.random.RandomState(1)
    syn0 = 2 * generator.random_sample((3, 4)) - 1
    syn1 = 2 * generator.random_sample((4, 1)) - 1
    for _ in range(epochs):
        l1 = nonlin(np.dot(l0, syn0))
        l2 = nonlin(np.dot(l1, syn1))
        l2_error = y - l2
        l2_delta = l2_error * nonlin(l2, deriv=True)
        l1_error = l2_delta.dot(syn1.T)
        l1_delta = l1_error * nonlin(l1, deriv=True)
        syn1 += l1.T.dot(l2_delta)
        syn0 += l0.T.dot(l1_delta)
    return syn0


def read_times(path: Path) -> Figures:
    """Return the median milliseconds to read a random tensor at a random epoch."""
    rng = random.Random(1)
    first: list[float] = []
    again: list[float] = []
    for _ in range(READS):
        with open_trace(path) as trace:
            name, epoch = rng.choice(trace.names), rng.randint(1, len(trace.epochs))
            for times in (first, again):
                start = perf_counter()
                trace.at(name, epoch=epoch)
                times.append((perf_counter() - start) * 1e3)
    return {"read_ms": median(first), "read_again_ms": median(again)}


def measure(epochs: int = EPOCHS) -> Figures:
    """Record and read `epochs` epochs of XOR.

    Returns:
        `plain_seconds` of the plain loop, `record_seconds` of recording to disk; `file_bytes` and
        `raw_bytes`, those of the file and of all tensors' numbers; `read_ms`, the median
        milliseconds to read one tensor of one random epoch from the file, `read_again_ms` the same
        when its chunk has been decoded before.

    """
    experiment = Experiment(epochs=epochs)
    plain, recording = [], []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "xor.nntrace"
        for _ in range(REPEATS):
            path.unlink(missing_ok=True)
            start = perf_counter()
            plain_loop(epochs)
            middle = perf_counter()
            record(experiment, path)
            plain.append(middle - start)
            recording.append(perf_counter() - middle)
        values = sum(int(np.prod(shape)) for shape in tensors(experiment).values())
        return {
            "plain_seconds": min(plain),
            "record_seconds": min(recording),
            "file_bytes": path.stat().st_size,
            "raw_bytes": values * DTYPE.itemsize * epochs,
            **read_times(path),
        }


def rows() -> Iterator[Row]:
    """Record XOR; yield what it took, how large the trace is and how fast it is read."""
    figures = measure()
    yield Row(
        work="record 60,000 epochs of XOR, every tensor, durable on disk",
        value=figures["record_seconds"],
        unit="s",
        peer="the lecture's plain loop, recording nothing",
        peer_value=figures["plain_seconds"],
        at_most=1.5,
    )
    yield Row(
        work="an epoch of XOR, recording every tensor",
        value=figures["record_seconds"] / EPOCHS * 1e6,
        unit="µs",
        peer="the plain loop",
        peer_value=figures["plain_seconds"] / EPOCHS * 1e6,
    )
    yield Row(
        work="a recorded step of XOR in the file",
        value=figures["file_bytes"] / EPOCHS,
        unit="bytes",
        peer="its numbers, float64",
        peer_value=figures["raw_bytes"] / EPOCHS,
    )
    yield Row(
        work="trace of 60,000 epochs of XOR, every tensor, lossless",
        value=figures["file_bytes"] / 1e6,
        unit="MB",
        peer="its raw float64 bytes",
        peer_value=figures["raw_bytes"] / 1e6,
        at_most=0.30,
    )
    yield Row(
        work="read any epoch of any tensor of it, median",
        value=figures["read_ms"],
        unit="ms",
        at_most=1.0,
    )
