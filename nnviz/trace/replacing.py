"""A recording that replaces another grows beside it, and takes its name when it is whole.

It is called `name.partial-1.nntrace` meanwhile. One that was stopped can be gone on with; one that
a killed process has left goes when the name gets a recording that is whole.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from nnviz.errors import TraceError
from nnviz.files import name_beside, os_errors_explained, partials_of
from nnviz.trace.file_and_log import discard, replace_recording
from nnviz.trace.lock import lock_of, sole_recorder
from nnviz.trace.plan import Plan
from nnviz.trace.resume_point import ResumePoint, resume_point
from nnviz.trace.writer import empty_trace


@contextmanager
def replacement(path: Path, plan: Plan, *, resume: bool) -> Iterator[tuple[Path, ResumePoint]]:
    """Give a recording that takes the place of another at the end of the block.

    Args:
        path: the other one.
        plan: of the new one.
        resume: whether to go on with one that was stopped.

    Yields:
        Where to record to, and what is there already.

    Raises:
        TraceError: it cannot be written, or there is none to go on with.

    """
    place = _stopped_partial(path, plan) if resume else _new_partial(path, plan)
    with sole_recorder(place):
        yield place, resume_point(place, plan) if resume else ResumePoint()
        replace_recording(place, path)
    _remove_abandoned(path)


def _new_partial(path: Path, plan: Plan) -> Path:
    with empty_trace(path, plan) as part, os_errors_explained(path, error=TraceError):
        return name_beside(part, path)


def _stopped_partial(path: Path, plan: Plan) -> Path:
    """Return the recording of a plan that was to replace another, and is the furthest on."""
    found = []
    for partial in partials_of(path):
        with suppress(TraceError):  # of another training, or complete
            found.append((resume_point(partial, plan).done, partial))
    if not found:
        raise TraceError(
            f"{path}: there is no stopped recording of this experiment that was to replace it;"
            " resume it itself, without replacing, or begin anew, without resuming"
        )
    return max(found)[1]


def _remove_abandoned(path: Path) -> None:
    """Remove what killed processes have left of recordings that were to replace this one."""
    for partial in partials_of(path):
        if lock_of(partial).exists():  # one that was stopped otherwise has given it back
            with suppress(TraceError, OSError), sole_recorder(partial):
                discard(partial)
