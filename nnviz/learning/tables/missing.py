"""Missing values: they are counted and named, and dropped or filled where the user says so."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import ExperimentError, quoted
from nnviz.learning.tables.blocks import Block
from nnviz.learning.tables.selection import TableSelection

CHOICES: Final = ("drop", "mean")
MOST_NAMED: Final = 5  # columns, and records of each

Lacking = Sequence[tuple[Block, NDArray[np.bool_]]]  # which records lack a value of each


def without_missing(selection: TableSelection, choice: str) -> TableSelection:
    """Return a selection without the records that are left out.

    Args:
        selection: may lack values.
        choice: `drop` leaves records out that lack one, `mean` those without a target; empty: no
            value shall be missing.

    Raises:
        ExperimentError: values are missing and nobody has said what to do, or none are left.

    """
    lacking = [(block, _rows_lacking(block)) for block in selection.blocks]
    if not any(rows.any() for _, rows in lacking):
        return selection
    if not choice:
        raise ExperimentError(_says_missing(selection, lacking))
    about = lacking if choice == "drop" else lacking[len(selection.inputs) :]
    kept = ~np.any([rows for _, rows in about], axis=0)
    if not kept.any():
        raise ExperimentError(
            f"{selection.path}: a value is missing in every record; leave the columns out that "
            f"lack most: {_says_where(selection, lacking)}"
        )
    notes = _notes(lacking[: len(selection.inputs)], kept, choice)
    return _only(selection, kept, notes)


def _rows_lacking(block: Block) -> NDArray[np.bool_]:
    return np.asarray(np.isnan(block.values).any(axis=1))


def _only(
    selection: TableSelection, kept: NDArray[np.bool_], notes: Sequence[str]
) -> TableSelection:
    """Return a selection with some of its records."""
    return replace(
        selection,
        inputs=tuple(replace(each, values=each.values[kept]) for each in selection.inputs),
        targets=tuple(replace(each, values=each.values[kept]) for each in selection.targets),
        notes=(*selection.notes, *notes),
    )


def _notes(inputs: Lacking, kept: NDArray[np.bool_], choice: str) -> list[str]:
    dropped = int((~kept).sum())
    notes = []
    if dropped:
        numbers = _numbers(np.flatnonzero(~kept))
        what = "values" if choice == "drop" else "targets"
        notes += [f"{dropped:,} of {len(kept):,} records lack {what} and are left out: {numbers}"]
    if choice == "mean":
        notes += [
            f"{quoted(block.column, 60)}: {(rows & kept).sum():,} missing values are the mean"
            for block, rows in inputs
            if (rows & kept).any()
        ]
    return notes


def _numbers(rows: NDArray[np.int64], lines: Sequence[int] = ()) -> str:
    """Return the numbers of records, from 1, and the lines where they stand."""
    named = (f"{row + 1} (line {lines[row]})" if lines else f"{row + 1}" for row in rows.tolist())
    return ", ".join([*islice(named, MOST_NAMED), *(["…"] if len(rows) > MOST_NAMED else [])])


def _says_missing(selection: TableSelection, lacking: Lacking) -> str:
    rows = np.any([rows for _, rows in lacking], axis=0)
    return (
        f"{selection.path}: values are missing in {rows.sum():,} of {len(rows):,} records: "
        f'{_says_where(selection, lacking)}; missing = "drop" leaves these records out, '
        'missing = "mean" takes the mean of the training records in their place'
    )


def _says_where(selection: TableSelection, lacking: Lacking) -> str:
    found = [(block, np.flatnonzero(rows)) for block, rows in lacking if rows.any()]
    parts = [
        f"column {quoted(block.column, 40)}: record {_numbers(rows, selection.lines)}"
        for block, rows in found[:MOST_NAMED]
    ]
    more = [f"and {len(found) - MOST_NAMED:,} more columns"] if len(found) > MOST_NAMED else []
    return "; ".join([*parts, *more])
