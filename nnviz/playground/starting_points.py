"""Starting points: the weights of any epoch, changed by hand perhaps, with which a training begins.

What an optimizer remembers is not among them: momentum and the like begin anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.learning.experiment import Experiment
from nnviz.learning.initializers import Initialization
from nnviz.learning.network import initial_biases, initial_weights

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class StartingPoint:
    """All weights and biases of a network.

    Attributes:
        weights: for every k from layer k to layer k + 1, (units of k, units of k + 1).
        biases: for every k of layer k + 1, (units of k + 1,), (0,) where it has none.

    """

    weights: tuple[Array, ...]
    biases: tuple[Array, ...]

    def with_weight(self, layer: int, edge: tuple[int, int], value: float) -> "StartingPoint":
        """Return the same with another weight.

        Args:
            layer: from which it comes.
            edge: indices of the nodes that it comes from and leads to.
            value: the weight.

        """
        return StartingPoint(_replaced(self.weights, layer, edge, value), self.biases)

    def with_bias(self, layer: int, node: int, value: float) -> "StartingPoint":
        """Return the same with another bias.

        Args:
            layer: of the node, 1 for the first behind the input.
            node: its index.
            value: the bias.

        """
        return StartingPoint(self.weights, _replaced(self.biases, layer - 1, node, value))

    @property
    def initialization(self) -> Initialization:
        """The same, as an experiment has it.

        Raises:
            ExperimentError: a number of it is infinite or NaN, as the training has diverged.

        """
        biases = tuple(tuple(each.tolist()) for each in self.biases)
        return Initialization(
            name="given",
            weights=tuple(tuple(map(tuple, each.tolist())) for each in self.weights),
            biases=biases if any(biases) else (),
        )


def first_of(experiment: Experiment) -> StartingPoint:
    """Return the weights and biases with which an experiment begins."""
    weights, biases = initial_weights(experiment), initial_biases(experiment)
    return starting_point([weights[k] for k in sorted(weights)], biases)


def starting_point(weights: Sequence[Array], biases: Mapping[int, Array]) -> StartingPoint:
    """Return a starting point.

    Args:
        weights: from layer to layer, the input first.
        biases: for every k where layer k + 1 has biases, these.

    """
    none = np.zeros(0)
    return StartingPoint(tuple(weights), tuple(biases.get(k, none) for k in range(len(weights))))


def _replaced(
    arrays: tuple[Array, ...], layer: int, place: int | tuple[int, int], value: float
) -> tuple[Array, ...]:
    changed = arrays[layer].copy()
    changed[place] = value
    return (*arrays[:layer], changed, *arrays[layer + 1 :])
