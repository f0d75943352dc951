"""What is known of a node or an edge at a moment: a number is shown once it has been computed."""

from dataclasses import dataclass

from nnviz.stage.activity import activity
from nnviz.stage.world.picking import Picked, PickedEdge, PickedNode
from nnviz.story.moment import Moment, Phase


@dataclass(frozen=True, slots=True)
class Computed:
    """Which numbers of a node or an edge have been computed at a moment.

    Attributes:
        activation: a node's weighted sum, its activation and its slope.
        error: target − output of an output.
        delta: a node's delta, and what leads to it.
        change: what is added to a weight, and its new value.

    """

    activation: bool = True
    error: bool = True
    delta: bool = True
    change: bool = True


def computed_at(moment: Moment, widths: tuple[int, ...], picked: Picked) -> Computed:
    """Return what has been computed at a moment, as the picture shows it.

    Args:
        moment: what is told.
        widths: number of nodes of every layer, the input first.
        picked: the node or edge.

    """
    if moment.phase is Phase.EPOCH:
        return Computed()
    active = activity(moment, widths)
    match picked:
        case PickedNode(layer, index, _):
            return Computed(
                activation=bool(active.activations[layer][index] >= 1.0),
                error=active.targets >= 1.0,
                delta=bool(active.deltas[layer][index] >= 1.0),
            )
        case PickedEdge(layer, sender, receiver, _):
            return Computed(change=bool(active.updated[layer][sender, receiver] >= 1.0))
