"""Raw scales: inputs in units that make the sums of the first layer too large to learn from."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from nnviz.learning.data import as_data
from nnviz.learning.experiment import Experiment
from nnviz.learning.network import initial_weights

SATURATING: Final = ("sigmoid", "tanh", "softmax")
MOST_OF_SUM: Final = 5.0  # where the slope of a sigmoid is a fortieth of its greatest
MOST_OF_LINEAR_SUM: Final = 30.0
MOST_NAMED: Final = 5
MOST_RECORDS: Final = 1000  # that are looked at


def raw_scale_warnings(experiment: Experiment) -> tuple[str, ...]:
    """Return which inputs of a table drown the others, and what helps; empty: none does.

    An input does where what it adds to a sum, its typical size times that of its first weights, is
    so large that the activation function has no slope there, or a step of training leads far away.
    """
    if "scale" not in as_data(experiment.data).source.settings:
        return ()
    found = list(_warnings(experiment))
    more = [f"so do {len(found) - MOST_NAMED:,} more inputs"] if len(found) > MOST_NAMED else []
    return (*found[:MOST_NAMED], *more)


def _warnings(experiment: Experiment) -> Iterator[str]:
    data, saturates = experiment.dataset, experiment.layers[0].activation in SATURATING
    inputs, names = data.inputs[:MOST_RECORDS], data.input_names
    with np.errstate(all="ignore"):
        sizes = np.sqrt(np.mean(inputs**2, axis=0))
        parts = sizes * np.abs(initial_weights(experiment)[0]).mean(axis=1)
    most = MOST_OF_SUM if saturates else MOST_OF_LINEAR_SUM
    effect = "saturates the first layer" if saturates else "makes the first sums very large"
    for column in np.argsort(-parts, kind="stable").tolist():
        if parts[column] <= most:
            return
        name = names[column] if names else f"input {column + 1}"
        low, high = inputs[:, column].min(), inputs[:, column].max()
        yield f'{name}: {low:,.6g} to {high:,.6g} {effect}; try scale = "standard"'
