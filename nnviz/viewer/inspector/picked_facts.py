"""The facts about a node or an edge: what the inspector says, before any widget shows it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from nnviz.picture.numerals import numeral, signed, whole
from nnviz.stage.facts.step_arrays import StepArrays
from nnviz.stage.setting import Setting
from nnviz.stage.wording import Wording
from nnviz.stage.worked.calculation import calculation
from nnviz.stage.worked.lines import Calculation, result
from nnviz.stage.world.picking import Picked, PickedEdge, PickedNode
from nnviz.story.moment import Moment, Phase
from nnviz.story.training_outline import TrainingOutline
from nnviz.trace.quantities import QUANTITIES, Where
from nnviz.viewer.inspector.computed import Computed, computed_at
from nnviz.viewer.record_words import record_said
from nnviz.viewer.translation import tr

EPOCH, BEFORE = "epoch {epoch:,} · {record}", "before training · {record}"
BY_BATCH = "epoch {epoch:,}, last batch · {record}"
BEFORE_BY_BATCH = "before training, first batch · {record}"
MOST_TERMS = 64  # lines of a sum; a list can be scrolled, unlike the board in the picture


@dataclass(frozen=True, slots=True)
class Fact:
    """A number with its name.

    Attributes:
        name: what it is.
        text: the number as the stage writes it, or that it has not been computed yet.
        value: the number itself; None: it has not.

    """

    name: str
    text: str
    value: float | None


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


def facts_of(setting: Setting, step: StepArrays, moment: Moment, picked: Picked) -> list[Fact]:
    """Return the recorded numbers of one epoch that belong to a node or an edge.

    Args:
        setting: of the show that they belong to.
        step: what was recorded at the epoch.
        moment: what is told of it; what comes later has not been computed yet.
        picked: the node or edge.

    """
    computed = computed_at(moment, setting.layout.widths, picked)
    match picked:
        case PickedNode(0, index, _):
            value = float(step.activations[0][moment.record, index])
            return [Fact(tr("input"), whole(value), value)]
        case PickedNode(layer, index, _):
            place = layer, moment.record, index
            return [
                *_forward(step, place, computed),
                *_errors(setting, step, place, computed),
                _fact(tr("delta"), step.deltas[layer][place[1:]], computed.delta, signed),
            ]
        case PickedEdge(layer, sender, receiver, _):
            old, change, new = (
                values[layer][sender, receiver]
                for values in (step.weights, step.updates, step.weights_after)
            )
            return [
                _fact(tr("weight"), old),
                _fact(tr("change"), change, computed.change, signed),
                _fact(tr("new weight"), new, computed.change),
            ]


def _forward(step: StepArrays, place: tuple[int, int, int], computed: Computed) -> Iterator[Fact]:
    """Yield what the forward pass computes in a node: place is its layer, record and index."""
    layer, row, index = place
    if (bias := step.biases[layer - 1]).size:
        yield _fact(tr("bias"), bias[index])
    total, activation, slope = (
        values[layer][row, index]
        for values in (step.preactivations, step.activations, step.derivatives)
    )
    yield _fact(tr("weighted sum"), total, computed.activation)
    slope_name = tr("slope")
    if (mask := step.masks[layer]).size:
        slope_name = tr("slope × factor")
        factor = mask[row, index]
        yield _fact(tr("dropout factor"), factor, computed.activation, whole)
    yield _fact(tr("activation"), activation, computed.activation)
    yield _fact(slope_name, slope, computed.activation)


def _errors(
    setting: Setting, step: StepArrays, place: tuple[int, int, int], computed: Computed
) -> Iterator[Fact]:
    """Yield the target and the error of an output, and what any node learns from."""
    layer, row, index = place
    is_output = layer == len(step.weights)
    if is_output:
        yield _fact(tr("target"), step.targets[row, index], write=whole)
        error = step.differences[row, index]
        yield _fact(setting.wording.error, error, computed.error, signed)
    if not (is_output and setting.errors_are_differences):
        slope = step.errors[layer][row, index]
        yield _fact(setting.wording.loss_slope, slope, computed.delta, signed)


def _fact(
    name: str, value: float, computed: bool = True, write: Callable[[float], str] = numeral
) -> Fact:
    if not computed:
        return Fact(name, tr("not computed yet"), None)
    return Fact(name, write(value), float(value))


def place_of(step: StepArrays, moment: Moment, outline: TrainingOutline) -> str:
    """Return of which epoch and of which record the numbers are.

    Args:
        step: what was recorded at the moment.
        moment: what is told.
        outline: the training.

    """
    dealt, before = outline.varies, moment.phase is Phase.INITIALISE
    text = (BEFORE_BY_BATCH if dealt else BEFORE) if before else (BY_BATCH if dealt else EPOCH)
    record = record_said(outline, int(step.records[moment.record]) + 1, moment.record)
    return tr(text, epoch=step.epoch, record=record)


def calculations_of(
    setting: Setting, step: StepArrays, moment: Moment, picked: Picked
) -> list[Calculation]:
    """Return the calculations that have led to the numbers of a node or an edge, in their order."""
    computed, last = computed_at(moment, setting.layout.widths, picked), len(step.weights)
    at = partial(replace, moment, sender=None)
    worked: list[Calculation | None] = []
    match picked:
        case PickedEdge(layer, sender, receiver, _) if computed.change:
            whole_sum = at(phase=Phase.UPDATE, layer=layer, node=receiver, sender=sender)
            worked.append(_calculation(setting, step, whole_sum))
        case PickedNode(layer, index, _) if layer > 0:
            if computed.activation:
                forward = at(phase=Phase.FORWARD, layer=layer, node=index)
                worked.append(_calculation(setting, step, forward))
            if computed.error and layer == last:
                worked.append(_error(setting, step, moment.record, index))
            if computed.delta:
                backward = at(phase=Phase.BACKWARD, layer=layer, node=index)
                worked.append(_calculation(setting, step, backward))
    return [each for each in worked if each is not None]


def _calculation(setting: Setting, step: StepArrays, moment: Moment) -> Calculation | None:
    return calculation(setting, step, replace(moment, progress=1.0), most_terms=MOST_TERMS)


def _error(setting: Setting, step: StepArrays, row: int, index: int) -> Calculation:
    """Return how the error of one output comes about; the picture's lists those of the others."""
    target, output = step.targets[row, index], step.activations[-1][row, index]
    left = f"{whole(target)} − {numeral(output)}"
    line = result(left, step.differences[row, index], signed)
    return Calculation(setting.wording.error_title, (line,))


def arrays_of(picked: Picked, names: Sequence[str]) -> list[str]:
    """Return the names of the recorded arrays that a node or an edge has its numbers in.

    Args:
        picked: the node or edge.
        names: of all recorded arrays.

    """
    of_nodes = {Where.LAYERS, Where.COMPUTED_LAYERS, Where.MASKED_LAYERS}
    of_edges = {Where.WEIGHTS, Where.BIASES}
    places = of_nodes if isinstance(picked, PickedNode) else of_edges
    wanted = [f"{row.name}/{picked.layer}" for row in QUANTITIES if row.where in places]
    return [name for name in wanted if name in names]
