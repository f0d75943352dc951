"""Recording: owns the arrays that training computes into, and hands full ones to the store."""

import contextlib
import math
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import TraceError
from nnviz.files import check_destination, create, create_beside, explained
from nnviz.learning import measures
from nnviz.learning.experiment import Experiment
from nnviz.learning.step import Step, step_of
from nnviz.learning.training import train
from nnviz.trace.format import MAX_ARRAY_BYTES
from nnviz.trace.schema import DTYPE, tensors
from nnviz.trace.store import TraceWriter

Array = NDArray[np.float64]
Steps = NDArray[np.int64]
Progress = Callable[[int, int], None]

CHUNK_STEPS = 512
EPOCH_SCALARS = frozenset(
    {"training_loss", "training_accuracy", "held_out_loss", "held_out_accuracy"}
)
BUFFER_BYTES = 64 << 20  # a chunk of a large network has fewer steps


def chunk_steps(experiment: Experiment) -> int:
    """Return how many steps are kept in memory before they are written.

    Raises:
        TraceError: one step alone is too large to be recorded.

    """
    step_bytes = sum(math.prod(shape) for shape in tensors(experiment).values()) * DTYPE.itemsize
    if step_bytes > MAX_ARRAY_BYTES:
        raise TraceError(
            f"layers: one step of {experiment.widths} units takes {step_bytes >> 20} MiB, more than"
            f" the {MAX_ARRAY_BYTES >> 20} MiB that can be recorded; give smaller layers"
        )
    return max(1, min(CHUNK_STEPS, experiment.steps, BUFFER_BYTES // step_bytes))


class ChunkBuffer:
    """Memory for one chunk: an array for each tensor, and a `Step` that looks into each row."""

    def __init__(self, experiment: Experiment, n_steps: int) -> None:
        self.arrays: dict[str, Array] = {
            name: np.zeros((n_steps, *shape), DTYPE) for name, shape in tensors(experiment).items()
        }
        self.steps = tuple(
            step_of({name: array[row, ...] for name, array in self.arrays.items()})
            for row in range(n_steps)
        )

    def measure(self, experiment: Experiment, numbers: Steps) -> None:
        """Compute the scalars of the steps of these numbers, once they are taken."""
        for name, values in measures.measure_steps(experiment, self.arrays).items():
            self.arrays[name][...] = values
        if EPOCH_SCALARS & self.arrays.keys():
            for row, number in enumerate(numbers.tolist()):
                self._measure_epoch(experiment, row, number)

    def _measure_epoch(self, experiment: Experiment, row: int, number: int) -> None:
        """Compute the scalars that only the last step of an epoch has."""
        step, last = self.steps[row], number % experiment.steps_per_epoch == 0
        measured = measures.measure_epoch(experiment, step.weights, step.biases) if last else {}
        for name in EPOCH_SCALARS & self.arrays.keys():
            self.arrays[name][row] = measured.get(name, np.nan)

    def first(self, n_steps: int) -> dict[str, Array]:
        """Return the arrays of the first `n_steps` steps."""
        return {name: array[:n_steps] for name, array in self.arrays.items()}


def record(
    experiment: Experiment,
    path: Path | str,
    *,
    overwrite: bool = False,
    progress: Progress | None = None,
) -> None:
    """Train the network of `experiment` and record everything that it computes.

    The file grows under its name while training goes on, and may be read meanwhile. If it
    replaces an older file, it grows beside it and takes its name when it is whole. What was
    recorded before an interruption or an error is kept.

    Args:
        experiment: what to train.
        path: the trace file to write, by custom with the ending `.nntrace`.
        overwrite: replace the file that is there.
        progress: called now and then with (epochs done, epochs in all).

    Raises:
        TraceError: the file exists, or cannot be written, or the disk is full, or the network is
            too large to be recorded.

    """
    path = Path(path)
    n_steps = chunk_steps(experiment)
    with _place(path, overwrite=overwrite) as place, TraceWriter(place, experiment) as writer:
        buffer = ChunkBuffer(experiment, n_steps)
        train(experiment, _steps(experiment, buffer, writer, progress or _silent))


def _silent(done: int, total: int) -> None:
    """Report nothing."""


def _steps(
    experiment: Experiment, buffer: ChunkBuffer, writer: TraceWriter, progress: Progress
) -> Iterator[Step]:
    total = experiment.steps
    for done in range(0, total, len(buffer.steps)):
        n_steps = min(len(buffer.steps), total - done)
        yield from buffer.steps[:n_steps]
        numbers = np.arange(done + 1, done + n_steps + 1)
        buffer.measure(experiment, numbers)
        writer.append(numbers, buffer.first(n_steps))
        progress((done + n_steps) // experiment.steps_per_epoch, experiment.epochs)


@contextlib.contextmanager
def _place(path: Path, *, overwrite: bool) -> Iterator[Path]:
    check_destination(path, overwrite=overwrite, error=TraceError)
    place = _claim(path)
    try:
        yield place
    except BaseException as error:
        if place != path and place.exists():
            error.add_note(f"What was recorded until then is kept in {place}")
        raise
    if place != path:
        with explained(path, error=TraceError):
            place.replace(path)


def _claim(path: Path) -> Path:
    with explained(path, error=TraceError):
        if path.exists():
            return create_beside(path)
        create(path)
        return path
