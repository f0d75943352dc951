"""The recorder that the steps of a training are pushed to, one after the other.

Whoever trains computes a step into the arrays that the recorder holds ready, and pushes it. The
recorder keeps of it what the plan says, and appends chunk after chunk to the file.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

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
from nnviz.trace.file_and_log import remove_old_log
from nnviz.trace.lock import sole_recorder
from nnviz.trace.plan import CHUNKS, Plan
from nnviz.trace.replacing import replacement
from nnviz.trace.resume_point import HOW_TO_RESUME, ResumePoint, is_stopped, resume_point
from nnviz.trace.state import state_parts, state_shapes
from nnviz.trace.writer import TraceWriter, empty_trace

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

    def push(self, state_of: StateOf) -> None:
        """Record the step that was computed into `step`, if it is one that is recorded.

        Args:
            state_of: returns what training goes on from behind a step, of which this is the last.

        Raises:
            TraceError: the disk is full, or the file cannot be written.

        """
        self.pushed = number = self.pushed + 1
        total, buffer = self._plan.steps.total, self._buffer
        if number in self._plan.steps:
            buffer.keep(number)
            self.step = buffer.step
        if buffer.is_full or number == total:
            self._append(state_of)
        elif self._writer.chunks and number - self._done >= self._apart and buffer.is_empty:
            self._writer.keep(state_parts(state_of(number), self._state_names))
            self._done = number
        if number % self._between_reports == 0 or number == total:
            self._report()

    def _append(self, state_of: StateOf) -> None:
        """Write a chunk, with what training goes on from if anything follows."""
        follows = self.pushed < self._plan.steps.total
        state = state_parts(state_of(self.pushed), self._state_names) if follows else ()
        numbers, arrays = self._buffer.take()
        self._writer.append(numbers, arrays, state)
        self._done = self.pushed

    def _report(self) -> None:
        if self._progress is not None:
            self._progress(self.pushed // self._plan.training.steps_per_epoch, self._epochs)

    @property
    def _epochs(self) -> int:
        return self._plan.steps.total // self._plan.training.steps_per_epoch

    def what_is_kept(self, path: Path) -> str:
        """Return what is safe of a recording that stops here, and how to go on with it."""
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
        _place(path, plan, overwrite=overwrite, resume=resume) as (place, there),
    ):
        writer = TraceWriter(place, plan, chunks=there.chunks)
        recorder = None
        try:
            with writer:
                recorder = TraceRecorder(plan, writer, there, progress)
                yield recorder
        except BaseException as error:
            if recorder and writer.chunks and writer.is_in_place and not is_temporary(place.parent):
                error.add_note(recorder.what_is_kept(place))
            raise


@contextmanager
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
