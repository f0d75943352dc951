"""What is there of a recording that was stopped, and whether training can go on from it."""

import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from nnviz.errors import TraceError, TraceVersionError
from nnviz.learning.training import TrainingState
from nnviz.trace.experiment_json import experiment_json
from nnviz.trace.file_and_log import log_of
from nnviz.trace.format import FORMAT_VERSION, describe
from nnviz.trace.plan import Plan
from nnviz.trace.reader import TraceReader

SHOWN = 60  # letters of a value in an error
HOW_TO_RESUME = "on the command line by --resume, in Python by resume=True"


@dataclass(frozen=True, kw_only=True, slots=True)
class ResumePoint:
    """A recording that is not complete, or was not closed.

    Attributes:
        chunks: how many it holds.
        done: number of the last step that need not be taken again.
        state: what training goes on from; None: it begins, or is complete.

    """

    chunks: int = 0
    done: int = 0
    state: TrainingState | None = None


def resume_point(path: Path, plan: Plan) -> ResumePoint:
    """Return what is there of a recording, for whoever alone may record to it.

    Args:
        path: the file.
        plan: of the recording that is to go on.

    Raises:
        TraceError: there is no recording, or it is complete, damaged, of an older format, of other
            software or of another experiment.

    """
    if not path.exists():
        raise TraceError(f"{path}: there is no recording to resume; without resuming it is begun")
    if path.stat().st_nlink > 1:
        raise TraceError(
            f"{path}: has another name (a hard link), by which somebody else may record to it;"
            " remove that one, or go on with a copy"
        )
    with contextlib.closing(TraceReader(path)) as there:
        if there.version < FORMAT_VERSION:
            raise TraceVersionError(
                f"{path}: the trace has format {there.version}, which nothing is added to any more;"
                " record it again"
            )
        if there.experiment is None:
            raise TraceError(f"{path}: holds no experiment to go on with; record it again")
        # Keys that an older nnviz did not know have the values that they have when left out.
        known = {**there.description, "experiment": experiment_json(there.experiment)}
        _check_same(path, known, describe(plan))
        if there.is_complete and not log_of(path).exists():
            raise TraceError(
                f"{path}: is complete already, up to epoch {plan.training.epochs:,}; there is"
                " nothing to resume"
            )
        state, recorded = there.state(), int(there.steps[-1]) if len(there.steps) else 0
        done = recorded if state is None else state.taken
        return ResumePoint(chunks=len(there.chunk_steps), done=done, state=state)


def is_stopped(path: Path) -> bool:
    """Return whether a file is a recording that is not complete."""
    with contextlib.suppress(TraceError), contextlib.closing(TraceReader(path)) as there:
        return there.experiment is not None and not there.is_complete
    return False


def _check_same(path: Path, there: Mapping[str, str], here: Mapping[str, str]) -> None:
    for key in ("experiment", "data", "recorded"):
        difference = _difference(json.loads(there[key]), json.loads(here[key]))
        if difference is not None:
            raise TraceError(
                f"{path}: records another {key if key == 'experiment' else 'training'}:"
                f" {difference}; resume it with the experiment that it was begun with, or choose"
                " another name"
            )
    for name in ("nnviz", "numpy"):
        if there[name] != here[name]:
            raise TraceError(
                f"{path}: was begun by {name} {there[name]:.40}, and this is {here[name]}, whose"
                " numbers may differ in their last bits; install that version, or record it again"
            )


def _difference(there: Any, here: Any, name: str = "") -> str | None:
    """Return the first thing that two descriptions say differently; None: they say the same.

    What stands in a list is named by its number, from 1.
    """
    if isinstance(there, dict) and isinstance(here, dict):
        for key in {**there, **here}:
            found = _difference(there.get(key), here.get(key), f"{name}.{key}".strip("."))
            if found is not None:
                return found
        return None
    if isinstance(there, list) and isinstance(here, list) and len(there) == len(here):
        pairs = zip(there, here, strict=True)
        differences = (_difference(*pair, f"{name} {n}") for n, pair in enumerate(pairs, 1))
        return next(filter(None, differences), None)
    if there == here:
        return None
    before, now = _excerpts(repr(there), repr(here))
    return f"{name} is {before} there and {now} here"


def _excerpts(one: str, other: str) -> tuple[str, str]:
    """Return two texts that differ; of long ones a part, with the first difference in it."""
    pairs = enumerate(zip_longest(one, other))
    same = next(place for place, (here, there) in pairs if here != there)
    start = max(0, same - SHOWN // 2) if max(len(one), len(other)) > SHOWN else 0
    return _excerpt(one, start), _excerpt(other, start)


def _excerpt(text: str, start: int) -> str:
    end = start + SHOWN
    return f"{'…' * (start > 0)}{text[start:end]}{'…' * (end < len(text))}"
