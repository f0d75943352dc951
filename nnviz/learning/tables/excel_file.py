"""Excel's XLSX files, which openpyxl reads; it comes with an extra. Nothing in them is computed."""

import warnings
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from nnviz.errors import ExperimentError, quoted
from nnviz.learning.tables.array_file import BROKEN, check_archive
from nnviz.learning.tables.file_limits import (
    check_cells,
    check_gap,
    not_installed,
    unreadable,
)
from nnviz.learning.tables.rows import FileRows, table_of_rows
from nnviz.learning.tables.table import DataTable, listed

LONGEST_TEXT: Final = 32_767  # of a cell, says Excel
SMALL_SHEETS: Final = 4 << 20  # bytes, of which openpyxl reads about three million a second
WRONG: Final = (KeyError, TypeError, AttributeError, IndexError)
"""What openpyxl raises, besides, of a file whose parts contradict each other."""


def read_excel(path: Path, *, sheet: str, header: bool | None, skip_lines: int) -> DataTable:
    """Return the table of a sheet.

    Args:
        path: the file.
        sheet: its name; empty: the first.
        header: as in `CsvFormat`.
        skip_lines: rows before the names, which are something else.

    Raises:
        ExperimentError: it cannot be read or is too large, or openpyxl is not installed.

    """
    check_archive(path, "XLSX file", SMALL_SHEETS)
    try:
        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError as error:
        raise not_installed(path, "openpyxl") from error
    from xml.etree.ElementTree import ParseError

    try:
        with warnings.catch_warnings(action="ignore"):
            book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
            rows = _rows(path, _sheet(path, book, sheet), skip_lines)
    except OSError as error:
        raise unreadable(path, error) from error
    except ExperimentError:
        raise
    except (
        *BROKEN,
        InvalidFileException,
        ParseError,
        KeyError,
        TypeError,
        AttributeError,
    ) as error:
        raise ExperimentError(
            f"{path}: is no XLSX file, or not whole: {error!s:.200}; save it anew"
        ) from error
    return table_of_rows(path, rows, header=header)


def _sheet(path: Path, book: Any, name: str) -> Any:
    names = [sheet.title for sheet in book.worksheets]
    if not names or (name and name not in names):
        raise ExperimentError(
            f"{path}: sheet: there is none called {quoted(name, 60)}; there are {listed(names)}"
        )
    return book[name or names[0]]


def _rows(path: Path, sheet: Any, skipped: int) -> FileRows:
    sheet.reset_dimensions()  # which a file may say wrongly
    cells: list[list[str]] = []
    lines: list[int] = []
    width = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        texts = _without_end(list(map(_text, row)))
        check_gap(path, number, lines[-1] if lines else skipped)
        if number <= skipped or not texts:
            continue
        cells.append(texts)
        lines.append(number)
        width = max(width, len(texts))
        check_cells(path, len(cells), width)
    return FileRows(cells=[[*row, *[""] * (width - len(row))] for row in cells], lines=lines)


def _without_end(texts: list[str]) -> list[str]:
    """Return texts without empty ones at the end."""
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.isoformat().removesuffix("T00:00:00")
    return str(value).strip()[: LONGEST_TEXT + 1]
