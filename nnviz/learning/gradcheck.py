"""The gradient check: whether what backpropagation says is the slope that the loss really has.

At a point of a training, its first step or the last one of an epoch, every parameter is nudged a
little to both sides, and the loss is computed forward each time. The central difference
(L(w + h) − L(w − h)) / 2h must be the gradient, but for rounding. It shares no line with the
backward pass, so a mistake there cannot hide. The point is the training's own: its weights and
biases, its batch, its dropout, to the bit.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise, repeat

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import ExperimentError
from nnviz.learning.agreement import NUDGE, Agreement, SlopePair, agreement_of, rounding_of
from nnviz.learning.experiment import Experiment
from nnviz.learning.kinks import BendSides, Kink, bend_sides, kinks_at
from nnviz.learning.metrics import loss
from nnviz.learning.network import Network
from nnviz.learning.step import NO_RECORD, Step, step_from_arrays
from nnviz.learning.training import train

Array = NDArray[np.float64]

MOST_PARAMETERS = 100  # of each array; of a larger one the largest slope and others at random
FEWEST_PARAMETERS = 10
MOST_PRODUCTS = 10**11  # of all forward passes for one array: about half a minute


@dataclass(frozen=True, kw_only=True, slots=True)
class GradientCheck:
    """What a check found; it is iterated over by its agreements.

    Attributes:
        epoch: where it was made.
        step: likewise, counted from 1 over all epochs.
        records: how many the loss there is of.
        agreements: of all weights and biases, in the order of the layers.
        kinks: what stands where the loss may have no slope.
        notes: in what the point differs from the training's own.

    """

    epoch: int
    step: int
    records: int
    agreements: tuple[Agreement, ...]
    kinks: tuple[Kink, ...] = ()
    notes: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Agreement]:
        """Yield the agreements."""
        return iter(self.agreements)

    def __len__(self) -> int:
        """Return how many agreements there are."""
        return len(self.agreements)


def check_gradients(experiment: Experiment, *, epoch: int | None = None) -> GradientCheck:
    """Compare backpropagation with central differences in a step of a training.

    Args:
        experiment: is trained up to that step, as `nnviz.record` would train it.
        epoch: in its last step; None: in the first step of all.

    Raises:
        ExperimentError: there is no such epoch, or training has diverged there.

    """
    if epoch is not None and not 1 <= epoch <= experiment.epochs:
        raise ExperimentError(
            f"epoch: {epoch} is not possible; the training has epochs 1 to {experiment.epochs:,}"
        )
    number = 1 if epoch is None else epoch * experiment.steps_per_epoch
    step = blank_step(experiment, experiment.records_per_step)
    train(experiment, repeat(step, number))
    targets = experiment.dataset.targets
    if step.records is not None:
        rows = step.records[step.records != NO_RECORD].astype(np.int64)
        step, targets = step.first(len(rows)), targets[rows]
    return check_step(experiment, step, targets, number=number)


def check_step(
    experiment: Experiment, step: Step, targets: Array, *, number: int, notes: tuple[str, ...] = ()
) -> GradientCheck:
    """Compare the gradients of a step with central differences.

    Args:
        experiment: what was trained.
        step: as training computed it; its activations are computed anew, again and again.
        targets: (n_records, n_outputs) of its records.
        number: of the step, from 1.
        notes: in what it differs from the training's own.

    Raises:
        ExperimentError: training has diverged there.

    """
    check = _Check(experiment, Network(experiment.network), step, targets)
    with np.errstate(all="ignore"):
        here = check.loss()
        if not math.isfinite(here):
            raise ExperimentError(
                f"step {number:,}: the loss is {here}: training has diverged, and has no slope "
                "there; choose an earlier epoch"
            )
        kinks = kinks_at(experiment, step)
        agreements = tuple(check.agreements(here))
    return GradientCheck(
        epoch=math.ceil(number / experiment.steps_per_epoch),
        step=number,
        records=len(targets),
        agreements=agreements,
        kinks=kinks,
        notes=notes,
    )


def central_difference(
    function: Callable[[], float], values: Array, index: tuple[int, ...], *, nudge: float
) -> float:
    """Return the slope of a function of `values` along one of them: (f(x + h) − f(x − h)) / 2h.

    Args:
        function: computes f of what stands in `values` when it is called.
        values: the place where the slope is wanted; it is nudged, and put back.
        index: along which value.
        nudge: h.

    """
    value = values[index]
    values[index] = value + nudge
    above = function()
    values[index] = value - nudge
    below = function()
    values[index] = value
    return (above - below) / (2 * nudge)


def blank_step(experiment: Experiment, n_records: int) -> Step:
    """Return the arrays of a step, which training or a forward and backward pass fills."""
    widths = experiment.widths
    arrays: dict[str, Array] = {"activations/0": np.zeros((n_records, widths[0]))}
    if experiment.batch_size is not None:
        arrays["records"] = np.zeros(n_records)
    for k, layer in enumerate(experiment.layers):
        names = ["activations", "preactivations", "activation_deltas", "derivatives", "deltas"]
        names += ["masks"] if layer.dropout else []
        arrays |= {f"{name}/{k + 1}": np.zeros((n_records, layer.units)) for name in names}
        shape = widths[k : k + 2]
        arrays |= {f"{name}/{k}": np.zeros(shape) for name in ("weights", "gradients", "updates")}
        if layer.bias:
            names = ["biases", "bias_gradients", "bias_updates"]
            arrays |= {f"{name}/{k}": np.zeros(layer.units) for name in names}
    return step_from_arrays(arrays)


@dataclass(frozen=True, eq=False, slots=True)
class _Check:
    """What a comparison needs of a network that has been forward and backward once."""

    experiment: Experiment
    network: Network
    step: Step
    targets: Array

    def loss(self) -> float:
        """Return the loss with the parameters as they are now."""
        output = len(self.experiment.layers)
        price = self.experiment.regularization.in_gradient
        self.network.forward(self.step)
        outputs, sums = self.step.activations[output], self.step.preactivations[output]
        value = float(loss(self.experiment, self.targets, outputs=outputs, sums=sums))
        return value + float(price.value(self.step.weights) if price else 0.0)

    def agreements(self, here: float) -> Iterator[Agreement]:
        """Yield how well both slopes agree, array by array; `here` is the loss."""
        step = self.step
        for k, weights in step.weights.items():
            pays = self.experiment.regularization.in_gradient.l1 > 0
            pairs = self._pairs(weights, step.gradients[k], here, bends=pays)
            yield agreement_of(f"weights/{k}", step.gradients[k], pairs)
            if k in step.biases:
                pairs = self._pairs(step.biases[k], step.bias_gradients[k], here, bends=False)
                yield agreement_of(f"biases/{k}", step.bias_gradients[k], pairs)

    def _pairs(
        self, parameters: Array, gradients: Array, here: float, *, bends: bool
    ) -> Iterator[SlopePair]:
        """Yield both slopes along the parameters that are picked; those of l1 bend at 0."""
        for place in self._picks(gradients):
            value = abs(float(parameters[place]))
            nudge = NUDGE * max(1.0, value)  # else rounding would swallow it
            slope, crosses = self._slope(parameters, place, nudge)
            yield SlopePair(
                place,
                float(gradients[place]),
                slope,
                rounding_of(here, nudge),
                crosses=crosses or (bends and value <= nudge),
                undefined=bends and value == 0,
            )

    def _picks(self, gradients: Array) -> Iterator[tuple[int, ...]]:
        """Yield the places of the largest slope of an array, and of others at random."""
        others = np.random.default_rng(self.experiment.seed).permutation(gradients.size)
        picks = dict.fromkeys((int(np.argmax(np.abs(gradients))), *others.tolist()))
        for pick in islice(picks, self._most_parameters()):
            yield tuple(map(int, np.unravel_index(pick, gradients.shape)))

    def _most_parameters(self) -> int:
        """Return how many parameters of an array are picked."""
        widths = self.experiment.widths
        products = 2 * len(self.targets) * sum(a * b for a, b in pairwise(widths))
        fitting = MOST_PRODUCTS // (2 * products)
        return min(max(fitting, FEWEST_PARAMETERS), MOST_PARAMETERS)

    def _slope(self, parameters: Array, place: tuple[int, ...], nudge: float) -> tuple[float, bool]:
        """Return the central difference along one parameter, and whether it crosses a bend."""
        sides: list[BendSides] = []

        def watched() -> float:
            value = self.loss()
            sides.append(bend_sides(self.experiment, self.step))
            return value

        slope = central_difference(watched, parameters, place, nudge=nudge)
        above, below = sides
        return slope, any(not np.array_equal(above[k], below[k]) for k in above)
