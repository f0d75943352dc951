"""The recorder that the steps of a training are pushed to, one after the other.

Whoever trains computes a step into the arrays that the recorder holds ready, and pushes it. The
recorder keeps of it what the plan says, and appends chunk after chunk to the file.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from numpy.typing import ArrayLike

from nnviz.errors import TraceError
from nnviz.files import (
    HOW_TO_REPLACE,
    check_destination,
    os_errors_explained,
    rename_to_new,
)
from nnviz.learning.step import Step
from nnviz.learning.training import TrainingState
from nnviz.temporary import is_temporary, remove_leftovers
from nnviz.trace.buffers import Selection, WholeSteps
from nnviz.trace.experiment_json import training_json
from nnviz.trace.file_and_log import remove_old_log
from nnviz.trace.lock import sole_recorder
from nnviz.trace.plan import CHUNKS, Plan
from nnviz.trace.pushed_arrays import copy_into
from nnviz.trace.replacing import replacement
from nnviz.trace.resume_point import HOW_TO_RESUME, ResumePoint, is_stopped, resume_point
from nnviz.trace.state import state_parts, state_shapes
from nnviz.trace.writer import Part, TraceWriter, empty_trace

Progress = Callable[[int, int], None]
StateOf = Callable[[int], TrainingState]

PROGRESS_STEPS = 512  # at most between two reports where few steps are recorded
PROGRESS_REPORTS = 256  # about, of fewer steps


class TraceRecorder:
    """Takes the steps of a training, and hands to the file what is to be kept of them.

    Attributes:
        step: the arrays of the next step, to compute into; after each push it may be another.
        pushed: number of the last step that was pushed, or need not be.
        state: what training goes on from; None: it begins.

    """

    def __init__(
        self, plan: Plan, writer: TraceWriter, there: ResumePoint, progress: Progress | None = None
    ) -> None:
        self._plan = plan
        self._writer = writer
        self._progress = progress
        self._buffer = WholeSteps(plan) if plan.is_everything else Selection(plan)
        self._state_names = tuple(state_shapes(plan))
        total = plan.steps.total
        few = max(1, min(PROGRESS_STEPS, total // PROGRESS_REPORTS))
        self._between_reports = plan.chunk_steps if plan.is_everything else few
        self._apart = max(1, total // CHUNKS)
        self._done = there.done
        self.pushed = there.done
        self.state = there.state
        self.step: Step = self._buffer.step
        if there.state is not None:
            self._report()

    def push(self, state_of: StateOf | None = None) -> None:
        """Record the step that was computed into `step`, if it is one that is recorded.

        Args:
            state_of: returns what training goes on from behind so many steps, which are those that
                were pushed; None: nobody will go on with it.

        Raises:
            TraceError: the disk is full, the file cannot be written, or the training has no more
                steps.

        """
        self.pushed = number = self.pushed + 1
        total, buffer = self._plan.steps.total, self._buffer
        if number > total:
            raise TraceError(f"step {number:,} is one more than can be recorded; push {total:,}")
        if number in self._plan.steps:
            buffer.keep(number)
            self.step = buffer.step
        if buffer.is_full or number == total:
            self._append(state_of)
        elif self._writer.chunks and number - self._done >= self._apart and buffer.is_empty:
            self._writer.keep(self._state_parts(state_of))
            self._done = number
        if number % self._between_reports == 0 or number == total:
            self._report()

    def push_arrays(self, arrays: Mapping[str, ArrayLike]) -> None:
        """Record a step of any loop: its arrays are copied into `step`, and it is pushed.

        Args:
            arrays: by their names in a trace, as `weights/0`: all that the network and its
                training have, but for what is measured (the loss, the errors, the accuracy). Those
                with a row for each record have as many as the step learns from. They become
                float64, (n_records, units), (units, units) and so on.

        Raises:
            TraceError: an array is missing, unknown, of another shape or holds no numbers, or names
                records that the data do not have; or as `push`.

        """
        copy_into(self.step, arrays, self._plan, number=self.pushed + 1)
        self.push()

    def finish(self) -> None:
        """Write what was pushed and is not written yet, and how many steps there are."""
        if not self._buffer.is_empty:
            self._append(None)
        training = self._plan.training
        if self.pushed and self.pushed != training.steps:
            self._writer.describe("training", training_json(replace(training, steps=self.pushed)))

    def _append(self, state_of: StateOf | None) -> None:
        """Write a chunk, with what training goes on from if anything follows."""
        state = self._state_parts(state_of) if self.pushed < self._plan.steps.total else ()
        numbers, arrays = self._buffer.take()
        self._writer.append(numbers, arrays, state)
        self._done = self.pushed

    def _state_parts(self, state_of: StateOf | None) -> Iterable[Part]:
        return () if state_of is None else state_parts(state_of(self.pushed), self._state_names)

    def _report(self) -> None:
        if self._progress is not None:
            self._progress(self.pushed // self._plan.training.steps_per_epoch, self._epochs)

    @property
    def _epochs(self) -> int:
        return self._plan.steps.total // self._plan.training.steps_per_epoch

    def what_is_kept(self, path: Path) -> str:
        """Return what is safe of a recording that stops here, and how to go on with it."""
        if self._plan.experiment is None:
            return f"{self._done:,} steps are kept in {path}"
        epochs = self._done // self._plan.training.steps_per_epoch
        kept = f"{epochs:,} of {self._epochs:,} epochs are kept in {path}"
        return f"{kept}; resume it: {HOW_TO_RESUME}"


@contextmanager
def trace_recorder(
    path: Path,
    plan: Plan,
    *,
    overwrite: bool = False,
    resume: bool = False,
    progress: Progress | None = None,
) -> Iterator[TraceRecorder]:
    """Give a recorder to push to; what was pushed is in the file at the end of the block.

    Args:
        path: the trace file to write.
        plan: what is recorded.
        overwrite: replace the file that is there.
        resume: go on with the recording of this plan that is there and was stopped.
        progress: called now and then with (epochs done, epochs in all).

    Raises:
        TraceError: as `nnviz.trace.recorder.record`.

    """
    check_destination(path, overwrite=True, error=TraceError)
    path = path.resolve() if path.is_symlink() else path
    remove_leftovers(path.parent)
    with (
        sole_recorder(path),
        _place_to_record(path, plan, overwrite=overwrite, resume=resume) as (place, there),
    ):
        writer = TraceWriter(place, plan, chunks=there.chunks)
        recorder = None
        try:
            with writer:
                recorder = TraceRecorder(plan, writer, there, progress)
                yield recorder
                recorder.finish()
        except BaseException as error:
            if recorder and writer.chunks and writer.is_in_place and not is_temporary(place.parent):
                error.add_note(recorder.what_is_kept(place))
            raise


@contextmanager
def _place_to_record(
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
