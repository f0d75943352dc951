"""Scaling: which columns of a table are scaled, and by what."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import ExperimentError
from nnviz.learning.checks import check
from nnviz.learning.preparation import (
    MOST_SCALED,
    NOT_SCALED,
    SCALES,
    ColumnScale,
    Preparation,
    fitted_scale,
)
from nnviz.learning.tables.blocks import Block
from nnviz.learning.tables.selection import TableSelection
from nnviz.learning.tables.table import listed

Scale = str | Mapping[str, str]


def check_scale(scale: object) -> None:
    """Refuse what says of no column how it is scaled.

    Raises:
        ExperimentError: it says neither one of `SCALES` nor one for each of some columns.

    """
    kinds = scale.values() if isinstance(scale, Mapping) else [scale]
    possible = all(isinstance(kind, str) and kind in SCALES for kind in kinds)
    remedy = 'give "standard", "range" or "none", or a table with one of these for some columns'
    check(possible, "scale", scale, remedy)


def preparation_of(
    selection: TableSelection, scale: Scale, training: NDArray[np.int64]
) -> Preparation | None:
    """Return how the columns of a selection are scaled; None: none of them is.

    Args:
        selection: its quantities can be scaled; what is 0 or 1 for no and yes stays so.
        scale: one of `SCALES` for all quantities, or for each column that is named.
        training: the records, from whose values this follows.

    Raises:
        ExperimentError: a column that is named is none of them, or there are too many.

    """
    if isinstance(scale, Mapping):
        _check_columns(selection, scale)
    kinds = [_kind(block, scale) for block in selection.blocks]
    if set(kinds) <= {"none"}:
        return None
    count = sum(block.values.shape[1] for block in selection.blocks)
    check(count <= MOST_SCALED, "scale", scale, f"of {count:,} columns {MOST_SCALED:,} can be")
    scales = [
        [_fitted(column, kind) for column in block.values[training].T]
        for block, kind in zip(selection.blocks, kinds, strict=True)
    ]
    inputs = len(selection.inputs)
    return Preparation(inputs=_flat(scales[:inputs]), targets=_flat(scales[inputs:]))


def _kind(block: Block, scale: Scale) -> str:
    if not block.is_quantity:
        return "none"
    return scale if isinstance(scale, str) else scale.get(block.column, "none")


def _check_columns(selection: TableSelection, scale: Mapping[str, str]) -> None:
    possible = [block.column for block in selection.blocks if block.is_quantity]
    for name in scale.keys() - set(possible):
        raise ExperimentError(
            f"{selection.path}: scale: {name!r:.60} is no quantity that is learned; there are "
            f"{listed(possible)}"
        )


def _fitted(values: NDArray[np.float64], kind: str) -> ColumnScale:
    present = values[~np.isnan(values)]
    return fitted_scale(present, kind) if present.size else NOT_SCALED


def _flat(scales: Sequence[Sequence[ColumnScale]]) -> tuple[ColumnScale, ...]:
    return tuple(each for column in scales for each in column)
