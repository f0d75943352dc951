"""The training loop."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.learning.batches import Batch, BatchSampler, negative_rates
from nnviz.learning.dropout import Dropout
from nnviz.learning.experiment import Experiment
from nnviz.learning.network import Network, initial_biases, initial_weights
from nnviz.learning.step import NO_RECORD, Arrays, Step

Array = NDArray[np.float64]

NEGATIVE_ZERO = -0.0  # what changes no number that it is added to: 0.0 would make 0.0 of -0.0


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class TrainingState:
    """All that the steps to come depend on, besides the experiment.

    Attributes:
        taken: how many steps were taken.
        arrays: by their names in a trace: weights and biases behind the last step, and what their
            optimizers remember.
        rng_states: the places of the streams of random numbers, by what they decide.

    """

    taken: int
    arrays: Mapping[str, Array]
    rng_states: Mapping[str, Mapping[str, Any]]


def train(experiment: Experiment, steps: Iterable[Step]) -> None:
    """Train a fresh network, one step for each of `steps`, and compute into them.

    Args:
        experiment: what to train. How many steps are taken is up to `steps`.
        steps: arrays for one step after the other. A step is complete when the next is asked for;
            its weights, biases and their updates must stay as they are until that is complete, or
            be those of the next.

    """
    Trainer(experiment).run(steps)


class Trainer:
    """A training: a network, what its optimizers remember, and its random numbers."""

    def __init__(self, experiment: Experiment) -> None:
        self._experiment = experiment
        self._taken = 0
        self._network = Network(experiment.network, experiment.regularization)
        self._weights = Parameters("weights", initial_weights(experiment), experiment)
        self._biases = Parameters("biases", initial_biases(experiment), experiment)
        self._sampler = BatchSampler(experiment)
        self._dropout = Dropout(experiment)

    def state(self, taken: int) -> TrainingState:
        """Return what the steps to come depend on, to be read before the next is taken.

        Args:
            taken: how many steps were taken.

        """
        return TrainingState(
            taken=taken,
            arrays=self._weights.arrays | self._biases.arrays,
            rng_states={"batches": self._sampler.rng_state, "dropout": self._dropout.rng_state},
        )

    def resume(self, state: TrainingState) -> None:
        """Go on behind the steps that led to a state, in place of beginning.

        Raises:
            ValueError: this is no state of such a training.

        """
        self._taken = state.taken
        self._weights.resume(state)
        self._biases.resume(state)
        self._sampler.resume(state.taken, state.rng_states["batches"])
        self._dropout.resume(state.rng_states["dropout"])

    def run(self, steps: Iterable[Step]) -> None:
        """Take one step for each of `steps`, and compute into them.

        Training that diverges goes on with infinities and NaN, as NumPy computes them, without
        warnings: it is a lesson, not a crash.

        Args:
            steps: as `train` has them.

        """
        network, weights, biases = self._network, self._weights, self._biases
        shrinks = self._experiment.regularization.shrinks
        # The steps are what ends: they stand first, so that none is asked for in vain.
        signed_rates = negative_rates(self._experiment, self._taken)
        taken = zip(steps, self._sampler.batches(), signed_rates, strict=False)
        with np.errstate(all="ignore"):
            for whole, batch, negative_rate in taken:
                step = _fit_to_batch(whole, batch)
                step.activations[0][...] = batch.inputs
                weights.begin_step(step.weights)
                if step.biases:
                    biases.begin_step(step.biases)
                if step.masks:
                    self._dropout.draw(step.masks)

                network.forward(step)
                network.compare(step, batch.targets)
                network.backward(step, batch.targets)
                network.gradients(step)

                weights.learn(step.gradients, step.updates, negative_rate)
                if shrinks:
                    weights.shrink(step.updates, negative_rate)
                if step.biases:
                    biases.learn(step.bias_gradients, step.bias_updates, negative_rate)
                if step.memory:
                    weights.remember(step.memory)
                    biases.remember(step.memory)
                if step.records is not None:
                    step.records[...] = batch.rows
                if step.learning_rate is not None:
                    np.negative(negative_rate, step.learning_rate)


def _fit_to_batch(step: Step, batch: Batch) -> Step:
    """Return a step with as many records as a batch, which is smaller where it is the last."""
    count = len(batch.inputs)
    if count == len(step.activations[0]):
        return step
    if step.records is not None:
        step.records[count:] = NO_RECORD
    return step.first(count)


class Parameters:
    """All weights, or all biases, and the optimizers that look after them.

    Their values stand in the steps: in each step those of the one before, with its updates.
    """

    def __init__(self, name: str, values: Arrays, experiment: Experiment) -> None:
        self._name = name
        self._regularization = experiment.regularization
        self._prefix = "bias_" if name == "biases" else ""
        self._optimizers = [(k, experiment.optimizer.rule) for k in values]
        for k, optimizer in self._optimizers:
            optimizer.begin(values[k])
        self._begin_with(values)

    def _begin_with(self, values: Arrays) -> None:
        self._values = values
        self._updates: Arrays = {
            k: np.full_like(value, NEGATIVE_ZERO) for k, value in values.items()
        }

    @property
    def arrays(self) -> dict[str, Array]:
        """Behind the last step all of them, and what their optimizers remember, by their names."""
        found = {f"{self._name}/{k}": v + self._updates[k] for k, v in self._values.items()}
        for k, optimizer in self._optimizers:
            for memory, array in optimizer.state.items():
                found[f"{self._prefix}{memory}/{k}"] = array
        return found

    def resume(self, state: TrainingState) -> None:
        """Become what they were in a state."""
        self._begin_with({k: state.arrays[f"{self._name}/{k}"] for k in self._values})
        for k, optimizer in self._optimizers:
            optimizer.t = state.taken
            for memory, array in optimizer.state.items():
                array[...] = state.arrays[f"{self._prefix}{memory}/{k}"]

    def begin_step(self, values: Arrays) -> None:
        """Add the updates of the step before, into the arrays of the next."""
        for k, _ in self._optimizers:
            np.add(self._values[k], self._updates[k], values[k])
        self._values = values

    def learn(self, gradients: Arrays, updates: Arrays, negative_rate: Array) -> None:
        """Compute the updates."""
        for k, optimizer in self._optimizers:
            optimizer.update(self._values[k], gradients[k], negative_rate, out=updates[k])
        self._updates = updates

    def shrink(self, updates: Arrays, negative_rate: Array) -> None:
        """Let the updates take the proximal step of L1, too."""
        for k, value in self._values.items():
            self._regularization.shrink(value, updates[k], negative_rate)

    def remember(self, memory: Mapping[str, Arrays]) -> None:
        """Copy what the optimizers remember."""
        for k, optimizer in self._optimizers:
            for name, array in optimizer.state.items():
                memory[self._prefix + name][k][...] = array
