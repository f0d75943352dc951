"""The course of a number of a node or an edge: which number it is, and where a trace has it."""

from dataclasses import dataclass

from nnviz.stage.facts.step_arrays import StepArrays
from nnviz.stage.world.picking import Picked, PickedEdge, PickedNode
from nnviz.viewer.translation import tr

DEALT = "activation for record {number:,}, in the recorded epochs whose last batch holds it"


@dataclass(frozen=True, slots=True)
class TrackedNumber:
    """Where in a trace the number is found whose course over the epochs is to be seen.

    Attributes:
        tensor: its name in the trace.
        place: index of the number in the tensor; of a `record`, in its row.
        title: what is said above the curve.
        record: whose row it is, where every step holds other records; None: the rows are the same
            in all of them.

    """

    tensor: str
    place: tuple[int, ...]
    title: str
    record: int | None = None


def tracked_number(picked: Picked, row: int, *, record: int, dealt: bool) -> TrackedNumber:
    """Return where the number is found whose course over the epochs is to be seen.

    Args:
        picked: the node or edge.
        row: index of the row that is shown, from 0.
        record: which of the training records that row is, from 0.
        dealt: whether every step has other records.

    """
    match picked:
        case PickedNode(layer, index, _):
            if dealt:
                title = tr(DEALT, number=record + 1)
                return TrackedNumber(f"activations/{layer}", (index,), title, record)
            name = tr("activation for record {number:,}", number=record + 1)
            title = tr("{value} over all recorded epochs", value=name)
            return TrackedNumber(f"activations/{layer}", (row, index), title)
        case PickedEdge(layer, sender, receiver, _):
            title = tr("{value} over all recorded epochs", value=tr("weight"))
            return TrackedNumber(f"weights/{layer}", (sender, receiver), title)


def tracked_value(step: StepArrays, picked: Picked, row: int) -> float:
    """Return the number whose course over the epochs is to be seen, as it was in one of them."""
    match picked:
        case PickedNode(layer, index, _):
            return float(step.activations[layer][row, index])
        case PickedEdge(layer, sender, receiver, _):
            return float(step.weights[layer][sender, receiver])
