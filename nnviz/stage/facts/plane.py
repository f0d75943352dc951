"""The plane: what the network says of every point, where its inputs are two coordinates.

It is computed by the forward pass of `nnviz.learning` from the recorded weights and biases of an
epoch, for the middles of `CELLS` × `CELLS` equal cells; nothing between epochs is invented. Each
axis reaches over the data's own range: what is measured in millimetres and what in grams have
nothing in common.
"""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from nnviz.learning.features import with_features
from nnviz.learning.network import Network
from nnviz.picture.frame import Floats
from nnviz.picture.palette import Palette
from nnviz.stage.facts.points import (
    Points,
    axis_names,
    coordinates,
    features_of,
    points_of,
    single_values,
)
from nnviz.stage.facts.step_arrays import StepArrays, Values
from nnviz.trace.trace import Trace

CELLS = 50  # along each side
STEPS_KEPT = 32  # of which the maps stay at hand
SHORTEST = 1e-300  # room beyond the points that an axis can be divided by
MARGIN = 0.06  # of the range of the points, on each side of them
FARTHEST = 1e150  # that a plane reaches; what is computed with its corners stays finite
MOST_CLASSES = 10  # that are told apart by their colours
LEAST_SURE = 0.35  # how full the colour of a class is where it only just wins


class Plane:
    """The plane of two inputs.

    Attributes:
        points: the records, as far as they are known.
        low: (2,) where the axes begin.
        high: (2,) where they end.
        names: what the axes are called.
        classes: what the colours stand for, where each stands for a class: two of them are those
            of the signs, the first one negative; empty: they stand for numbers.
        outputs_at: gives what the network of a step says, (CELLS, CELLS, outputs) float64, the
            uppermost row first.
        hidden_at: gives what its hidden nodes say, for each hidden layer (CELLS, CELLS, nodes).
        shares: gives the map of a step for one output or two classes, (CELLS, CELLS) float64: how
            far each output is from the middle of the targets, as a part of how far these are. Of
            two classes, each with an output, it is by how much the second is more likely.

    """

    def __init__(self, trace: Trace, points: Points) -> None:
        self.points = points
        self.low, self.high = _range(points.everywhere)
        self.names = axis_names(trace)
        self.classes = trace.dataset.classes
        self._network = Network(trace.network)
        self._features = features_of(trace)
        self._inputs = with_features(centres(self.low, self.high), self._features)
        self._middle, self._reach = _scale(points.values)
        self.outputs_at: Callable[[StepArrays], Values] = lru_cache(STEPS_KEPT)(self._outputs_at)
        self.hidden_at: Callable[[StepArrays], tuple[Values, ...]] = lru_cache(STEPS_KEPT)(
            self._hidden_at
        )
        self.shares: Callable[[StepArrays], Values] = lru_cache(STEPS_KEPT)(self._shares)

    @property
    def held_out(self) -> Values:
        """(m, 2) where the records lie that are held out."""
        return self.points.held_out

    @property
    def has_regions(self) -> bool:
        """Whether there are more than two classes, each of which has a region."""
        return len(self.classes) > 2

    def share_of(self, values: Values) -> Values:
        """Return values, of targets or outputs, as the map shows them, −1 to 1."""
        return (values - self._middle) / self._reach

    def place_of(self, step: StepArrays, row: int) -> Values | None:
        """Return (2,) where a row of a step lies; None where its inputs do not say it."""
        columns = coordinates(self._features)
        if columns is None:
            return None
        place: Values = step.activations[0][row, columns]
        return place if ((place >= self.low) & (place <= self.high)).all() else None

    def colours_of(self, palette: Palette, targets: Values) -> Floats:
        """Return (n, 4) the colours of records by their targets, one number each."""
        if self.has_regions:
            return palette.classes[targets.astype(np.int64)]
        return palette.of_sign(self.share_of(targets))

    def colours(self, palette: Palette, step: StepArrays, fullest: float) -> Floats:
        """Return the map of a step, (CELLS, CELLS, 4), the fuller the surer the network is.

        Args:
            palette: the colours.
            step: whose weights and biases are told.
            fullest: how far the colour of what is surest is from that of nothing, up to 1.

        """
        if not self.has_regions:
            return palette.of_share(self.shares(step) * fullest)
        outputs = self.outputs_at(step)
        first, second = np.sort(outputs, axis=-1)[..., :-3:-1].transpose(2, 0, 1)
        with np.errstate(all="ignore"):  # a training may diverge
            sure = np.clip((first - second) / np.abs(first), 0.0, 1.0)
        share = (LEAST_SURE + (1 - LEAST_SURE) * sure)[..., None].astype(np.float32) * fullest
        full = palette.classes[outputs.argmax(axis=-1)]
        colours = palette.zero + (full - palette.zero) * share
        colours[~np.isfinite(outputs).all(axis=-1)] = palette.strange
        return np.asarray(colours, np.float32)

    def _outputs_at(self, step: StepArrays) -> Values:
        return self._layers_at(step)[-1]

    def _hidden_at(self, step: StepArrays) -> tuple[Values, ...]:
        return tuple(self._layers_at(step)[:-1])

    def _layers_at(self, step: StepArrays) -> list[Values]:
        weights = dict(enumerate(step.weights))
        biases = {k: bias for k, bias in enumerate(step.biases) if bias.size}
        with np.errstate(all="ignore"):  # a training may diverge
            said = self._network.predict_layers(self._inputs, weights=weights, biases=biases)
            return [activations.reshape(CELLS, CELLS, -1) for _, activations in said]

    def _shares(self, step: StepArrays) -> Values:
        outputs = self.outputs_at(step)
        with np.errstate(all="ignore"):
            values = single_values(outputs.reshape(CELLS * CELLS, -1))
            return self.share_of(values).reshape(CELLS, CELLS)


def plane_of(trace: Trace) -> Plane | None:
    """Return the plane of a trace; None where its inputs or outputs are others."""
    inputs, outputs = trace.network.widths[0], trace.network.widths[-1]
    classified = 2 <= outputs <= MOST_CLASSES and len(trace.dataset.classes) == outputs
    if not (features_of(trace) or inputs == 2) or not (outputs == 1 or classified):
        return None
    points = points_of(trace)
    if (
        points is None
        or max(np.abs(points.everywhere).max(), np.abs(points.values).max()) > FARTHEST
    ):
        return None
    return Plane(trace, points)


def centres(low: Values, high: Values) -> NDArray[np.float64]:
    """Return (CELLS², 2) the middles of the cells, row after row from the upper left one."""
    x1, x2 = low[:, None] + (np.arange(CELLS) + 0.5) / CELLS * (high - low)[:, None]
    across, up = np.meshgrid(x1, x2[::-1])
    return np.column_stack([across.ravel(), up.ravel()])


def _range(points: Values) -> tuple[Values, Values]:
    """Return (2,) where the axes begin and (2,) where they end: a little beyond all points."""
    low, high = points.min(axis=0), points.max(axis=0)
    largest = np.abs(points).max(axis=0)
    room = (high - low) * MARGIN
    alike = room <= np.maximum(largest * 1e-9, SHORTEST)
    room[alike] = np.maximum(largest[alike], 1.0)
    return low - room, high + room


def _scale(targets: Values) -> tuple[float, float]:
    """Return the middle of the targets, and how far they are from it at most."""
    low, high = float(targets.min()), float(targets.max())
    return (low + high) / 2, (high - low) / 2 or 1.0
