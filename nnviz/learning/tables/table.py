"""A table as its file has it: its columns, and where in the file each record stands."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nnviz.errors import ExperimentError, quoted
from nnviz.learning.tables.column import TableColumn

MOST_LISTED = 20


class TableFormError(ExperimentError):
    """A table is written otherwise than it was said to be.

    Attributes:
        settings: the fields of `Data` with which it can be read, by their names.

    """

    def __init__(self, message: str, **settings: object) -> None:
        super().__init__(message)
        self.settings = settings


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class DataTable:
    """What a file holds.

    Attributes:
        path: the file.
        columns: at least one, all of them as long.
        lines: (n_records,) in which line of the file each record ends, from 1; empty: it has none.
        notes: what was made of the file that its author may not expect.

    """

    path: Path
    columns: tuple[TableColumn, ...]
    lines: Sequence[int] = ()
    notes: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """What the columns are called, in the order of the file."""
        return [column.name for column in self.columns]

    def columns_called(self, names: Sequence[str]) -> list[TableColumn]:
        """Return the columns of these names.

        Raises:
            ExperimentError: there is none of a name, or more than one.

        """
        counts = Counter(self.names)
        for name in names:
            if counts[name] != 1:
                raise ExperimentError(
                    f"{self.path}: {counts[name]} of its columns are called {quoted(name, 60)}; "
                    f"there are {listed(self.names)}; name one of them, each by a name of its own"
                )
        place = {name: number for number, name in enumerate(self.names)}
        return [self.columns[place[name]] for name in names]

    def place(self, record: int, column: TableColumn) -> str:
        """Return where a value stands, to begin an error with; records count from 0 here."""
        line = f"line {self.lines[record]}, " if self.lines else ""
        return f"{self.path}: {line}record {record + 1}, column {quoted(column.name, 60)}"


def listed(names: Sequence[str]) -> str:
    """Return names, as many as can be read at a glance."""
    more = ["…"] if len(names) > MOST_LISTED else []
    return ", ".join([*(quoted(name, 30) for name in names[:MOST_LISTED]), *more])
