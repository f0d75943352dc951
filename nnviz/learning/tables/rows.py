"""Rows of texts become a table: names above, columns that mean something below."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nnviz.errors import ExperimentError, quoted
from nnviz.learning.tables.column import TableColumn, column_of_texts
from nnviz.learning.tables.first_line import FirstLine, first_line_of
from nnviz.learning.tables.numerals import COMMA, POINT, Evidence
from nnviz.learning.tables.table import DataTable, TableFormError


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class FileRows:
    """The rows of a file.

    Attributes:
        cells: the texts of each, without blanks around.
        lines: in which line of the file each ends, from 1.
        separator: what stands between values, a noun.
        notes: what was left out.

    """

    cells: list[list[str]]
    lines: list[int]
    separator: str = "columns"
    notes: tuple[str, ...] = ()


def table_of_rows(
    path: Path, rows: FileRows, *, header: bool | None, decimal: str = ""
) -> DataTable:
    """Return the table that rows make.

    Args:
        path: the file.
        rows: of it.
        header: whether the first has the names of the columns; None: it shall.
        decimal: the mark of numbers; empty: what they look like.

    Raises:
        ExperimentError: there is no record, or not as many values in each.

    """
    first = first_line_of(path, rows.cells, header)
    _check_width(path, first, rows.cells[first.rows :], rows.separator)
    records, lines = rows.cells[first.rows :], rows.lines[first.rows :]
    _check_whole(path, first, records, lines, separator=rows.separator)
    columns = tuple(_columns(path, first.names, records, decimal))
    return DataTable(path=path, columns=columns, lines=lines, notes=rows.notes)


def _check_width(path: Path, first: FirstLine, records: list[list[str]], separator: str) -> None:
    if len(first.names) != 1:
        return
    message = (
        f"{path}: holds the column {quoted(first.names[0], 60)} alone; give inputs and a target, "
        f"and separate them by {separator}, or say by what: separator"
    )
    widths = {len(row[0].split()) for row in records}
    if len(widths) == 1 and widths != {1}:
        raise TableFormError(f'{message} = " "', separator=" ")
    raise ExperimentError(message)


def _check_whole(
    path: Path, first: FirstLine, records: list[list[str]], lines: list[int], *, separator: str
) -> None:
    width = len(first.names)
    for number, (row, line) in enumerate(zip(records, lines, strict=True), start=1):
        if len(row) != width:
            raise ExperimentError(
                f"{path}: line {line}: record {number} has {len(row)} values, the first line "
                f"{'names' if first.rows else 'has'} {width} columns; separate values by "
                f"{separator}, quote texts with {separator}, or leave lines before the names out "
                "with skip_lines"
            )


def _columns(
    path: Path, names: list[str], records: list[list[str]], decimal: str
) -> Iterator[TableColumn]:
    columns = [
        column_of_texts(name, texts, decimal, number=number)
        for number, (name, *texts) in enumerate(zip(names, *records, strict=True), start=1)
    ]
    votes = {column.evidence for column in columns}
    for column in columns:
        if column.evidence is Evidence.EITHER and not decimal:
            mark = _decided(path, column, votes)
            yield column_of_texts(column.name, list(map(str, column.values)), mark)
        else:
            yield column


def _decided(path: Path, column: TableColumn, votes: set[Evidence]) -> str:
    """Return the decimal mark of numbers like 1,234, which the other columns may tell."""
    known = votes & {Evidence.POINT, Evidence.COMMA}
    if len(known) == 1:
        return POINT if Evidence.POINT in known else COMMA
    example = next((text for text in column.values if COMMA in text), "")
    if not example:
        return POINT
    raise TableFormError(
        f"{path}: column {quoted(column.name, 60)}: {quoted(example)} can be a thousand or a "
        'little over one; say which: decimal = "." or decimal = ","',
        decimal=POINT,
    )
