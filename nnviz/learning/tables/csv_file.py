"""A table in a text file: CSV, TSV and their like.

The standard library's `csv` parts the rows. It takes a line at a time, so that a stranger's file is
refused before it is in memory; it executes nothing; and it is there. pandas and PyArrow begin with
more memory than a refusal may take in all, and guess without a word what is said of a table here:
which marks, which encoding, what is missing.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from nnviz.errors import ExperimentError
from nnviz.learning.tables.file_limits import MOST_COLUMNS, check_file, unreadable
from nnviz.learning.tables.rows import FileRows, table_of_rows
from nnviz.learning.tables.separators import SEPARATORS, separator_of
from nnviz.learning.tables.table import DataTable
from nnviz.learning.tables.text_file import Lines, opened_text

SAMPLE = 50  # lines, of which the separator is known


@dataclass(frozen=True, kw_only=True, slots=True)
class CsvFormat:
    """How a text file writes its table; empty and None: as it looks.

    Attributes:
        encoding: one of `text_file.ENCODINGS`.
        separator: one of `separators.SEPARATORS`.
        decimal: the decimal mark, `.` or `,`.
        header: whether the first line has the names of the columns.
        skip_lines: lines before that one, which are something else.

    """

    encoding: str = ""
    separator: str = ""
    decimal: str = ""
    header: bool | None = None
    skip_lines: int = 0


def read_csv(path: Path, form: CsvFormat | None = None) -> DataTable:
    """Return the table of a text file.

    Raises:
        ExperimentError: it cannot be read, or holds no table; says where, and what to do.

    """
    form = form or CsvFormat()
    check_file(path)
    try:
        separator = form.separator or _separator(path, form)
        rows = _rows(path, form, separator)
    except csv.Error as error:
        raise ExperimentError(f"{path}: is no CSV: {error}; correct it, or save it anew") from error
    except OSError as error:
        raise unreadable(path, error) from error
    return table_of_rows(path, rows, header=form.header, decimal=form.decimal)


def _separator(path: Path, form: CsvFormat) -> str:
    with opened_text(path, form.encoding) as file:
        return separator_of(list(islice(Lines(path, file, skipped=form.skip_lines), SAMPLE)))


def _rows(path: Path, form: CsvFormat, separator: str) -> FileRows:
    cells: list[list[str]] = []
    ends: list[int] = []
    empty = 0
    with opened_text(path, form.encoding) as file:
        lines = Lines(path, file, skipped=form.skip_lines)
        blank = separator == " "
        for row in csv.reader(lines, delimiter=separator, strict=True, skipinitialspace=blank):
            values = [
                text.strip() if text.isprintable() else " ".join(text.split()) for text in row
            ]
            lines.end_record(holds_values=any(values))
            if not any(values):
                empty += len(values) > 1
                continue
            _check_columns(path, values)
            cells.append(values[:-1] if blank and not values[-1] else values)
            ends.append(lines.number)
    return FileRows(
        cells=cells,
        lines=ends,
        separator=SEPARATORS[separator],
        notes=tuple(_notes(lines.comments, empty)),
    )


def _one_line(text: str) -> str:
    return text.strip() if text.isprintable() else " ".join(text.split())


def _notes(comments: int, empty: int) -> Iterator[str]:
    if comments:
        yield f"{comments:,} line(s) that begin with # are left out as comments"
    if empty:
        yield f"{empty:,} row(s) without any value are left out"


def _check_columns(path: Path, row: list[str]) -> None:
    if len(row) > MOST_COLUMNS:
        raise ExperimentError(
            f"{path}: its first line names {len(row):,} columns; {MOST_COLUMNS:,} are possible; "
            "leave some of them out"
        )
