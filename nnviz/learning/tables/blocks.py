"""Blocks: what a network is given of one column, and what it is to say of it, as numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import ExperimentError, quoted
from nnviz.learning.tables.column import Kind, TableColumn, answers_of
from nnviz.learning.tables.numerals import numbers_with
from nnviz.learning.tables.table import DataTable

Array = NDArray[np.float64]

MOST_CLASSES = 1000
LONGEST_LABEL = 200


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Block:
    """Some inputs or outputs that come from one column.

    Attributes:
        column: what the column is called.
        values: (n_records, k) float64; NaN where a value is missing.
        names: (k,) of the inputs or outputs; empty: too many to have any.
        is_quantity: whether the values have a scale; what is 0 or 1 for no and yes has none.

    """

    column: str
    values: Array
    names: tuple[str, ...]
    is_quantity: bool = True


def input_block(table: DataTable, column: TableColumn) -> Block:
    """Return what a network is given of a column: of text a 1 for each value, 0 for the others.

    Text of two values is one input: 1 where it is the second.

    Raises:
        ExperimentError: the column is empty, or has text among numbers or too many texts.

    """
    if column.kind is not Kind.TEXT:
        return _of_numbers(table, column)
    labels = np.array(_checked_labels(table, column))
    present = ~column.missing
    texts, places = _in_natural_order(*np.unique(labels[present], return_inverse=True))
    if len(texts) > MOST_CLASSES:
        raise ExperimentError(
            f"{table.path}: column {quoted(column.name, 60)}: {len(texts):,} different texts are "
            f"not possible as inputs; {MOST_CLASSES:,} are; leave the column out"
        )
    first = 1 if len(texts) == 2 else 0
    values = np.full((len(labels), len(texts) - first), np.nan)
    values[present] = (places[:, np.newaxis] == np.arange(first, len(texts))).astype(float)
    names = tuple(f"{column.name}: {text}" for text in texts[first:].tolist())
    return Block(column=column.name, values=values, names=names, is_quantity=False)


def target_block(table: DataTable, column: TableColumn) -> Block:
    """Return the quantities that a network is to say.

    Raises:
        ExperimentError: the column holds text.

    """
    if column.kind is Kind.TEXT:
        raise ExperimentError(
            f"{table.place(0, column)}: {quoted(column.values[0], 40)} is no finite number; "
            'classify = true makes an output of each class, classify = "binary" one of two '
            "classes; or name another column as the target"
        )
    return _of_numbers(table, column)


def _of_numbers(table: DataTable, column: TableColumn) -> Block:
    if column.kind is Kind.MIXED:
        row = column.odd_record
        raise ExperimentError(
            f"{table.place(row, column)}: {quoted(column.values[row], 40)} is no finite number; "
            "correct it, or leave the record or the column out"
        )
    if column.kind is Kind.EMPTY:
        raise ExperimentError(
            f"{table.path}: column {quoted(column.name, 60)} is empty; leave it out"
        )
    return Block(
        column=column.name,
        values=column.numbers[:, np.newaxis],
        names=(column.name,),
        is_quantity=column.kind is not Kind.YES_NO,
    )


def class_block(
    table: DataTable, column: TableColumn, *, binary: bool
) -> tuple[tuple[str, ...], Block]:
    """Return the classes that a column names, and their outputs.

    Args:
        table: where the column stands.
        column: names the class of each record.
        binary: whether two classes are one output, 0 or 1; else each class is one, 1 where it is
            that of the record.

    Raises:
        ExperimentError: there is another number of classes than possible.

    """
    labels, present = np.array(_checked_labels(table, column)), ~column.missing
    found, places = np.unique(labels[present], return_inverse=True)
    classes, places = _in_natural_order(found, places)
    count = len(classes)
    if not 2 <= count <= (2 if binary else MOST_CLASSES):
        raise ExperimentError(_says_how_many(table, column, count, binary=binary))
    values = np.full((len(labels), 1 if binary else count), np.nan)
    values[present] = places[:, np.newaxis] if binary else np.eye(count)[places]
    named = tuple(f"{label}" for label in classes.tolist())
    names = (column.name,) if binary else named
    return named, Block(column=column.name, values=values, names=names, is_quantity=False)


def _says_how_many(table: DataTable, column: TableColumn, count: int, *, binary: bool) -> str:
    possible = "2" if binary else f"2 to {MOST_CLASSES}"
    return (
        f"{table.path}: classify: {count} classes are not possible in {quoted(column.name, 60)}; "
        f"give {possible}, or leave classify out where targets are quantities"
    )


def _checked_labels(table: DataTable, column: TableColumn) -> Sequence[str] | NDArray[Any]:
    """Return names of classes; NumPy gives each the room of the longest."""
    if isinstance(column.values, np.ndarray):
        return column.values
    for row, text in enumerate(column.values):
        if len(text) > LONGEST_LABEL:
            raise ExperimentError(
                f"{table.place(row, column)}: a class with a name of {len(text):,} characters is "
                f"not possible; give it one of at most {LONGEST_LABEL}"
            )
    return column.values


def _in_natural_order(
    labels: NDArray[Any], places: NDArray[np.int64]
) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Return sorted labels, and which of them each record has: numbers as numbers, no before yes.

    NumPy has sorted them as texts.
    """
    if labels.dtype.kind != "U":
        return labels, places
    meant = _meaning(labels.tolist())
    if meant is None:
        return labels, places
    order = np.argsort(meant, kind="stable")
    return labels[order], np.argsort(order)[places]


def _meaning(labels: list[str]) -> list[float] | None:
    """Return the numbers that labels are sorted by; None: they are texts."""
    if (numbers := numbers_with(labels, ".")) is not None:
        return [numbers[label] for label in labels]
    if (pair := answers_of(labels)) is not None:
        return [pair[label] for label in labels]
    return None
