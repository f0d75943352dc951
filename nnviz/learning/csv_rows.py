"""The rows of a CSV file: UTF-8, commas, the names of the columns in its first line."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from nnviz.errors import ExperimentError, quoted
from nnviz.learning.drawable_text import require_name

MOST_COLUMNS = 100_000  # as many as a layer may have units
OTHER_MARKS: Mapping[str, str] = MappingProxyType({";": "semicolons", "\t": "tabs", "|": "bars"})


def rows_of(path: Path) -> tuple[list[str], list[list[str]]]:
    """Return the names of the columns, and the records, each with a text for every column.

    Raises:
        ExperimentError: the file is no CSV, has no record, or one with other columns.
        OSError: the file cannot be read.

    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = (row for row in csv.reader(file, strict=True) if row)
            header = _header(path, next(rows, []))
            records = list(_whole(path, rows, columns=len(header)))
    except (UnicodeDecodeError, csv.Error) as error:
        raise ExperimentError(f"{path}: is no CSV in UTF-8: {error}; save it anew") from error
    if not records:
        raise ExperimentError(f"{path}: holds no record; give names in line 1, then the records")
    return header, records


def _header(path: Path, row: list[str]) -> list[str]:
    header = [name.strip() for name in row]
    if len(header) > MOST_COLUMNS:
        raise ExperimentError(
            f"{path}: its first line names {len(header):,} columns; {MOST_COLUMNS:,} are possible; "
            "leave some of them out"
        )
    if len(header) == 1:
        other = next((f", not by {name}" for m, name in OTHER_MARKS.items() if m in header[0]), "")
        raise ExperimentError(
            f"{path}: holds the column {quoted(header[0], 60)} alone; give inputs and a target, "
            f"and separate them by commas{other}"
        )
    for number, name in enumerate(header, start=1):
        require_name(name, f"{path}: the name of column {number}")
    return header


def _whole(path: Path, rows: Iterator[list[str]], *, columns: int) -> Iterator[list[str]]:
    for number, row in enumerate(rows, start=1):
        if len(row) != columns:
            raise ExperimentError(
                f"{path}: record {number} has {len(row)} values, the first line names "
                f"{columns} columns; separate values by commas, and quote texts with commas"
            )
        yield row
