"""A suggestion: how a file that nobody has said anything of can be read and learned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import numpy as np

from nnviz.errors import ExperimentError
from nnviz.learning.data import Data
from nnviz.learning.tables.column import Kind, TableColumn
from nnviz.learning.tables.loading import table_of
from nnviz.learning.tables.selection import Classify, TableSelection, last_column, select
from nnviz.learning.tables.table import DataTable, TableFormError

ENDINGS: Final = MappingProxyType(
    {
        ".npz": "npz",
        ".npy": "npy",
        ".parquet": "parquet",
        ".pq": "parquet",
        ".xlsx": "xlsx",
        ".xlsm": "xlsx",
    }
)
"""The kind of file by its ending; others are text."""

MOST_TRIES: Final = 5
MOST_NUMBERED: Final = 10  # classes that are numbers
RECORDS_A_CLASS: Final = 3
FEWEST_TO_SPLIT: Final = 20  # records
HELD_OUT: Final = 0.25
MOST_LOST: Final = 0.1  # of the records, which are dropped where values are missing


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Suggestion:
    """How a file can be read and learned.

    Attributes:
        data: says so.
        table: what the file holds.
        targets: the columns that are learned.
        reasons: why the file cannot be read as it is if nothing is said.

    """

    data: Data
    table: DataTable
    targets: tuple[TableColumn, ...]
    reasons: tuple[str, ...]


def suggested(path: Path, **said: Any) -> Suggestion:
    """Return how a file can be read and learned.

    Args:
        path: the file.
        said: fields of `Data` that the user has given.

    Raises:
        ExperimentError: it cannot be read, or nothing in it can be learned.

    """
    data = Data(name=kind_of(path), path=str(path), **said)
    reasons: list[str] = []
    for _ in range(MOST_TRIES):
        try:
            table, inputs, targets = table_of(data)
        except TableFormError as error:
            reasons.append(str(error).removeprefix(f"{path}: "))
            data = replace(data, **_added(data, error.settings))
        else:
            return _learned(data, table, (inputs, targets), tuple(reasons))
    raise ExperimentError(f"{path}: {reasons[-1]}")


def kind_of(path: Path) -> str:
    """Return the name of the data that a file is, by its ending."""
    return ENDINGS.get(path.suffix.lower(), "csv")


def _added(data: Data, settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return what has to be said besides; lines that are skipped add up."""
    more = settings.get("skip_lines", 0)
    return {**settings, "skip_lines": data.skip_lines + more} if more else dict(settings)


def _learned(
    data: Data,
    table: DataTable,
    names: tuple[Sequence[str], Sequence[str]],
    reasons: tuple[str, ...],
) -> Suggestion:
    inputs, targets = names
    wanted = table.columns_called(targets) if targets else [last_column(table)]
    data = replace(data, classify=data.classify or _classify(wanted))
    selection = select(table, inputs=inputs, targets=targets, classify=data.classify)
    count = len(selection.inputs[0].values)
    data = replace(
        data,
        missing=data.missing or _missing(selection),
        held_out=HELD_OUT if count >= FEWEST_TO_SPLIT else 0.0,
        scale="standard" if any(block.is_quantity for block in selection.inputs) else "none",
    )
    return Suggestion(data=data, table=table, targets=tuple(wanted), reasons=reasons)


def _classify(targets: Sequence[TableColumn]) -> Classify:
    """Return whether targets look like classes: texts, or few numbers that count from 0 or 1."""
    if len(targets) != 1:
        return False
    column = targets[0]
    if column.kind is Kind.YES_NO:
        return "binary"
    if column.kind in {Kind.TEXT, Kind.MIXED}:
        classes = {
            text for text, lacks in zip(column.values, column.missing, strict=True) if not lacks
        }
        return "binary" if len(classes) == 2 else True
    if column.kind is not Kind.NUMBER:
        return False
    numbers = np.unique(column.numbers[~column.missing])
    counted = numbers.tolist() == [numbers[0] + n for n in range(len(numbers))]
    enough = RECORDS_A_CLASS * len(numbers) <= len(column.numbers)
    if not (counted and enough and numbers[0] in (0, 1) and 2 <= len(numbers) <= MOST_NUMBERED):
        return False
    return "binary" if len(numbers) == 2 else True


def _missing(selection: TableSelection) -> str:
    """Return what becomes of missing values: few records are dropped, many are filled."""
    lacking = np.any([np.isnan(block.values).any(axis=1) for block in selection.blocks], axis=0)
    if not lacking.any():
        return ""
    return "drop" if lacking.mean() <= MOST_LOST else "mean"
