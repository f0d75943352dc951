"""Recording: training computes, what is to be kept goes to the store."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from nnviz.errors import TraceError
from nnviz.files import check_destination, create, create_beside, explained
from nnviz.learning.experiment import Experiment
from nnviz.learning.step import Step
from nnviz.learning.training import train
from nnviz.trace.buffers import ChunkBuffer, Selection
from nnviz.trace.format import MAX_ARRAY_BYTES
from nnviz.trace.plan import Plan
from nnviz.trace.policy import plan_for
from nnviz.trace.store import TraceWriter

Progress = Callable[[int, int], None]
PROGRESS_STEPS = 512  # between two reports where few steps are recorded


def checked_plan(experiment: Experiment) -> Plan:
    """Return what is recorded of a training.

    Raises:
        ExperimentError: it asks for steps, records or tensors that it does not have.
        TraceError: one step alone, or its data, are too large to be recorded.

    """
    plan = plan_for(experiment)
    for what, size in (("one step", plan.step_bytes), ("the data", plan.record_bytes)):
        if size > MAX_ARRAY_BYTES:
            raise TraceError(
                f"layers: {what} of {experiment.widths} units takes {size >> 20} MiB, more than"
                f" the {MAX_ARRAY_BYTES >> 20} MiB that can be recorded; give smaller layers, or"
                " record fewer samples or tensors"
            )
    return plan


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
    plan = checked_plan(experiment)
    with _place(path, overwrite=overwrite) as place, TraceWriter(place, plan) as writer:
        steps = _all_steps if plan.is_everything else _chosen_steps
        train(experiment, steps(plan, writer, progress or _silent))


def _silent(done: int, total: int) -> None:
    """Report nothing."""


def _all_steps(plan: Plan, writer: TraceWriter, progress: Progress) -> Iterator[Step]:
    """Yield arrays of steps that are recorded as they are."""
    total = len(plan.steps)
    buffer = ChunkBuffer(plan.experiment, plan.chunk_steps)
    for done in range(0, total, len(buffer.steps)):
        n_steps = min(len(buffer.steps), total - done)
        yield from buffer.steps[:n_steps]
        numbers = np.arange(done + 1, done + n_steps + 1)
        buffer.measure(numbers.tolist())
        writer.append(numbers, buffer.first(n_steps))
        progress((done + n_steps) // plan.experiment.steps_per_epoch, plan.experiment.epochs)


def _chosen_steps(plan: Plan, writer: TraceWriter, progress: Progress) -> Iterator[Step]:
    """Yield the arrays of one step, again and again, and record what is chosen of it."""
    selection = Selection(plan)
    between = min(PROGRESS_STEPS, plan.chunk_steps)
    for number in range(1, plan.steps.total + 1):
        yield selection.step
        if number in plan.steps:
            selection.keep(number)
        if selection.is_full or number == plan.steps.total:
            writer.append(*selection.take())
        if number % between == 0 or number == plan.steps.total:
            progress(number // plan.experiment.steps_per_epoch, plan.experiment.epochs)


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
