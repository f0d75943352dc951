"""Divergence: when a training stopped making sense, and what can be done."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from nnviz.trace.trace import Trace


@dataclass(frozen=True, kw_only=True, slots=True)
class Divergence:
    """A training whose numbers have left what can be computed with.

    Attributes:
        epoch: the first recorded epoch whose loss is infinite or NaN.
        loss: that loss.
        largest_weight: the largest finite absolute value of a weight or bias, up to that epoch's
            update; 0 where none was recorded.
        learning_rate: of the first step; None: it is not known.

    """

    epoch: int
    loss: float
    largest_weight: float
    learning_rate: float | None

    def __str__(self) -> str:
        weight = f"the largest weight is {self.largest_weight:.0e}; " if self.largest_weight else ""
        than = "" if self.learning_rate is None else f" than {self.learning_rate:g}"
        return (
            f"diverged at epoch {self.epoch:,}: loss is {self.loss:g}; {weight}"
            f"try a smaller learning rate{than}"
        )


def divergence(trace: "Trace") -> Divergence | None:
    """Return when a training diverged, or None: every recorded loss is finite."""
    loss = trace.series("loss")
    diverged = np.flatnonzero(~np.isfinite(loss))
    if not len(diverged):
        return None
    index = int(diverged[0])
    return Divergence(
        epoch=int(trace.epochs[index]),
        loss=float(loss[index]),
        largest_weight=_largest_weight(trace, *trace.epochs[[max(index - 1, 0), index]]),
        learning_rate=trace.training.learning_rate,
    )


def _largest_weight(trace: "Trace", first: int, last: int) -> float:
    """Return the largest finite weight or bias of some recorded epochs."""
    largest = 0.0
    for name in trace.names:
        if name.partition("/")[0] in {"weights", "biases"}:
            values = np.abs(trace.between(name, first=first, last=last))
            largest = max(largest, float(values[np.isfinite(values)].max(initial=0.0)))
    return largest
