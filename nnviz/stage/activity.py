"""Activity: what a moment has already brought onto the stage, and what is lit.

The one place that says how a phase unfolds. Everything that is composed reads it, so that boxes,
edges, labels and panels agree on what has been computed so far.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from nnviz.story.easing import part_progress, smooth
from nnviz.story.moment import Moment, Phase

Shares = NDArray[np.float32]
Mask = NDArray[np.bool_]
Numbers = Literal["none", "old", "change", "new"]

# From which progress of a phase to which one grows what it computes; in the others it is there.
GROWS: Mapping[Phase, tuple[float, float]] = MappingProxyType(
    {
        Phase.INITIALISE: (0.0, 0.5),
        Phase.INPUT: (0.05, 0.6),
        Phase.FORWARD: (0.55, 0.65),
        Phase.ERROR: (0.0, 0.4),
        Phase.BACKWARD: (0.55, 0.65),
        Phase.UPDATE: (0.5, 0.75),
    }
)
TRAVELS = (0.08, 0.5)  # likewise numbers travel along the edges
CHANGE_FROM = 0.15  # progress of an update from which the edges say what is added to them
EDGES_GROW = frozenset({Phase.INITIALISE, Phase.UPDATE})  # phases in which nodes do not
KEPT = 8  # that are at hand again


@dataclass(frozen=True, kw_only=True, slots=True)
class Pulse:
    """Numbers on their way along the lit edges of a layer of weights.

    Attributes:
        layer: the edges' layer of weights.
        way: how far they have come, 0 at the sender and 1 at the receiver.
        direction: 1 towards the output, -1 towards the input.

    """

    layer: int
    way: float
    direction: Literal[1, -1]


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Activity:
    """What is on the stage at a moment; every share runs from 0 (not yet) to 1 (whole).

    Nodes are (units,) for each layer, edges (units, units of the next) for each layer of weights.

    Attributes:
        grown: shares of the edges: how far their weights have appeared.
        updated: shares of the edges: how far they have gone from their old to their new weights.
        activations: shares of the nodes: how far their boxes have grown.
        deltas: shares of the nodes: how far their deltas have grown; the input has none.
        lit_nodes: which nodes take part.
        lit_edges: which edges take part.
        targets: how far targets and output errors have appeared.
        direction: where the calculation under way goes: 1 towards the output, -1 towards the
            input, 0 nowhere.
        numbers: which numbers stand at the lit edges, if any: in a time-lapse they would change
            before anybody could read them.

    """

    grown: tuple[Shares, ...]
    updated: tuple[Shares, ...]
    activations: tuple[Shares, ...]
    deltas: tuple[Shares, ...]
    lit_nodes: tuple[Mask, ...]
    lit_edges: tuple[Mask, ...]
    targets: float = 0.0
    direction: Literal[1, 0, -1] = 0
    numbers: Numbers = "old"


def activity(moment: Moment, widths: tuple[int, ...]) -> Activity:
    """Return what is on the stage at `moment` of a network with so many nodes in its layers.

    It is the same object, which cannot be written to, as long as nothing on the stage changes.
    """
    grown, numbers = _grown(moment), _numbers(moment)
    return _activity(replace(moment, epoch=1, record=0, progress=1.0), grown, numbers, widths)


def halfway_activity(moment: Moment, widths: tuple[int, ...]) -> Activity:
    """Return what `activity` does, but with all that is growing half grown.

    It is the same object for as long as something grows: what does not grow is told by that.
    """
    grown, numbers = _grown(moment), _numbers(moment)
    half = 0.5 if 0.0 < grown < 1.0 else grown
    return _activity(replace(moment, epoch=1, record=0, progress=1.0), half, numbers, widths)


def pulse_of(moment: Moment, widths: tuple[int, ...]) -> Pulse | None:
    """Return what travels along the lit edges at `moment`, if anything does."""
    way, layer = part_progress(moment.progress, *TRAVELS), moment.layer or 0
    if not 0.0 < way < 1.0:
        return None
    if moment.phase is Phase.FORWARD and layer > 0:
        return Pulse(layer=layer - 1, way=way, direction=1)
    if moment.phase is Phase.BACKWARD and layer < len(widths) - 1:
        return Pulse(layer=layer, way=way, direction=-1)
    return None


def _grown(moment: Moment) -> float:
    """Return how far what a moment computes has grown."""
    if moment.phase not in GROWS:
        return 1.0
    return smooth(part_progress(moment.progress, *GROWS[moment.phase]))


def _numbers(moment: Moment) -> Numbers:
    if moment.phase is Phase.EPOCH:
        return "none"
    if moment.phase is not Phase.UPDATE or moment.progress <= CHANGE_FROM:
        return "old"
    return "new" if _grown(moment) >= 1.0 else "change"


@lru_cache(maxsize=KEPT)
def _activity(moment: Moment, grown: float, numbers: Numbers, widths: tuple[int, ...]) -> Activity:
    active = _unfolded(moment, grown, numbers, widths)
    for arrays in (active.grown, active.updated, active.activations, active.deltas):
        for shares in arrays:
            shares.flags.writeable = False
    for mask in (*active.lit_nodes, *active.lit_edges):
        mask.flags.writeable = False
    return active


def _unfolded(moment: Moment, grown: float, numbers: Numbers, widths: tuple[int, ...]) -> Activity:
    match moment.phase:
        case Phase.INITIALISE:
            return _initialise(moment, grown, widths)
        case Phase.INPUT | Phase.FORWARD:
            return _forward(moment, grown, widths)
        case Phase.BACKWARD:
            return _backward(moment, grown, widths)
        case Phase.UPDATE:
            return _update(moment, grown, numbers, widths)
        case Phase.ERROR | Phase.MEAN:
            active = _blank(widths, activations=1.0, targets=grown)
            active.lit_nodes[-1][:] = True
            return active
        case Phase.EPOCH:
            active = _blank(widths, activations=1.0, targets=1.0, numbers=numbers)
            for mask in (*active.lit_nodes, *active.lit_edges):
                mask[:] = True
            return active


def _initialise(moment: Moment, grown: float, widths: tuple[int, ...]) -> Activity:
    active = _blank(widths, grown=0.0)
    if moment.layer is None:
        for mask in active.lit_nodes:
            mask[:] = True
        return active
    for shares in active.grown[: moment.layer]:
        shares[:] = 1.0
    active.grown[moment.layer][:] = grown
    active.lit_edges[moment.layer][:] = True
    for mask in active.lit_nodes[moment.layer : moment.layer + 2]:
        mask[:] = True
    return active


def _forward(moment: Moment, grown: float, widths: tuple[int, ...]) -> Activity:
    layer = moment.layer or 0
    active = _blank(widths, direction=1)
    for shares in active.activations[:layer]:
        shares[:] = 1.0
    _fill_up_to(active.activations[layer], moment.node, grown)
    nodes = _which(moment.node)
    active.lit_nodes[layer][nodes] = True
    if layer:
        active.lit_nodes[layer - 1][:] = True
        active.lit_edges[layer - 1][:, nodes] = True
    return active


def _backward(moment: Moment, grown: float, widths: tuple[int, ...]) -> Activity:
    layer, last = moment.layer or 0, len(widths) - 1
    active = _blank(widths, activations=1.0, targets=1.0, direction=-1)
    for shares in active.deltas[layer + 1 :]:
        shares[:] = 1.0
    _fill_up_to(active.deltas[layer], moment.node, grown)
    nodes = _which(moment.node)
    active.lit_nodes[layer][nodes] = True
    if layer < last:
        active.lit_nodes[layer + 1][:] = True
        active.lit_edges[layer][nodes, :] = True
    return active


def _update(moment: Moment, grown: float, numbers: Numbers, widths: tuple[int, ...]) -> Activity:
    layer = moment.layer or 0
    active = _blank(widths, activations=1.0, targets=1.0, numbers=numbers)
    for shares in active.deltas[1:]:
        shares[:] = 1.0
    for shares in active.updated[layer + 1 :]:
        shares[:] = 1.0
    sender, receiver = _which(moment.sender), _which(moment.node)
    if moment.node is not None:
        active.updated[layer][:, : moment.node] = 1.0
        active.updated[layer][: moment.sender, moment.node] = 1.0
    active.updated[layer][sender, receiver] = grown
    active.lit_edges[layer][sender, receiver] = True
    active.lit_nodes[layer][sender] = True
    active.lit_nodes[layer + 1][receiver] = True
    return active


def _blank(
    widths: tuple[int, ...],
    *,
    grown: float = 1.0,
    activations: float = 0.0,
    targets: float = 0.0,
    direction: Literal[1, 0, -1] = 0,
    numbers: Numbers = "old",
) -> Activity:
    """Return a stage on which nothing is lit and no delta and no update has been computed."""
    pairs = list(pairwise(widths))
    return Activity(
        grown=tuple(np.full(pair, grown, dtype=np.float32) for pair in pairs),
        updated=tuple(np.zeros(pair, dtype=np.float32) for pair in pairs),
        activations=tuple(np.full(width, activations, dtype=np.float32) for width in widths),
        deltas=tuple(np.zeros(width, dtype=np.float32) for width in widths),
        lit_nodes=tuple(np.zeros(width, dtype=np.bool_) for width in widths),
        lit_edges=tuple(np.zeros(pair, dtype=np.bool_) for pair in pairs),
        targets=targets,
        direction=direction,
        numbers=numbers,
    )


def _which(index: int | None) -> slice:
    """Return a slice that picks one index, or all of them."""
    return slice(None) if index is None else slice(index, index + 1)


def _fill_up_to(shares: Shares, node: int | None, grown: float) -> None:
    """Let the nodes before `node` be whole and `node` be as far as it has grown."""
    shares[:node] = 1.0 if node is not None else grown
    shares[_which(node)] = grown
