"""The facts about a node or an edge: what the inspector says, before any widget shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from nnviz.stage.arithmetic import calculation
from nnviz.stage.lines import Calculation
from nnviz.stage.numerals import numeral, signed, whole
from nnviz.stage.picking import Picked, PickedEdge, PickedNode
from nnviz.stage.setting import Setting
from nnviz.stage.step import Step
from nnviz.stage.wording import Wording
from nnviz.story.moment import Moment, Phase
from nnviz.trace.quantities import QUANTITIES, Where
from nnviz.viewer.wording import said

MOST_TERMS = 64  # lines of a sum; a list can be scrolled, unlike the board in the picture


@dataclass(frozen=True, slots=True)
class Fact:
    """A number with its name.

    Attributes:
        name: what it is.
        text: the number as the stage writes it.
        value: the number itself.

    """

    name: str
    text: str
    value: float


@dataclass(frozen=True, slots=True)
class Course:
    """Where in a trace the number is found whose course over the epochs is to be seen.

    Attributes:
        tensor: its name in the trace.
        place: index of the number in the tensor.
        name: what it is called beside the curve.

    """

    tensor: str
    place: tuple[int, ...]
    name: str


def title_of(words: Wording, picked: Picked, last: int) -> str:
    """Return what a node or an edge is called, as the picture calls it.

    Args:
        words: the texts of the picture.
        picked: the node or edge.
        last: number of the output layer.

    """
    match picked:
        case PickedNode(layer, index, _):
            return words.node_title.format(layer=words.layer_title(layer, last), node=index + 1)
        case PickedEdge(layer, sender, receiver, _):
            title = words.edge_title.format(sender=sender + 1, node=receiver + 1)
            return f"{title}, {words.layer(layer, last)} → {words.layer(layer + 1, last)}"


def facts_of(step: Step, picked: Picked, sample: int) -> list[Fact]:
    """Return the recorded numbers of one epoch that belong to a node or an edge.

    Args:
        step: what was recorded at the epoch.
        picked: the node or edge.
        sample: index of the training record that is shown, from 0.

    """
    match picked:
        case PickedNode(layer, index, _):
            return _facts_of_node(step, layer, index, sample)
        case PickedEdge(layer, sender, receiver, _):
            old, change, new = (
                float(values[layer][sender, receiver])
                for values in (step.weights, step.updates, step.weights_after)
            )
            return [
                Fact(said("weight"), numeral(old), old),
                Fact(said("change"), signed(change), change),
                Fact(said("new weight"), numeral(new), new),
            ]


def _facts_of_node(step: Step, layer: int, index: int, sample: int) -> list[Fact]:
    output = float(step.activations[layer][sample, index])
    if layer == 0:
        return [Fact(said("input"), whole(output), output)]
    total, slope, error, delta = (
        float(values[layer][sample, index])
        for values in (step.preactivations, step.derivatives, step.errors, step.deltas)
    )
    facts = [
        Fact(said("weighted sum"), numeral(total), total),
        Fact(said("activation"), numeral(output), output),
        Fact(said("slope"), numeral(slope), slope),
        Fact(said("error"), signed(error), error),
        Fact(said("delta"), signed(delta), delta),
    ]
    if (bias := step.biases[layer - 1]).size:
        facts.insert(0, Fact(said("bias"), numeral(bias[index]), float(bias[index])))
    if layer == len(step.weights):
        target = float(step.targets[sample, index])
        facts.insert(-2, Fact(said("target"), whole(target), target))
    return facts


def worked_out(setting: Setting, step: Step, picked: Picked, sample: int) -> list[Calculation]:
    """Return the calculations that lead to the numbers of a node or an edge, in their order."""
    worked = [
        calculation(setting, step, moment, most_terms=MOST_TERMS)
        for moment in _moments(picked, step.epoch, sample, last=len(step.weights))
    ]
    return [each for each in worked if each is not None]


def _moments(picked: Picked, epoch: int, sample: int, *, last: int) -> list[Moment]:
    """Return the moments at which the numbers of a node or an edge are calculated."""

    def at(phase: Phase, layer: int, node: int, sender: int | None = None) -> Moment:
        return Moment(
            epoch=epoch, phase=phase, layer=layer, node=node, sender=sender, sample=sample
        )

    match picked:
        case PickedEdge(layer, sender, receiver, _):
            return [at(Phase.UPDATE, layer, receiver, sender)]
        case PickedNode(0, index, _):
            return [at(Phase.INPUT, 0, index)]
        case PickedNode(layer, index, _):
            error = [at(Phase.ERROR, layer, index)] if layer == last else []
            return [at(Phase.FORWARD, layer, index), *error, at(Phase.BACKWARD, layer, index)]


def course_of(picked: Picked, sample: int) -> Course:
    """Return where the number is found whose course over the epochs is to be seen."""
    match picked:
        case PickedNode(layer, index, _):
            return Course(
                f"activations/{layer}",
                (sample, index),
                said("activation for record {number}", number=sample + 1),
            )
        case PickedEdge(layer, sender, receiver, _):
            return Course(f"weights/{layer}", (sender, receiver), said("weight"))


def arrays_of(picked: Picked, names: Sequence[str]) -> list[str]:
    """Return the names of the recorded arrays that a node or an edge has its numbers in.

    Args:
        picked: the node or edge.
        names: of all recorded arrays.

    """
    of_nodes, of_edges = {Where.LAYERS, Where.COMPUTED_LAYERS}, {Where.WEIGHTS, Where.BIASES}
    places = of_nodes if isinstance(picked, PickedNode) else of_edges
    wanted = [f"{row.name}/{picked.layer}" for row in QUANTITIES if row.where in places]
    return [name for name in wanted if name in names]
