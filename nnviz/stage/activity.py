"""Activity: what a moment has already brought onto the stage, and what is lit.

The one place that says how a phase unfolds. Everything that is composed reads it, so that boxes,
edges, labels and panels agree on what has been computed so far.
"""

from dataclasses import dataclass
from typing import Literal

from nnviz.story.easing import part, smooth
from nnviz.story.moment import Moment, Phase


@dataclass(frozen=True, kw_only=True, slots=True)
class Pulse:
    """Numbers on their way along the edges from one layer to the next.

    Attributes:
        layer: the edges' layer of weights.
        way: how far they have come, 0 at the sender and 1 at the receiver.
        direction: 1 towards the output, -1 towards the input.

    """

    layer: int
    way: float
    direction: Literal[1, -1]


@dataclass(frozen=True, kw_only=True, slots=True)
class Activity:
    """What is on the stage at a moment; every share runs from 0 (not yet) to 1 (whole).

    Attributes:
        weights: for each layer of weights, how far its edges have grown.
        updated: for each layer of weights, how far it has gone from its old to its new values.
        activations: for each layer, how far its boxes have grown.
        deltas: for each layer, how far its deltas have grown; the input has none.
        targets: how far targets and output errors have appeared.
        lit_weights: layers of weights that take part.
        lit_layers: layers of nodes that take part.
        pulse: what travels, if anything.
        changing: the layer of weights that is being updated, if one is.
        change_named: whether the change has taken the place of the old weight.
        weights_named: whether the edges that take part bear their numbers; in a time-lapse they
            would change before anybody could read them.

    """

    weights: tuple[float, ...]
    updated: tuple[float, ...]
    activations: tuple[float, ...]
    deltas: tuple[float, ...]
    targets: float
    lit_weights: frozenset[int]
    lit_layers: frozenset[int]
    pulse: Pulse | None = None
    changing: int | None = None
    change_named: bool = False
    weights_named: bool = True

    def change_shown(self, layer: int) -> Literal["old", "change", "new"]:
        """Return which numbers stand at the edges of a layer of weights."""
        if self.updated[layer] >= 1.0:
            return "new"
        return "change" if layer == self.changing and self.change_named else "old"


def activity(moment: Moment, layers: int) -> Activity:
    """Return what is on the stage at `moment` of a network with `layers` layers of weights."""
    layer = moment.layer or 0
    match moment.phase:
        case Phase.INITIALISE:
            return _initialise(layer, moment.progress, layers)
        case Phase.INPUT:
            return _forward(0, smooth(part(moment.progress, 0.05, 0.6)), layers)
        case Phase.FORWARD:
            grown = smooth(part(moment.progress, 0.5, 0.8))
            pulse = _pulse(layer - 1, moment.progress, 1)
            return _forward(layer, grown, layers, pulse)
        case Phase.ERROR:
            grown = smooth(part(moment.progress, 0.0, 0.4))
            return _whole(layers, targets=grown, lit={layers})
        case Phase.BACKWARD:
            return _backward(layer, moment.progress, layers)
        case Phase.UPDATE:
            return _update(layer, moment.progress, layers)
        case Phase.EPOCH:
            everything = set(range(layers + 1))
            edges = set(range(layers))
            return _whole(layers, lit=everything, lit_weights=edges, weights_named=False)


def _initialise(layer: int, progress: float, layers: int) -> Activity:
    nothing = (0.0,) * (layers + 1)
    return Activity(
        weights=_filled(layer, smooth(part(progress, 0.0, 0.5)), layers),
        updated=(0.0,) * layers,
        activations=nothing,
        deltas=nothing,
        targets=0.0,
        lit_weights=frozenset({layer}),
        lit_layers=frozenset({layer, layer + 1}),
    )


def _forward(layer: int, grown: float, layers: int, pulse: Pulse | None = None) -> Activity:
    lit = {layer} if layer == 0 else {layer - 1, layer}
    return Activity(
        weights=(1.0,) * layers,
        updated=(0.0,) * layers,
        activations=_filled(layer, grown, layers + 1),
        deltas=(0.0,) * (layers + 1),
        targets=0.0,
        lit_weights=frozenset() if layer == 0 else frozenset({layer - 1}),
        lit_layers=frozenset(lit),
        pulse=pulse,
    )


def _backward(layer: int, progress: float, layers: int) -> Activity:
    grown = smooth(part(progress, 0.5, 0.8))
    later = (1.0,) * (layers - layer)
    return _whole(
        layers,
        deltas=(0.0,) * layer + (grown,) + later,
        lit={layer, min(layer + 1, layers)},
        lit_weights={layer} if layer < layers else set(),
        pulse=_pulse(layer, progress, -1) if layer < layers else None,
    )


def _update(layer: int, progress: float, layers: int) -> Activity:
    changed = smooth(part(progress, 0.45, 0.75))
    later = (1.0,) * (layers - layer - 1)
    return _whole(
        layers,
        updated=(0.0,) * layer + (changed,) + later,
        deltas=(0.0,) + (1.0,) * layers,
        lit={layer, layer + 1},
        lit_weights={layer},
        changing=layer,
        change_named=progress > 0.2,
    )


def _whole(
    layers: int,
    *,
    lit: set[int],
    lit_weights: set[int] | None = None,
    updated: tuple[float, ...] | None = None,
    deltas: tuple[float, ...] | None = None,
    targets: float = 1.0,
    pulse: Pulse | None = None,
    changing: int | None = None,
    change_named: bool = False,
    weights_named: bool = True,
) -> Activity:
    """Return a stage on which everything going forward has been computed."""
    return Activity(
        weights=(1.0,) * layers,
        updated=updated or (0.0,) * layers,
        activations=(1.0,) * (layers + 1),
        deltas=deltas or (0.0,) * (layers + 1),
        targets=targets,
        lit_weights=frozenset(lit_weights or ()),
        lit_layers=frozenset(lit),
        pulse=pulse,
        changing=changing,
        change_named=change_named,
        weights_named=weights_named,
    )


def _filled(current: int, grown: float, count: int) -> tuple[float, ...]:
    """Return 1 before `current`, `grown` there and 0 after it."""
    return (1.0,) * current + (grown,) + (0.0,) * (count - current - 1)


def _pulse(layer: int, progress: float, direction: Literal[1, -1]) -> Pulse | None:
    way = part(progress, 0.08, 0.55)
    return Pulse(layer=layer, way=way, direction=direction) if 0.0 < way < 1.0 else None
