"""What a person asks to see of a training becomes a moment."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nnviz.errors import SceneError, UsageError
from nnviz.story.moment import Moment, Phase

if TYPE_CHECKING:
    from nnviz.story.training_outline import TrainingOutline


def layers_of(phase: Phase, *, weights: int) -> Sequence[int]:
    """Return the layers that a phase runs through, in its order.

    Args:
        phase: the phase.
        weights: number of layers of weights in the network.

    """
    layers: dict[Phase, Sequence[int]] = {
        Phase.INITIALISE: range(weights),
        Phase.INPUT: [0],
        Phase.FORWARD: range(1, weights + 1),
        Phase.ERROR: [weights],
        Phase.MEAN: [weights],
        Phase.BACKWARD: range(weights, 0, -1),
        Phase.UPDATE: range(weights - 1, -1, -1),
        Phase.EPOCH: [],
    }
    return layers[phase]


def moment_asked_for(
    outline: "TrainingOutline", *, epoch: int, phase: Phase, layer: int | None, record: int | None
) -> Moment:
    """Return the end of a phase as a moment.

    Args:
        outline: the training.
        epoch: number of the epoch, from 1.
        phase: the phase.
        layer: the layer, as in `Moment`; None: the last one that the phase comes to.
        record: number of the training record, from 1; None: the first that was recorded.

    Raises:
        UsageError: the network has no such layer, or the epoch no such record.

    """
    layers = layers_of(phase, weights=len(outline.widths) - 1)
    if layer is None:
        layer = layers[-1] if layers else None
    elif layer not in layers:
        known = ", ".join(map(str, sorted(layers)))
        there = f"has the layers {known}" if known else "goes by no layers; leave it out"
        raise UsageError(f"--layer {layer}: the phase {phase.value!r} {there}")
    return Moment(epoch=epoch, phase=phase, layer=layer, record=_row(outline, record, epoch))


def _row(outline: "TrainingOutline", record: int | None, epoch: int) -> int:
    try:
        return 0 if record is None else outline.row_of(record, epoch)
    except SceneError as error:
        raise UsageError(f"--record {record}: {error}") from None
