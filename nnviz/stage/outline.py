"""The outline of a recorded training: what stories have to know of it."""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from nnviz.stage.setting import Setting
from nnviz.story.training_outline import TrainingOutline
from nnviz.trace.trace import Trace


def outline_of(trace: Trace, setting: Setting) -> TrainingOutline:
    """Return the outline of a training that is shown with a setting."""
    return TrainingOutline(
        widths=setting.layout.widths,
        n_records=setting.n_records,
        numbers_of=partial(_numbers_of, trace),
        first_numbers=_first_numbers(trace),
        varies=trace.batches_vary,
        total=setting.dataset.size,
        epochs=setting.survey.epochs,
        error=setting.survey.watched,
    )


def _numbers_of(trace: Trace, epoch: int) -> NDArray[np.int64]:
    numbers: NDArray[np.int64] = trace.record_numbers[trace.rows(epoch=epoch)]
    return numbers


def _first_numbers(trace: Trace) -> NDArray[np.int64] | None:
    if not trace.batches_vary or trace.steps[0] != 1:
        return None
    numbers: NDArray[np.int64] = trace.record_numbers[trace.rows(step=1)]
    return numbers
