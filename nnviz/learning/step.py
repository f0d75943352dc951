"""One training step: the arrays that training computes into.

The caller of `train` owns these arrays. Training fills them, and reads of the step before the
weights, the biases and their updates only: their sums are the next. So a caller may hand out fresh
arrays for every step and so keep them all, or always the same ones and so keep the last.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Arrays = Mapping[int, Array]


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Step:
    """Everything that is computed in one step, float64, C-contiguous.

    Layers are numbered from the input, which is 0; weights k lead from layer k to layer k + 1.
    A step has n_records records: those of its batch, or all. Of a smaller batch the rows behind its
    records keep what they held. `nnviz.trace.schema` says what each of these means.

    Attributes:
        activations: (n_records, units) for layers 0 to L.
        preactivations: (n_records, units) for layers 1 to L.
        activation_deltas: (n_records, units) for layers 1 to L.
        derivatives: (n_records, units) for layers 1 to L.
        deltas: (n_records, units) for layers 1 to L.
        weights: (units of k, units of k + 1) for 0 to L − 1, before the update.
        gradients: the same shapes.
        updates: the same shapes.
        biases: (units of k + 1,), before the update, where layer k + 1 has biases.
        bias_gradients: the same shapes.
        bias_updates: the same shapes.
        masks: (n_records, units) for layers with dropout.
        records: (n_records,) the rows of the data, where training goes by batches, `NO_RECORD`
            behind those of a smaller batch; else None.
        learning_rate: () where it changes; else None.
        memory: what the optimizer remembers after this step, by name, in the shape of the weights,
            and with the prefix `bias_` in that of the biases.

    """

    activations: Arrays
    preactivations: Arrays
    activation_deltas: Arrays
    derivatives: Arrays
    deltas: Arrays
    weights: Arrays
    gradients: Arrays
    updates: Arrays
    biases: Arrays = field(default_factory=dict)
    bias_gradients: Arrays = field(default_factory=dict)
    bias_updates: Arrays = field(default_factory=dict)
    masks: Arrays = field(default_factory=dict)
    records: Array | None = None
    learning_rate: Array | None = None
    memory: Mapping[str, Arrays] = field(default_factory=dict)

    def first(self, count: int) -> "Step":
        """Return the same step with its first records alone: views of the same arrays."""
        rows: dict[str, Any] = {
            name: {k: array[:count] for k, array in getattr(self, name).items()}
            for name in PER_RECORD
        }
        return replace(self, records=None if self.records is None else self.records[:count], **rows)


NO_RECORD = -1
PER_RECORD = (
    "activations",
    "preactivations",
    "activation_deltas",
    "derivatives",
    "deltas",
    "masks",
)
FIELDS = frozenset(each.name for each in fields(Step)) - {"memory"}


def arrays_of(step: Step) -> dict[str, Array]:
    """Return the arrays of a step by their names, as `step_from_arrays` takes them."""
    numbered = {name: getattr(step, name) for name in FIELDS} | dict(step.memory)
    found: dict[str, Array] = {}
    for quantity, arrays in numbered.items():
        if isinstance(arrays, Mapping):
            found |= {f"{quantity}/{k}": array for k, array in arrays.items()}
        elif arrays is not None:
            found[quantity] = arrays
    return found


def step_from_arrays(arrays: Mapping[str, Array]) -> Step:
    """Return the step whose arrays have these names, as in `nnviz.trace.schema`.

    Args:
        arrays: by name: `weights/0`, `records`; of names that a step does not have, those with a
            number are memory of the optimizer, the others are left out.

    """
    found: dict[str, Any] = {"memory": {}}
    for name, array in arrays.items():
        quantity, _, number = name.partition("/")
        if number:
            home = found if quantity in FIELDS else found["memory"]
            home.setdefault(quantity, {})[int(number)] = array
        elif quantity in FIELDS:
            found[quantity] = array
    return Step(**found)
