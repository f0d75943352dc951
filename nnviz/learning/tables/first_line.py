"""The first line of a table: names of columns, or what stands there in their place."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nnviz.errors import ExperimentError
from nnviz.learning.drawable_text import require_name
from nnviz.learning.tables.column import is_missing
from nnviz.learning.tables.numerals import is_numeral
from nnviz.learning.tables.table import TableFormError

LONGEST_NAME = 200
PROBED = 20  # records, of which it is known which columns are numbers
TO_SKIP = "skip_lines = 1 leaves it out"


@dataclass(frozen=True, kw_only=True, slots=True)
class FirstLine:
    """What the first line is.

    Attributes:
        names: of the columns; empty ones where it names none.
        rows: how many rows are no records: 1 where it has the names, else 0.

    """

    names: list[str]
    rows: int


def first_line_of(path: Path, rows: Sequence[list[str]], header: bool | None) -> FirstLine:
    """Return what the first line of a table is.

    Args:
        path: the file.
        rows: all of them.
        header: whether it has the names; None: it shall, and is refused where it does not.

    Raises:
        ExperimentError: there is no record, or the line holds data or counts.

    """
    if len(rows) <= (header is not False):
        raise ExperimentError(
            f"{path}: holds no record; give names in line 1, then the records; header = false "
            "says that there are no names"
        )
    if header is False:
        return FirstLine(names=[f"x{n}" for n in range(1, len(rows[0]) + 1)], rows=0)
    if header is None:
        _check_names(path, rows[0], rows[1:])
    names = [" ".join(name.split()) for name in rows[0]]
    if len(rows[1]) == len(names) + 1 > 2:  # as R writes the names of rows
        names = ["", *names]
    for number, name in enumerate(names, start=1):
        _check_name(path, number, name)
    return FirstLine(names=names, rows=1)


def _check_names(path: Path, first: list[str], records: Sequence[list[str]]) -> None:
    """Refuse a line that names nothing."""
    if _counts(first, records):
        raise TableFormError(
            f"{path}: its first line counts records and columns ({', '.join(first[:2])}) and names "
            f"none; {TO_SKIP}, and header = false, if no names follow, calls the columns x1, x2 …",
            skip_lines=1,
        )
    if _is_record(first, records[:PROBED]):
        raise TableFormError(
            f"{path}: its first line ({', '.join(first)[:60]}) holds values like the others and no "
            "names; header = false calls the columns x1, x2 …; header = true says that these are "
            f"names; {TO_SKIP}",
            header=False,
        )


def _counts(first: list[str], records: Sequence[list[str]]) -> bool:
    """Return whether a line says how many records and columns there are, and perhaps classes."""
    if len(first) < 2 or not all(text.strip().isdecimal() for text in first[:2]):
        return False
    count, columns = (int(text[:18]) for text in first[:2])
    return count == len(records) and columns in {len(records[0]) - 1, len(records[0])}


def _is_record(first: list[str], records: Sequence[list[str]]) -> bool:
    """Return whether there are numbers in a line wherever the records have numbers."""
    found = False
    for place in range(min(map(len, (first, *records)))):
        if all(is_numeral(row[place]) or is_missing(row[place]) for row in records):
            if not is_numeral(first[place]):
                return False
            found = True
    return found


def _check_name(path: Path, number: int, name: str) -> None:
    if len(name) > LONGEST_NAME:
        raise ExperimentError(
            f"{path}: the name of column {number} has {len(name):,} characters; give it one of at "
            f"most {LONGEST_NAME}"
        )
    if not name.isprintable():
        require_name(name, f"{path}: the name of column {number}")
