"""The arrays that training computes into, and those that are kept of them until they are written.

Where everything is recorded the two are the same, and nothing is copied. Otherwise training
computes into the arrays of one step, again and again, and what is to be recorded is copied.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.learning import metrics
from nnviz.learning.description import Described
from nnviz.learning.network import Network
from nnviz.learning.step import Step, step_from_arrays
from nnviz.trace.plan import Plan
from nnviz.trace.quantities import QUANTITIES, RECORD
from nnviz.trace.schema import DTYPE, tensors

Array = NDArray[np.float64]
Arrays = Mapping[str, Array]

EPOCH_SCALARS = frozenset(
    {"training_loss", "training_accuracy", "held_out_loss", "held_out_accuracy"}
)
PER_RECORD = frozenset(quantity.name for quantity in QUANTITIES if RECORD in quantity.axes)


class ChunkBuffer:
    """Arrays that all of some consecutive steps are computed into."""

    def __init__(self, trained: Described, n_steps: int) -> None:
        self._trained = trained
        self.arrays: dict[str, Array] = {
            name: np.zeros((n_steps, *shape), DTYPE) for name, shape in tensors(trained).items()
        }
        self.steps = tuple(
            step_from_arrays({name: array[row, ...] for name, array in self.arrays.items()})
            for row in range(n_steps)
        )

    def measure(self, numbers: Iterable[int]) -> None:
        """Compute the scalars of the steps of these numbers, once they are taken."""
        for name, values in metrics.measure_steps(self._trained, self.arrays).items():
            self.arrays[name][...] = values
        if EPOCH_SCALARS & self.arrays.keys():
            for row, number in enumerate(numbers):
                self._measure_epoch(row, number)

    def _measure_epoch(self, row: int, number: int) -> None:
        """Compute the scalars that only the last step of an epoch has."""
        step = self.steps[row]
        last = number % self._trained.training.steps_per_epoch == 0
        measured = metrics.measure_epoch(self._trained, step.weights, step.biases) if last else {}
        for name in EPOCH_SCALARS & self.arrays.keys():
            self.arrays[name][row] = measured.get(name, np.nan)

    def first(self, n_steps: int) -> dict[str, Array]:
        """Return the arrays of the first `n_steps` steps."""
        return {name: array[:n_steps] for name, array in self.arrays.items()}


class WholeSteps:
    """Keeps steps as they were computed, each in arrays of its own.

    Attributes:
        step: what training computes the next step into.

    """

    def __init__(self, plan: Plan) -> None:
        self._buffer = ChunkBuffer(plan, plan.chunk_steps)
        self._numbers: list[int] = []
        self.step = self._buffer.steps[0]

    def keep(self, number: int) -> None:
        """Keep what training has just computed, as step `number`."""
        self._numbers.append(number)
        self.step = self._buffer.steps[len(self._numbers) % len(self._buffer.steps)]

    @property
    def is_full(self) -> bool:
        """Whether a chunk of steps has been kept."""
        return len(self._numbers) == len(self._buffer.steps)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is kept that is not taken yet."""
        return not self._numbers

    def take(self) -> tuple[NDArray[np.int64], dict[str, Array]]:
        """Return the numbers of the kept steps and their arrays, and begin anew."""
        self._buffer.measure(self._numbers)
        numbers = np.array(self._numbers, dtype=np.int64)
        self._numbers.clear()
        self.step = self._buffer.steps[0]
        return numbers, self._buffer.first(len(numbers))


class Selection:
    """Keeps of some steps what is to be recorded of them.

    Attributes:
        step: what training computes every step into.

    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._whole = ChunkBuffer(plan, 1)
        self._probe = Probe(plan) if plan.records and plan.training.by_batches else None
        self._most = plan.chunk_steps
        self._kept: dict[str, NDArray[Any]] = {
            name: np.zeros((self._most, *shape), plan.dtype_of(name))
            for name, shape in plan.tensors.items()
        }
        self._numbers: list[int] = []
        self.step = self._whole.steps[0]

    def keep(self, number: int) -> None:
        """Keep what training has just computed, as step `number`."""
        row = len(self._numbers)
        self._whole.measure([number])
        of_records = self._of_records()
        with np.errstate(over="ignore"):  # what float32 cannot hold becomes infinite
            for name, kept in self._kept.items():
                kept[row] = of_records.get(name, self._whole.arrays[name][0])
        self._numbers.append(number)

    def _of_records(self) -> dict[str, Array]:
        """Return the arrays that have a row for each record, with the chosen rows alone."""
        if self._plan.records is None:
            return {}
        if self._probe is not None:
            return self._probe.computed(self.step)
        rows = list(self._plan.records)
        return {
            name: array[0, rows]
            for name, array in self._whole.arrays.items()
            if name.partition("/")[0] in PER_RECORD
        }

    @property
    def is_full(self) -> bool:
        """Whether a chunk of steps has been kept."""
        return len(self._numbers) == self._most

    @property
    def is_empty(self) -> bool:
        """Whether nothing is kept that is not taken yet."""
        return not self._numbers

    def take(self) -> tuple[NDArray[np.int64], dict[str, NDArray[Any]]]:
        """Return the numbers of the kept steps and their arrays, and begin anew."""
        numbers = np.array(self._numbers, dtype=np.int64)
        self._numbers.clear()
        return numbers, {name: array[: len(numbers)] for name, array in self._kept.items()}


class Probe:
    """A pass of the chosen records through the network as it is in a step.

    Batches hold other records in every step; so that the same ones can be shown throughout, they
    are computed on their own, as if they were a batch, without dropout.
    """

    def __init__(self, plan: Plan) -> None:
        assert plan.records is not None
        self._records = plan.dataset.only(plan.records)
        self._network = Network(plan.network)
        every = tensors(plan, n_records=len(plan.records))
        self._arrays = {
            name: np.zeros(shape)
            for name, shape in every.items()
            if name.partition("/")[0] in PER_RECORD - {"masks"}
        }
        self._fields: dict[str, Any] = {"masks": {}}
        for name, array in self._arrays.items():
            quantity, _, number = name.partition("/")
            self._fields.setdefault(quantity, {})[int(number)] = array

    def computed(self, taken: Step) -> dict[str, Array]:
        """Return the arrays of the records, computed with the weights of a step before its update.

        A training that diverges goes on with infinities and NaN, as NumPy computes them.
        """
        step = replace(taken, **self._fields)
        with np.errstate(all="ignore"):
            step.activations[0][...] = self._records.inputs
            self._network.forward(step)
            self._network.compare(step, self._records.targets)
            self._network.backward(step, self._records.targets)
        return self._arrays
