"""The plane: what the network says of every point, where its inputs are two coordinates.

It is computed by the forward pass of `nnviz.learning` from the recorded weights and biases of an
epoch, for the middles of `CELLS` × `CELLS` equal squares; nothing between epochs is invented.
"""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from nnviz.learning.data import as_data
from nnviz.learning.description import NetworkDescription
from nnviz.learning.features import with_features
from nnviz.learning.network import Network
from nnviz.stage.facts.points import Points, coordinates, points_of, single_values
from nnviz.stage.facts.step_arrays import StepArrays, Values
from nnviz.trace.trace import Trace

CELLS = 50  # along each side
STEPS_KEPT = 32  # of which the maps stay at hand
MARGIN = 1.1  # by how much the square is larger than what holds all points

FARTHEST = 1e150  # that a plane reaches; what is computed with its corners stays finite


class Plane:
    """The plane of two inputs.

    Attributes:
        points: the records, as far as they are known.
        half: from the middle of the square, which is the origin, to its sides.
        shares: gives the map of a step, (CELLS, CELLS) float64, the uppermost row first: how far
            each output is from the middle of the targets, as a part of how far these are. Of two
            classes, each with an output, it is by how much the second is more likely.

    """

    def __init__(
        self, network: NetworkDescription, features: tuple[str, ...], points: Points
    ) -> None:
        self.points = points
        self.half = MARGIN * float(np.abs(points.everywhere).max()) or 1.0
        self._network = Network(network)
        self._features = features
        self._inputs = with_features(centres(self.half), self._features)
        self._middle, self._reach = _scale(points.values)
        self.shares: Callable[[StepArrays], Values] = lru_cache(maxsize=STEPS_KEPT)(self._shares)

    def share_of(self, values: Values) -> Values:
        """Return values, of targets or outputs, as the map shows them, −1 to 1."""
        return (values - self._middle) / self._reach

    def place_of(self, step: StepArrays, row: int) -> Values | None:
        """Return (2,) where a row of a step lies; None where its inputs do not say it."""
        columns = coordinates(self._features)
        if columns is None:
            return None
        place: Values = step.activations[0][row, columns]
        return place if (np.abs(place) <= self.half).all() else None

    def _shares(self, step: StepArrays) -> Values:
        weights = dict(enumerate(step.weights))
        biases = {k: bias for k, bias in enumerate(step.biases) if bias.size}
        with np.errstate(all="ignore"):  # a training may diverge
            _, outputs = self._network.predict(self._inputs, weights=weights, biases=biases)
            return self.share_of(single_values(outputs)).reshape(CELLS, CELLS)


def plane_of(trace: Trace) -> Plane | None:
    """Return the plane of a trace; None where its inputs or outputs are others."""
    inputs, outputs = trace.network.widths[0], trace.network.widths[-1]
    features = as_data(trace.experiment.data).features if trace.experiment else ()
    two_classes = outputs == 2 and len(trace.dataset.classes) == 2
    if not (features or inputs == 2) or not (outputs == 1 or two_classes):
        return None
    points = points_of(trace)
    if (
        points is None
        or max(np.abs(points.everywhere).max(), np.abs(points.values).max()) > FARTHEST
    ):
        return None
    return Plane(trace.network, features, points)


def centres(half: float) -> NDArray[np.float64]:
    """Return (CELLS², 2) the middles of the cells, row after row from the upper left one."""
    along = (np.arange(CELLS) + 0.5) / CELLS * 2 * half - half
    x1, x2 = np.meshgrid(along, along[::-1])
    return np.column_stack([x1.ravel(), x2.ravel()])


def _scale(targets: Values) -> tuple[float, float]:
    """Return the middle of the targets, and how far they are from it at most."""
    low, high = float(targets.min()), float(targets.max())
    return (low + high) / 2, (high - low) / 2 or 1.0
