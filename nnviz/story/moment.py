"""A moment: one instant of training to show."""

from dataclasses import dataclass
from enum import Enum


class Phase(Enum):
    """Where inside a training step a moment is, in the order in which a step runs.

    `MEAN` is the mean absolute error over all records, which is computed to be shown.
    `EPOCH` is the step as a whole: what was computed in it, with nothing singled out.
    """

    INITIALISE = "initialise"
    INPUT = "input"
    FORWARD = "forward"
    ERROR = "error"
    MEAN = "mean"
    BACKWARD = "backward"
    UPDATE = "update"
    EPOCH = "epoch"


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """One instant of training.

    Attributes:
        epoch: number of the training epoch, from 1.
        phase: where inside the epoch.
        layer: layer that is being computed (0 is the input). For `UPDATE` and `INITIALISE` the
            weights that lead from `layer` to `layer + 1`. None: the whole network.
        node: index in its layer of the node that is being computed, from 0; for `UPDATE` that of
            the node that the edge leads to. None: all nodes of the layer at once.
        sender: for `UPDATE` the index of the node that the edge comes from. None: all of them.
        record: index of the training record that is shown, from 0. Updates and the mean error are
            computed from all records, whichever is shown.
        progress: how far this phase has come, 0 to 1.

    """

    epoch: int
    phase: Phase
    layer: int | None = None
    node: int | None = None
    sender: int | None = None
    record: int = 0
    progress: float = 1.0
