"""Recording: training computes, what is to be kept goes to the store."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import TraceError
from nnviz.files import (
    HOW_TO_REPLACE,
    check_apart,
    check_destination,
    os_errors_explained,
    rename_to_new,
)
from nnviz.learning.data import as_data
from nnviz.learning.experiment import Experiment
from nnviz.learning.step import Step
from nnviz.learning.training import Trainer
from nnviz.temporary import is_temporary, remove_leftovers
from nnviz.trace.buffers import ChunkBuffer, Selection
from nnviz.trace.experiment_json import experiment_json
from nnviz.trace.file_and_log import remove_old_log
from nnviz.trace.format import MAX_EXPERIMENT_BYTES
from nnviz.trace.lock import sole_recorder
from nnviz.trace.plan import (
    CHUNKS,
    MAX_ARRAY_BYTES,
    MAX_CHUNKS,
    MAX_STEP_BYTES,
    MAX_STEPS,
    Plan,
)
from nnviz.trace.policy import plan_for
from nnviz.trace.replacing import replacement
from nnviz.trace.resume_point import HOW_TO_RESUME, ResumePoint, is_stopped, resume_point
from nnviz.trace.state import state_parts, state_shapes
from nnviz.trace.writer import TraceWriter, empty_trace

Progress = Callable[[int, int], None]
PROGRESS_STEPS = 512  # at most between two reports where few steps are recorded
PROGRESS_REPORTS = 256  # about, of fewer steps


def checked_plan(experiment: Experiment) -> Plan:
    """Return what is recorded of a training.

    Raises:
        ExperimentError: it asks for steps, records or tensors that it does not have.
        TraceError: one step, one of its arrays, the data or all steps are too large to be recorded.

    """
    plan = plan_for(experiment)
    if len(experiment_json(experiment)) > MAX_EXPERIMENT_BYTES:
        raise TraceError(
            "initialization, recording: their lists take more than the"
            f" {MAX_EXPERIMENT_BYTES >> 20} MiB that can be recorded; give fewer weights or steps"
        )
    if len(plan.steps) > MAX_STEPS or plan.chunks > MAX_CHUNKS:
        raise TraceError(
            f"recording steps: {len(plan.steps):,} steps of {plan.step_bytes:,} bytes are more than"
            f" the {MAX_STEPS:,} steps, or the terabyte, that can be recorded; record one in every"
            " few, steps = 10, or leave steps out"
        )
    for what, size, most in (
        ("one step", plan.step_bytes, MAX_STEP_BYTES),
        ("one array, or the data,", plan.largest_array, MAX_ARRAY_BYTES),
    ):
        if size > most:
            raise TraceError(
                f"layers: {what} of {experiment.widths} units takes {size >> 20} MiB, more than"
                f" the {most >> 20} MiB that can be recorded; give smaller layers, or"
                " record fewer samples or tensors"
            )
    return plan


def record(
    experiment: Experiment,
    path: Path | str,
    *,
    overwrite: bool = False,
    resume: bool = False,
    progress: Progress | None = None,
) -> None:
    """Train the network of `experiment` and record everything that it computes.

    The file grows under its name while training goes on, and may be read meanwhile. If it
    replaces an older file, it grows beside it and takes its name when it is whole. What was
    recorded before an interruption or an error is kept. A recording that is resumed becomes, bit
    for bit, what it would have become if nothing had stopped it.

    Args:
        experiment: what to train.
        path: the trace file to write, by custom with the ending `.nntrace`.
        overwrite: replace the file that is there.
        resume: go on with the recording of this experiment that is there and was stopped; with
            `overwrite`, with the one that was to replace it.
        progress: called now and then with (epochs done, epochs in all), and where a recording is
            resumed at once.

    Raises:
        TraceError: the file exists, or cannot be written, or the disk is full, or the network is
            too large to be recorded, or another process records to this file right now. To resume:
            there is no recording, or one of another experiment, or a complete one.
        UsageError: it is the file of the experiment's data.

    """
    path = Path(path)
    plan = checked_plan(experiment)
    check_destination(path, overwrite=True, error=TraceError)
    if data := as_data(experiment.data).path:
        check_apart([path], [Path(data)])
    path = path.resolve() if path.is_symlink() else path
    remove_leftovers(path.parent)
    with sole_recorder(path), _place(path, plan, overwrite=overwrite, resume=resume) as found:
        place, there = found
        _Recorder(plan, place, progress).run(there)


class _Recorder:
    """Hands training the arrays of its steps, and what it computes into them to the store."""

    def __init__(self, plan: Plan, path: Path, progress: Progress | None) -> None:
        self._plan = plan
        self._path = path
        self._progress = progress
        self._training = Trainer(plan.experiment)
        self._state_names = tuple(state_shapes(plan.experiment))
        self._done = 0

    def run(self, there: ResumePoint) -> None:
        """Train and record behind what is there."""
        steps = self._all_steps if self._plan.is_everything else self._chosen_steps
        writer = TraceWriter(self._path, self._plan, chunks=there.chunks)
        try:
            with writer:
                self._done = there.done
                if there.state is not None:
                    self._training.resume(there.state)
                    self._report(self._done)
                self._training.run(steps(writer))
        except BaseException as error:
            if writer.chunks and writer.is_in_place and not is_temporary(self._path.parent):
                error.add_note(self._what_is_kept())
            raise

    def _what_is_kept(self) -> str:
        experiment = self._plan.experiment
        epochs = self._done // experiment.steps_per_epoch
        return (
            f"{epochs:,} of {experiment.epochs:,} epochs are kept in {self._path}; resume it:"
            f" {HOW_TO_RESUME}"
        )

    def _report(self, done: int) -> None:
        if self._progress is not None:
            experiment = self._plan.experiment
            self._progress(done // experiment.steps_per_epoch, experiment.epochs)

    def _all_steps(self, writer: TraceWriter) -> Iterator[Step]:
        """Yield arrays of steps that are recorded as they are."""
        total = len(self._plan.steps)
        buffer = ChunkBuffer(self._plan.experiment, self._plan.chunk_steps)
        while self._done < total:
            n_steps = min(len(buffer.steps), total - self._done)
            yield from buffer.steps[:n_steps]
            numbers = np.arange(self._done + 1, self._done + n_steps + 1)
            buffer.measure(numbers.tolist())
            self._append(writer, numbers, buffer.first(n_steps))
            self._report(self._done)

    def _chosen_steps(self, writer: TraceWriter) -> Iterator[Step]:
        """Yield the arrays of one step, again and again, and record what is chosen of it."""
        selection = Selection(self._plan)
        total = self._plan.steps.total
        between = max(1, min(PROGRESS_STEPS, total // PROGRESS_REPORTS))
        apart = max(1, total // CHUNKS)
        for number in range(self._done + 1, total + 1):
            yield selection.step
            if number in self._plan.steps:
                selection.keep(number)
            if selection.is_full or number == total:
                self._append(writer, *selection.take())
            elif selection.is_empty and writer.chunks and number - self._done >= apart:
                writer.keep(state_parts(self._training.state(number), self._state_names))
                self._done = number
            if number % between == 0 or number == total:
                self._report(number)

    def _append(
        self, writer: TraceWriter, numbers: NDArray[np.int64], arrays: Mapping[str, NDArray[Any]]
    ) -> None:
        """Write a chunk, with what training goes on from if anything follows."""
        done = int(numbers[-1])
        follows = done < self._plan.steps.total
        state = self._training.state(done)
        writer.append(numbers, arrays, state_parts(state, self._state_names) if follows else ())
        self._done = done


@contextlib.contextmanager
def _place(
    path: Path, plan: Plan, *, overwrite: bool, resume: bool
) -> Iterator[tuple[Path, ResumePoint]]:
    """Give where to record to, and what is there; it has its name at the end of the block."""
    if resume and not overwrite:
        yield path, resume_point(path, plan)
    elif overwrite and (resume or path.exists()):
        with replacement(path, plan, resume=resume) as beside:
            yield beside
    else:
        _begin(path, plan, overwrite=overwrite)
        yield path, ResumePoint()


def _begin(path: Path, plan: Plan, *, overwrite: bool) -> None:
    """Make an empty trace of a name that no file has."""
    if path.exists() and is_stopped(path):
        raise TraceError(
            f"{path}: is a recording that was stopped; resume it {HOW_TO_RESUME}; or replace it"
            f"{HOW_TO_REPLACE}"
        )
    check_destination(path, overwrite=False, error=TraceError)
    remove_old_log(path, overwrite=overwrite)
    with empty_trace(path, plan) as part, os_errors_explained(path, error=TraceError):
        rename_to_new(part, path)
