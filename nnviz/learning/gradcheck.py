"""The gradient check: whether what backpropagation says is the slope that the loss really has.

Every parameter is nudged a little to both sides, and the loss is computed forward each time. The
central difference (L(w + h) − L(w − h)) / 2h must be the gradient, but for rounding. It shares no
line with the backward pass, so a mistake there cannot hide.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.learning.batches import Deck
from nnviz.learning.dropout import Dropout
from nnviz.learning.experiment import Experiment
from nnviz.learning.measures import loss
from nnviz.learning.network import Network, initial_biases, initial_weights
from nnviz.learning.step import Step, step_of

Array = NDArray[np.float64]

NUDGE = 1e-5  # h: an error of h² from the curve, and of about 1e-16 / h from rounding
TOLERANCE = 1e-5  # relative; a wrong derivative is off by far more
MOST_SAMPLES = 64  # more would only take longer
MOST_PARAMETERS = 100  # of each array; of a larger one these are picked by chance
MOST_DIGITS = 16  # that a float64 has
BENT = {"relu", "leaky_relu", "step"}  # activations with a place where they have no slope


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement:
    """How well both slopes of one array of parameters agree.

    Attributes:
        name: `weights/k` or `biases/k`.
        size: how many parameters it has.
        compared: how many of them were compared. Those whose nudge carries a unit across the bend
            of a ReLU are not.
        gradient: the largest absolute value of the gradients that were compared.
        difference: the largest absolute difference between both slopes.
        agrees: whether that is no more than rounding explains.

    """

    name: str
    size: int
    compared: int
    gradient: float
    difference: float
    agrees: bool

    @property
    def digits(self) -> int:
        """To how many decimal digits of the largest gradient both agree, 0 to 16."""
        if self.difference == 0:
            return MOST_DIGITS
        relative = self.difference / max(self.gradient, self.difference)
        return min(math.floor(-math.log10(relative)), MOST_DIGITS)


def check_gradients(experiment: Experiment) -> tuple[Agreement, ...]:
    """Compare backpropagation with central differences in the first step of an experiment.

    At most 64 of its samples are used. Biases are moved off 0 first, where a unit that is given
    nothing would stand on the bend of its ReLU.

    Returns:
        Of all weights and biases, in the order of the layers.

    """
    step = _blank_step(experiment)
    targets = _prepare(step, experiment)
    network = Network(experiment)
    with np.errstate(all="ignore"):
        network.forward(step)
        network.compare(step, targets)
        network.backward(step, targets)
        network.gradients(step)
        check = _Check(experiment, network, step, targets)
        return tuple(_agreements(check))


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


def _blank_step(experiment: Experiment) -> Step:
    n_samples = min(experiment.samples_per_step, MOST_SAMPLES)
    arrays: dict[str, Array] = {"activations/0": np.zeros((n_samples, experiment.widths[0]))}
    for k, layer in enumerate(experiment.layers):
        names = ["activations", "preactivations", "errors", "derivatives", "deltas"]
        names += ["masks"] if layer.dropout else []
        arrays |= {f"{name}/{k + 1}": np.zeros((n_samples, layer.units)) for name in names}
        shape = experiment.widths[k : k + 2]
        arrays |= {f"{name}/{k}": np.zeros(shape) for name in ("weights", "gradients", "updates")}
        if layer.bias:
            arrays |= {
                f"{name}/{k}": np.zeros(layer.units) for name in ("biases", "bias_gradients")
            }
    return step_of(arrays)


def _prepare(step: Step, experiment: Experiment) -> Array:
    """Fill in what a step begins with, and return the targets of its samples."""
    n_samples = len(step.activations[0])
    batch = next(Deck(experiment).batches())
    step.activations[0][...] = batch.inputs[:n_samples]
    generator = np.random.default_rng(experiment.seed)
    for k, weights in initial_weights(experiment).items():
        step.weights[k][...] = weights
    for k, biases in initial_biases(experiment).items():
        step.biases[k][...] = biases + generator.uniform(-0.1, 0.1, biases.shape)
    Dropout(experiment).draw(step.masks)
    return batch.targets[:n_samples]


@dataclass(frozen=True, eq=False, slots=True)
class _Check:
    """What a comparison needs of a network that has been forward and backward once."""

    experiment: Experiment
    network: Network
    step: Step
    targets: Array

    def loss(self) -> float:
        """Return the loss with the parameters as they are now."""
        output, regularization = len(self.experiment.layers), self.experiment.regularization
        self.network.forward(self.step)
        outputs, sums = self.step.activations[output], self.step.preactivations[output]
        value = float(loss(self.experiment, self.targets, outputs=outputs, sums=sums))
        return value + float(regularization.value(self.step.weights) if regularization else 0.0)

    def sides(self, parameters: Array) -> bytes:
        """Return on which side of every bend the network is."""
        layers = enumerate(self.experiment.layers, start=1)
        bent = [self.step.preactivations[k] > 0 for k, layer in layers if layer.activation in BENT]
        bent += [parameters > 0] if self.experiment.regularization.l1 else []
        return b"".join(side.tobytes() for side in bent)

    def slope(self, parameters: Array, index: tuple[int, ...]) -> float:
        """Return the central difference along one parameter; NaN across a bend."""
        sides = set()

        def watched() -> float:
            value = self.loss()
            sides.add(self.sides(parameters))
            return value

        slope = central_difference(watched, parameters, index, nudge=NUDGE)
        return slope if len(sides) == 1 else math.nan


def _agreements(check: _Check) -> Iterator[Agreement]:
    step = check.step
    # Exponentials and logarithms near 1 are rounded by eps, however small the loss they lead to.
    rounding = 100 * np.finfo(np.float64).eps * max(abs(check.loss()), 1.0) / NUDGE
    for k, weights in step.weights.items():
        yield _agreement(check, f"weights/{k}", weights, step.gradients[k], rounding)
        if k in step.biases:
            name, biases = f"biases/{k}", step.biases[k]
            yield _agreement(check, name, biases, step.bias_gradients[k], rounding)


def _agreement(
    check: _Check, name: str, parameters: Array, gradients: Array, rounding: float
) -> Agreement:
    generator = np.random.default_rng(check.experiment.seed)
    picks = generator.permutation(parameters.size)[:MOST_PARAMETERS]
    places = [tuple(map(int, np.unravel_index(pick, parameters.shape))) for pick in picks]
    pairs = [(gradients[place], check.slope(parameters, place)) for place in places]
    kept = np.array([pair for pair in pairs if not math.isnan(pair[1])]).reshape(-1, 2)
    largest = float(np.abs(kept).max(initial=0.0))
    difference = float(np.abs(kept[:, 0] - kept[:, 1]).max(initial=0.0))
    return Agreement(
        name=name,
        size=parameters.size,
        compared=len(kept),
        gradient=largest,
        difference=difference,
        agrees=bool(difference <= TOLERANCE * largest + rounding),
    )
