"""The loss surface of a network with two parameters, and the ways that trainings take over it.

Each point of the plane is a choice of both parameters, and the loss of all records is how high the
surface is there. With two parameters nothing is left out or projected: a training stands exactly
on the surface, and every one of its steps leads to another point of it.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import SceneError
from nnviz.learning.metrics import loss
from nnviz.learning.network import Network
from nnviz.trace.trace import Trace

Values = NDArray[np.float64]

GRID = 33  # points along a side
MARGIN = 1.1  # how far the surface reaches, as a share of how far the training came
SAME = ("layers", "loss", "regularization")  # what decides how high the surface is
DIFFERENCE = 1e-4  # of the reach, from a place to those around it at which a slope is measured
MOST_PLACES = 200  # of a way that are drawn


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class SurfacePath:
    """A training's way over the surface.

    Attributes:
        name: what the lecturer calls it; empty where there is one.
        epochs: (n,) int64, those of which the way is made, ascending.
        places: (n, 2) both parameters before the update of each.
        losses: (n,) how high the surface is there.

    """

    name: str
    epochs: NDArray[np.int64]
    places: Values
    losses: Values


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class LossSurface:
    """A part of a loss surface: a square around the place where the training ends.

    Attributes:
        parameters: the names of the arrays that both stand in, as in `weights/0`.
        centre: (2,) the middle of the square.
        reach: from there to its sides.
        losses: (GRID, GRID) how high it is, by the first parameter and the second, ascending.
        ways: of the training, or of all its variants.
        losses_at: gives (n,) how high it is at (n, 2) places of any kind.

    """

    parameters: tuple[str, str]
    centre: Values
    reach: float
    losses: Values
    ways: tuple[SurfacePath, ...]
    losses_at: Callable[[Values], Values]

    def gradient_at(self, place: Values) -> Values:
        """Return (2,) the slope of the loss along both parameters, by central differences."""
        step = DIFFERENCE * self.reach
        around = place + step * np.array([[1, 0], [-1, 0], [0, 1], [0, -1]])
        right, left, further, nearer = self.losses_at(around)
        return np.array([right - left, further - nearer]) / (2 * step)

    @property
    def top(self) -> float:
        """The greatest finite loss of the square, or 1 where all are 0."""
        return float(self.losses[np.isfinite(self.losses)].max(initial=0.0)) or 1.0


def loss_surface(trace: Trace, trainings: Sequence[tuple[str, Trace]], where: str) -> LossSurface:
    """Return the loss surface around the end of a training.

    Args:
        trace: of the training.
        trainings: whose ways are shown, by their names.
        where: names the shot that asks for it.

    Raises:
        SceneError: a trace holds no experiment, the network has not two parameters, or the
            trainings not one surface.

    """
    _require_experiments([trace, *(other for _, other in trainings)], where)
    parameters = trace.network.parameters()
    names = [name for name, shape in parameters.items() for _ in range(math.prod(shape))]
    if len(names) != 2:
        raise SceneError(
            f'{where}: tell = "surface" needs a network of two parameters, this one has '
            f"{len(names):,}; give one node with two inputs and no bias, or tell a lapse."
        )
    _require_one_surface(trace, trainings, where)
    places = _places(trace)
    finite = places[np.isfinite(places).all(axis=1)]
    starts = [_places(other)[0] for _, other in trainings]
    end = finite[-1]
    reach = _round_up(MARGIN * float(np.abs(np.array([*finite, *starts]) - end).max()))
    centre = np.round(end / reach, 2) * reach
    sides = (centre[:, None] + np.linspace(-reach, reach, GRID)).T
    grid = np.stack(np.meshgrid(*sides.T, indexing="ij"), axis=-1).reshape(-1, 2)
    heights = _Heights(trace)
    return LossSurface(
        parameters=(names[0], names[1]),
        centre=centre,
        reach=reach,
        losses=heights.of(grid).reshape(GRID, GRID),
        losses_at=heights.of,
        ways=tuple(_way(name, other, heights) for name, other in trainings),
    )


def _require_experiments(traces: Sequence[Trace], where: str) -> None:
    if any(trace.experiment is None for trace in traces):
        raise SceneError(
            f'{where}: tell = "surface" needs an experiment, which says what loss other weights '
            "have, and the recording holds none; tell a lapse."
        )


def _require_one_surface(trace: Trace, trainings: Sequence[tuple[str, Trace]], where: str) -> None:
    data = trace.dataset
    if data.size > len(data.inputs):
        raise SceneError(
            f'{where}: tell = "surface" needs all records; set recording = {{ records = "all" }}, '
            "or tell a lapse."
        )
    for name, other in trainings:
        for field in SAME:
            if getattr(other.experiment, field) != getattr(trace.experiment, field):
                raise SceneError(
                    f"{where}: the variant {name!r} has other {field}, so its loss is another "
                    'surface; leave them as they are, or set tell = "race".'
                )


def _places(trace: Trace) -> Values:
    """Return (n_epochs, 2) both parameters, before the update of each recorded epoch."""
    last = int(trace.epochs[-1])
    parts = [trace.between(name, first=1, last=last) for name in trace.network.parameters()]
    return np.concatenate([part.reshape(len(part), -1) for part in parts], axis=1)


def _way(name: str, trace: Trace, heights: "_Heights") -> SurfacePath:
    picked = np.unique(np.linspace(0, len(trace.epochs) - 1, MOST_PLACES).round().astype(int))
    places = _places(trace)[picked]
    return SurfacePath(
        name=name, epochs=trace.epochs[picked], places=places, losses=heights.of(places)
    )


class _Heights:
    """How high the surface is: the loss of all records, with the price of large weights."""

    def __init__(self, trace: Trace) -> None:
        self._trace = trace
        self._network = Network(trace.network)

    def of(self, places: Values) -> Values:
        """Return (n,) the losses at (n, 2) places."""
        with np.errstate(all="ignore"):
            return np.array([self._at(place) for place in places])

    def _at(self, place: Values) -> float:
        data, arrays = self._trace.dataset, {}
        for name, shape in self._trace.network.parameters().items():
            arrays[name], place = (
                place[: math.prod(shape)].reshape(shape),
                place[math.prod(shape) :],
            )
        weights, biases = (
            {int(name.partition("/")[2]): a for name, a in arrays.items() if name.startswith(kind)}
            for kind in ("weights", "biases")
        )
        sums, outputs = self._network.predict(data.inputs, weights=weights, biases=biases)
        value = loss(self._trace, data.targets, outputs=outputs, sums=sums)
        return float(value + self._trace.training.regularization.value(weights))


def _round_up(value: float) -> float:
    """Return the least of 1, 2, 3, 4, 5, 6 and 8 times a power of ten that is not below."""
    if not value:
        return 1.0
    decade = 10.0 ** math.floor(math.log10(value))
    return next(step * decade for step in (1, 2, 3, 4, 5, 6, 8, 10) if step * decade >= value)
