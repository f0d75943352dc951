"""What a person asks to see of a training becomes a moment."""

from collections.abc import Sequence

from nnviz.errors import UsageError
from nnviz.story.moment import Moment, Phase


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
    *, epoch: int, phase: Phase, layer: int | None, sample: int, weights: int, samples: int
) -> Moment:
    """Return the end of a phase as a moment.

    Args:
        epoch: number of the epoch, from 1.
        phase: the phase.
        layer: the layer, as in `Moment`; None: the last one that the phase comes to.
        sample: number of the training record, from 1.
        weights: number of layers of weights in the network.
        samples: number of training records.

    Raises:
        UsageError: the network has no such layer, or the data no such record.

    """
    if not 1 <= sample <= samples:
        raise UsageError(f"--sample {sample}: the records are numbered 1 to {samples}")
    layers = layers_of(phase, weights=weights)
    if layer is None:
        layer = layers[-1] if layers else None
    elif layer not in layers:
        allowed = ", ".join(str(known) for known in sorted(layers)) or "none: leave it out"
        raise UsageError(f"--layer {layer}: the phase {phase.value!r} has the layers {allowed}")
    return Moment(epoch=epoch, phase=phase, layer=layer, sample=sample - 1)
