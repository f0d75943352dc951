"""The selection: which columns of a table go into a network, and which it is to say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import ExperimentError, quoted
from nnviz.learning.tables.blocks import Block, class_block, input_block, target_block
from nnviz.learning.tables.column import Kind, TableColumn
from nnviz.learning.tables.table import DataTable, listed

MOST_CATEGORIES: Final = 20  # different texts of an input that nobody has named
FEWEST_COUNTED: Final = 10  # records, from which on a column that counts them is no measurement
INDEX_NAMES: Final = frozenset(
    {"#", "id", "index", "idx", "no", "no.", "nr", "nr.", "number", "row"}
)

Classify = bool | Literal["binary"]


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class TableSelection:
    """What of a file is learned, before anything is done about missing values.

    Attributes:
        path: the file.
        inputs: at least one.
        targets: at least one.
        classes: as in `Dataset`.
        notes: what was left out or made of something.
        lines: as in `DataTable`.
        source: where the data come from; empty: the file.

    """

    path: Path
    inputs: tuple[Block, ...]
    targets: tuple[Block, ...]
    classes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    lines: Sequence[int] = ()
    source: str = ""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Inputs and targets."""
        return (*self.inputs, *self.targets)


def select(
    table: DataTable, *, inputs: Sequence[str], targets: Sequence[str], classify: Classify
) -> TableSelection:
    """Return what of a table is learned.

    Args:
        table: the file.
        inputs: names of columns; empty: all that are no targets and can be learned from.
        targets: names of columns; empty: the last that holds something.
        classify: whether the one target column names classes, each of which becomes an output;
            `binary`: there are two, and one output says which.

    Raises:
        ExperimentError: a column is missing, or holds what it should not.

    """
    wanted = table.columns_called(targets) if targets else [last_column(table)]
    notes: list[str] = []
    given = table.columns_called(inputs) if inputs else _usable(table, wanted, notes.append)
    if not given:
        raise ExperimentError(f"{table.path}: no inputs are left; name the columns of the targets")
    table.columns_called([column.name for column in (*given, *wanted)])
    blocks = [input_block(table, column) for column in given]
    classes, outputs = _outputs(table, wanted, classify)
    notes += [_says_texts(block) for block in blocks if block.names != (block.column,)]
    return TableSelection(
        path=table.path,
        inputs=tuple(blocks),
        targets=outputs,
        classes=classes,
        notes=(*table.notes, *notes),
        lines=table.lines,
    )


def last_column(table: DataTable) -> TableColumn:
    """Return the last column that has a name or holds something."""
    columns = reversed(table.columns)
    there = (each for each in columns if each.is_named or each.kind is not Kind.EMPTY)
    return next(there, table.columns[-1])


def _outputs(
    table: DataTable, wanted: Sequence[TableColumn], classify: Classify
) -> tuple[tuple[str, ...], tuple[Block, ...]]:
    if classify is False and [column.kind for column in wanted] == [Kind.YES_NO]:
        classify = "binary"
    if classify is False:
        return (), tuple(target_block(table, column) for column in wanted)
    if len(wanted) != 1:
        raise ExperimentError(
            f"{table.path}: classify: {len(wanted)} targets a record; name the one that says the "
            "class, or leave classify out"
        )
    classes, block = class_block(table, wanted[0], binary=classify == "binary")
    return classes, (block,)


def _says_texts(block: Block) -> str:
    return f"{quoted(block.column, 60)} is text: {len(block.names)} input(s) of 0 and 1"


def _usable(
    table: DataTable, targets: Sequence[TableColumn], note: Callable[[str], None]
) -> list[TableColumn]:
    """Return the columns that can be learned from; note which others there are, and why."""
    others = [column for column in table.columns if column not in targets]
    reasons = [(column, why_unusable(column)) for column in others]
    used = [column for column, why in reasons if not why]
    if not used:  # what only seems to count records is better than nothing
        used = [column for column, why in reasons if why == COUNTS]
    for why in dict.fromkeys(why for column, why in reasons if why and column not in used):
        names = [column.name for column, reason in reasons if reason == why]
        note(f"left out: {listed(names)}: {why}; name it in inputs to use it")
    return used


COUNTS: Final = "counts the records"
UNNAMED: Final = "has no name"


def why_unusable(column: TableColumn) -> str:
    """Return why a column is left out unless it is named; empty: it is an input."""
    if column.kind is Kind.EMPTY:
        return "is empty"
    if not column.is_named:
        return UNNAMED
    if column.kind is Kind.DATE:
        return "is a date"
    if column.kind is Kind.TEXT:
        return _why_no_category(column)
    return COUNTS if _counts_records(column) else ""


def _why_no_category(column: TableColumn) -> str:
    different = len(set(column.values))
    if different > MOST_CATEGORIES or 2 < different == len(column.values):
        return "is text of many kinds"
    return "is the same text everywhere" if different == 1 else ""


def _counts_records(column: TableColumn) -> bool:
    numbers = column.numbers
    named = column.name.lower() in INDEX_NAMES
    if (not named and len(numbers) < FEWEST_COUNTED) or not numbers.size:
        return False
    return _is_count(numbers)


def _is_count(numbers: NDArray[np.float64]) -> bool:
    return numbers[0] in (0, 1) and bool((np.diff(numbers) == 1).all())
