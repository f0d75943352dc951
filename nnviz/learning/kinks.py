"""Kinks: where a loss has no slope, because something that it is made of bends there.

Backpropagation goes on there by a convention, as training has to: a ReLU has the slope 0 at 0, and
|w| of L1 too. A central difference sees the mean of both sides.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from nnviz.learning.activations import ACTIVATIONS
from nnviz.learning.experiment import Experiment
from nnviz.learning.step import Arrays, Step

Array = NDArray[np.float64]
BendSides = Mapping[int, Array]

L1 = "l1"
BENDS = {name: each.slope_at_bend for name, each in ACTIVATIONS.items() if each.slope_at_bend}
SLOPE_AT_BEND = MappingProxyType({**BENDS, L1: "0"})
"""What bends at 0, and which slope training takes there: that of the left side, or the middle's."""
BENT_ACTIVATIONS = frozenset(SLOPE_AT_BEND) - {L1}
MOST_NAMED = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Kink:
    """Nodes, or weights, that stand where what is computed of them has no slope.

    Attributes:
        layer: of the nodes, or the one that the weights lead to; from 1.
        function: the activation of the nodes, or `l1`.
        places: numbers of the nodes, (node,), or of the weights, (from, to), all from 1.

    """

    layer: int
    function: str
    places: tuple[tuple[int, ...], ...]

    def __str__(self) -> str:
        """Say it in a sentence."""
        named = [" → ".join(map(str, place)) for place in self.places[:MOST_NAMED]]
        rest = len(self.places) - len(named)
        which = ", ".join(named) + (f" and {rest:,} more" if rest else "")
        several = "s" if len(self.places) > 1 else ""
        what, where, bend = "node", "z", self.function
        if self.function == L1:
            what, where, bend = "weight", "w", "|w| of l1"
        return (
            f"{what}{several} {which} of layer {self.layer}: {where} = 0, where {bend} has no "
            f"slope; training takes {SLOPE_AT_BEND[self.function]}"
        )


def bend_sides(experiment: Experiment, step: Step) -> dict[int, Array]:
    """Return on which side of its bend each node is, −1, 0 or 1, (n_records, units) by layer.

    Nodes that dropout silences are on none, as nothing depends on them.
    """
    layers = enumerate(experiment.layers, start=1)
    found = {
        k: np.sign(step.preactivations[k])
        for k, each in layers
        if each.activation in BENT_ACTIVATIONS
    }
    return {k: side * (step.masks[k] > 0) if k in step.masks else side for k, side in found.items()}


def kinks_at(experiment: Experiment, step: Step) -> tuple[Kink, ...]:
    """Return what stands on a kink in a step, in the order of the layers."""
    return tuple(_kinks(experiment, step))


def _kinks(experiment: Experiment, step: Step) -> Iterator[Kink]:
    pays = experiment.regularization.in_gradient.l1 > 0
    for k, layer in enumerate(experiment.layers, start=1):
        if pays:
            yield from _kink(k, L1, np.argwhere(step.weights[k - 1] == 0))
        if layer.activation in BENT_ACTIVATIONS:
            at = (step.preactivations[k] == 0) & _is_not_silenced(step.masks, k)
            yield from _kink(k, layer.activation, np.argwhere(at.any(axis=0)))


def _is_not_silenced(masks: Arrays, k: int) -> NDArray[np.bool_]:
    return masks[k] > 0 if k in masks else np.array(True)


def _kink(layer: int, function: str, places: NDArray[np.intp]) -> Iterator[Kink]:
    if len(places):
        numbers = tuple(tuple(int(n) + 1 for n in place) for place in places)
        yield Kink(layer=layer, function=function, places=numbers)
