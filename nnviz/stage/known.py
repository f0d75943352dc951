"""What is known: how much of an epoch has been computed when a moment has come."""

from dataclasses import dataclass

from nnviz.stage.activity import Activity
from nnviz.stage.facts.step_arrays import StepArrays
from nnviz.story.moment import Moment, Phase


@dataclass(frozen=True, slots=True)
class Known:
    """What of an epoch has been computed at a moment.

    Attributes:
        records: number of training records whose outputs are known.
        error_epoch: last epoch whose mean error is known; 0 before the first.
        update_epoch: last epoch whose updates are known; 0 before the first.
        activation: whether what a forward phase computes is known.
        deltas: whether some deltas are to be seen; one of 0 has no diamond.

    """

    records: int
    error_epoch: int
    update_epoch: int
    activation: bool = True
    deltas: bool = False


def known_at(moment: Moment, active: Activity, step: StepArrays) -> Known:
    """Return what of its epoch has been computed at a moment."""
    n_records, values = len(step.targets), (layer[moment.record] for layer in step.deltas[1:])
    deltas = any(
        (shown[told != 0] > 0).any() for shown, told in zip(active.deltas[1:], values, strict=True)
    )
    before = moment.epoch - 1
    match moment.phase:
        case Phase.INITIALISE:
            return Known(0, before, before)
        case Phase.INPUT | Phase.FORWARD | Phase.ERROR:
            computed = bool((active.activations[-1] >= 1).all())
            begun = bool(active.activations[moment.layer or 0][moment.node or 0] > 0)
            return Known(moment.record + computed, before, before, activation=begun)
        case Phase.MEAN:
            return Known(n_records, moment.epoch if moment.progress > 0.6 else before, before)
        case Phase.BACKWARD:
            return Known(n_records, moment.epoch, before, deltas=deltas)
        case Phase.UPDATE:
            updated = bool((active.updated[0] >= 1).all())
            last = moment.epoch if updated else before
            return Known(n_records, moment.epoch, last, deltas=deltas)
        case Phase.EPOCH:
            return Known(n_records, moment.epoch, moment.epoch)
