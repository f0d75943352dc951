"""Goals: what ends a training before its last epoch."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.stage.facts.mean_loss import mean_loss, watched_loss
from nnviz.trace.trace import Trace

IMPROVEMENT = 1e-3  # share of the loss that it has to fall by to count as improved


@dataclass(frozen=True, kw_only=True, slots=True)
class Goal:
    """What a training is to come to; it ends earlier where it does.

    Attributes:
        loss_below: the loss that is to be undercut; 0: none.
        patience: of how many epochs the loss shall at least once be lower than before, by
            `IMPROVEMENT` of it; 0: it need not be.

    """

    loss_below: float = 0.0
    patience: int = 0

    def __bool__(self) -> bool:
        return self.loss_below > 0 or self.patience > 0


NO_GOAL = Goal()


def watched_losses(trace: Trace) -> NDArray[np.float64]:
    """Return (n_epochs,) the loss that goals and results are of: a mean over records, as shown.

    Where training goes by batches it is that of all training records, else that of the epoch.
    """
    return mean_loss(trace, watched_loss(trace) or "loss")


def epoch_reached(goal: Goal, epochs: NDArray[np.int64], losses: NDArray[np.float64]) -> int | None:
    """Return the first epoch in which a training has come to its goal; None: it has not.

    Args:
        goal: the goal.
        epochs: (n,) int64, those that are recorded, ascending.
        losses: (n,) float64, the loss in each; NaN is no progress.

    """
    reached = losses < goal.loss_below
    if goal.patience and len(epochs):
        reached = reached | _stagnates(goal.patience, epochs, losses)
    found = np.flatnonzero(reached)
    return int(epochs[found[0]]) if len(found) else None


def _stagnates(
    patience: int, epochs: NDArray[np.int64], losses: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Return (n,) bool: whether the lowest loss is that of so many epochs before."""
    lowest = np.fmin.accumulate(losses)
    before = np.searchsorted(epochs, epochs - patience, "right") - 1
    improved = lowest < lowest[before] * (1 - IMPROVEMENT)
    stagnates: NDArray[np.bool_] = (before >= 0) & ~improved
    return stagnates
