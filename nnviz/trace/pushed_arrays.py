"""The arrays of a step of any loop, checked and copied to where they are recorded."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnviz.errors import TraceError, quoted
from nnviz.learning.datasets import Dataset
from nnviz.learning.step import NO_RECORD, PER_RECORD, Step, arrays_of
from nnviz.trace.plan import Plan

Array = NDArray[np.float64]


def copy_into(step: Step, arrays: Mapping[str, ArrayLike], plan: Plan, *, number: int) -> None:
    """Copy the arrays of a step.

    Args:
        step: what they are copied into.
        arrays: by their names in a trace.
        plan: of the recording.
        number: of the step, from 1.

    Raises:
        TraceError: they are not those of such a step.

    """
    there, training = arrays_of(step), plan.training
    if missing := there.keys() - arrays.keys():
        raise TraceError(f"step {number:,}: lacks {', '.join(sorted(missing))}; push them, too")
    if unknown := arrays.keys() - there.keys():
        raise TraceError(
            f"step {number:,}: {', '.join(sorted(unknown))}: a step of this training has no such"
            " array to be pushed; leave it out"
        )
    is_last = number % training.steps_per_epoch == 0
    count = training.records_in_last_step if is_last else training.records_per_step
    for name, place in there.items():
        per_record = name == "records" or name.partition("/")[0] in PER_RECORD
        _copy(arrays[name], place[:count] if per_record else place, f"step {number:,}: {name}")
    if step.records is not None:
        step.records[count:] = NO_RECORD
        _check_records(step.records[:count], plan.dataset, f"step {number:,}: records")


def _copy(array: ArrayLike, place: Array, what: str) -> None:
    try:
        values = np.asarray(array, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise TraceError(f"{what}: {quoted(array, 60)} holds no numbers; give an array") from error
    if values.shape != place.shape:
        raise TraceError(f"{what}: has the shape {values.shape}; give one of {place.shape}")
    place[...] = values


def _check_records(rows: Array, data: Dataset, what: str) -> None:
    if not ((rows >= 0) & (rows < data.size) & (rows == np.floor(rows))).all():
        raise TraceError(
            f"{what}: {quoted(rows.tolist(), 60)} are no rows of the data; give whole numbers from"
            f" 0 to {data.size - 1:,}"
        )
