"""The one table of what a trace records: names, axes, meanings, signs and formulas.

The recorder allocates by it, the reader checks every file against it, the export takes its names
from it, and the documentation shows it. Its rows are in `nnviz.trace.quantities`.

Layers are numbered from the input, which is layer 0, to the output, which is layer L. Weights k
lead from layer k to layer k + 1. All values are those of one recorded step.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from nnviz.learning.description import Described, Layer
from nnviz.trace.quantities import BATCH, NEXT_UNIT, QUANTITIES, RECORD, UNIT, Quantity, Where

DTYPE = np.dtype("<f8")
Shape = tuple[int, ...]

UPDATE_OF = {"weights": "updates", "biases": "bias_updates"}
"""The quantities that a step changes, and what it adds to each."""


def tensors(trained: Described, *, n_records: int | None = None) -> dict[str, Shape]:
    """Return the name and the shape of every tensor that a step of a training can record.

    Args:
        trained: says what is.
        n_records: how many records are chosen to be recorded; None: all that a step learns from.

    """
    widths, step = (*trained.network.widths, 0), trained.training.records_per_step  # 0: behind L
    sizes = {BATCH: step, RECORD: n_records or step}
    return {
        name: shape
        for quantity in QUANTITIES
        if quantity.recorded(trained)
        for name, shape in _instances(
            quantity, _numbers(quantity.where, trained.network.layers), widths, sizes
        )
    }


def _instances(
    quantity: Quantity, numbers: list[int], widths: Sequence[int], sizes: Mapping[str, int]
) -> Iterator[tuple[str, Shape]]:
    for k in numbers:
        units = {UNIT: widths[k], NEXT_UNIT: widths[k + 1]}
        shape = tuple(sizes.get(axis) or units[axis] for axis in quantity.axes)
        yield quantity.pattern.replace("/k", f"/{k}"), shape


def _numbers(where: Where, layers: Sequence[Layer]) -> list[int]:
    n_layers = len(layers)
    return {
        Where.LAYERS: list(range(n_layers + 1)),
        Where.COMPUTED_LAYERS: list(range(1, n_layers + 1)),
        Where.WEIGHTS: list(range(n_layers)),
        Where.MASKED_LAYERS: [k for k, layer in enumerate(layers, 1) if layer.dropout],
        Where.BIASES: [k for k, layer in enumerate(layers) if layer.bias],
        Where.ONCE: [0],
    }[where]


def markdown_table() -> str:
    """Return the table as Markdown, for the documentation."""
    lines = ["| name | for | axes | what it is | sign | formula |", "|---|---|---|---|---|---|"]
    lines += [
        f"| `{q.pattern}` | {q.scope} | {', '.join(q.axes) or 'none'} | {q.meaning}"
        f" | {q.sign} | {q.formula} |"
        for q in QUANTITIES
    ]
    return "\n".join(lines)
