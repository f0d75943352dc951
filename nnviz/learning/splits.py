"""Splits: which records are held out of training."""

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import ExperimentError

Rows = NDArray[np.int64]


def split_rows(
    count: int, share: float, random: np.random.Generator, classes: Rows | None = None
) -> tuple[Rows, Rows]:
    """Return which records training sees, and which are held out.

    Args:
        count: number of records.
        share: of them that is held out; 0 keeps all for training, in the order in which they are.
        random: shuffles them.
        classes: (count,) of each record; as large a share of each is held out. None: any records.

    Raises:
        ExperimentError: nothing would be left to train with, or nothing be held out.

    """
    if not share:
        return np.arange(count), np.arange(0)
    kept = count - round(count * share)
    if not 0 < kept < count:
        raise ExperimentError(
            f"held_out: {share} of {count} records leaves {kept} to train with; give another "
            "share, or more records"
        )
    order = random.permutation(count)
    if classes is None:
        return order[:kept], order[kept:]
    is_held_out = _spread(classes[order], count - kept)
    return order[~is_held_out], order[is_held_out]


def _spread(classes: Rows, wanted: int) -> NDArray[np.bool_]:
    """Return which of shuffled records are held out: of each class as many as its share, nearly."""
    _, places, sizes = np.unique(classes, return_inverse=True, return_counts=True)
    exact = sizes * (wanted / len(classes))
    quotas = np.floor(exact).astype(np.int64)
    largest = np.lexsort((quotas - exact, quotas + 1 == sizes))  # nearly all of no class
    quotas[largest[: wanted - quotas.sum()]] += 1
    held_out = np.zeros(len(classes), dtype=bool)
    for number, quota in enumerate(quotas.tolist()):
        held_out[np.flatnonzero(places == number)[:quota]] = True
    return held_out
