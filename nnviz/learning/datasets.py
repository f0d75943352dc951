"""The data that networks learn from, each with its source."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Dataset:
    """Training records: what goes in and what should come out.

    Attributes:
        name: what an experiment calls it.
        inputs: (n_samples, n_inputs) float64, read-only.
        targets: (n_samples, n_outputs) float64, read-only.
        source: where the data come from.

    """

    name: str
    inputs: Array
    targets: Array
    source: str


def frozen(values: Sequence[Sequence[float]]) -> Array:
    """Return `values` as a float64 array that nobody can change."""
    array = np.array(values, dtype=np.float64)
    array.flags.writeable = False
    return array


def truth_table(name: str, *, targets: Sequence[float], source: str) -> Dataset:
    """Return a function of two bits as four training records.

    The third input is always 1, as in the lecture: its weights do what biases would do.
    """
    inputs = frozen([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
    return Dataset(name=name, inputs=inputs, targets=frozen([[t] for t in targets]), source=source)


DATASETS: Mapping[str, Dataset] = MappingProxyType(
    {
        dataset.name: dataset
        for dataset in (
            truth_table(
                "xor",
                targets=[0, 1, 1, 0],
                source="Andrew Trask, 'A Neural Network in 11 lines of Python (Part 1)', 2015,"
                " the network with three layers, https://iamtrask.github.io",
            ),
            truth_table("and", targets=[0, 0, 0, 1], source="truth table of AND"),
            truth_table("or", targets=[0, 1, 1, 1], source="truth table of OR"),
        )
    }
)
