"""The mean loss: what was recorded as a loss, for each record, so that it can be compared.

Half the squared error is a sum over records: it is larger of many records than of few. A mean loss
is a mean over records, whatever the loss is, and has no penalty in it, which large weights cost
however many records there are.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nnviz.trace.trace import Trace


@np.errstate(all="ignore")  # a training may diverge
def mean_loss(trace: Trace, name: str) -> NDArray[np.float64]:
    """Return (n_epochs,) a recorded loss, without penalty, as a mean over its records.

    Args:
        trace: the recording.
        name: `loss`, `training_loss` or `held_out_loss`.

    Raises:
        TraceError: it was not recorded.

    """
    values = trace.series(name)
    if "penalty" in trace.names:
        values = values - trace.series("penalty")
    is_sum = trace.network.loss_is_sum
    return np.asarray(values / records_of(trace, name)) if is_sum else values


def records_of(trace: Trace, name: str) -> int:
    """Return over how many records a recorded loss is."""
    data = trace.dataset
    if name == "held_out_loss" and data.held_out is not None:
        return data.held_out.size
    return data.size if name == "training_loss" else trace.training.records_in_last_step


def watched_loss(trace: Trace) -> str | None:
    """Return the name of the loss that says whether a training by batches learns.

    Its error is that of the last batch of an epoch, which may be a single record; the loss of all
    training records is recorded beside it. None: training has no batches, its error says all.
    """
    return "training_loss" if trace.training.by_batches else None


def common_losses(traces: Sequence[Trace]) -> tuple[str | None, ...]:
    """Return the names of the losses by which trainings are watched side by side; None: by error.

    All of them are watched by a mean loss where one has to be, if it is the same loss.
    """
    needed = any(watched_loss(trace) is not None for trace in traces)
    if not needed or len({trace.network.loss for trace in traces}) > 1:
        return (None,) * len(traces)
    return tuple(watched_loss(trace) or "loss" for trace in traces)
