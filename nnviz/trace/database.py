"""Reading the file that a trace is kept in: one SQLite database, see `nnviz.trace.format`.

It is opened read-only and hands out rows as they stand in the file, which may be anybody's: what
they say is for `nnviz.trace.reader` to believe or not.
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from nnviz.errors import NotATraceError, TraceDamagedError, TraceError
from nnviz.trace import format as layout
from nnviz.trace import older_formats

NO_TRACE = "give a file that 'nnviz record' wrote"
DAMAGED = "record it again, or take it from a backup"

Row = tuple[Any, ...]

LONGEST_SQL = 5000  # of a table of a stranger's file
MOST_TABLES = 20
INSTRUCTIONS_FOR_TABLES = 20_000  # of SQLite's machine, which reads a trace's with 300
_TABLES_OF_A_FILE = "SELECT type, name, sql FROM sqlite_master ORDER BY name"


@contextlib.contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:  # see `_bounded_work`
            raise TraceDamagedError(
                f"{path}: the trace is damaged: it has other tables than a trace; {DAMAGED}"
            ) from error
        raise TraceError(
            f"{path}: cannot be read: {error}; check that the file and its folder may be read,"
            " or copy it elsewhere"
        ) from error
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
            raise NotATraceError(f"{path}: this is not a trace; {NO_TRACE}") from error
        raise TraceDamagedError(f"{path}: the trace is damaged: {error}; {DAMAGED}") from error
    except UnicodeDecodeError as error:  # SQLite quotes a damaged name, Python cannot read it
        raise TraceDamagedError(f"{path}: the trace is damaged: {error}; {DAMAGED}") from error


class TraceDatabase:
    """The rows of a trace file, unverified; every method may raise a `TraceError`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        if not path.is_file():
            what = "this is no ordinary file" if path.exists() else "there is no such file"
            raise TraceError(f"{path}: {what}; {NO_TRACE}")
        with _reading(path):
            # One thread at a time is the rule; it need not be the thread that opened the file.
            self._database = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False
            )
            self._database.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, LONGEST_SQL)
            self._database.execute("PRAGMA trusted_schema = OFF")
            # Text that is damaged must reach the checksums that find it.
            self._database.text_factory = lambda text: text.decode(errors="replace")

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def _pragma(self, name: str) -> Any:
        with _reading(self._path):
            return self._database.execute(f"PRAGMA {name}").fetchone()[0]

    def _rows(self, query: str, *values: int | str, max_bytes: int = 0) -> Iterator[Row]:
        """Yield rows as they are asked for; SQLite refuses those with a value that is longer."""
        with _reading(self._path):
            max_bytes = max_bytes or layout.MAX_NAME_BYTES
            self._database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, max_bytes)
            yield from self._database.execute(query, values)

    def application_id(self) -> int:
        """Return the mark of the program that the file belongs to."""
        return int(self._pragma("application_id"))

    def version(self) -> int:
        """Return the version of the format."""
        return int(self._pragma("user_version"))

    def is_a_trace_inside(self, version: int) -> bool:
        """Return whether it has the tables of a trace and nothing else: no view, no trigger."""
        with self._bounded_work():
            found = list(islice(self._rows(_TABLES_OF_A_FILE), MOST_TABLES))
        with contextlib.closing(sqlite3.connect(":memory:")) as database:
            for table in older_formats.tables_of(version):
                database.execute(table)
            expected: list[Row] = database.execute(_TABLES_OF_A_FILE).fetchall()
        return found == expected

    @contextlib.contextmanager
    def _bounded_work(self) -> Iterator[None]:
        """Let SQLite read the few tables of a trace in the block, and not thousands."""
        self._database.set_progress_handler(lambda: 1, INSTRUCTIONS_FOR_TABLES)
        try:
            yield
        finally:
            self._database.set_progress_handler(None, 0)

    def size(self) -> int:
        """Return how many bytes the file takes, with what is not folded back into it yet."""
        log = self._path.with_name(f"{self._path.name}-wal")
        # The log first: what is folded back between is counted twice, and not left out.
        return sum(path.stat().st_size for path in (log, self._path) if path.exists())

    def pages(self) -> int:
        """Return of how many pages the file says that it consists."""
        return int(self._pragma("page_count"))

    def is_cut_off(self) -> bool:
        """Return whether the file and its log are shorter than they say."""
        said = self.pages() * int(self._pragma("page_size"))  # before: it may grow meanwhile
        return self.size() < said

    def fault(self) -> str | None:
        """Return what SQLite finds wrong with the structure of the file, if anything."""
        verdict = str(self._pragma("quick_check(1)"))
        return None if verdict == "ok" else verdict

    def meta(self) -> Iterator[Row]:
        """Yield the rows (key, value, checksum)."""
        return self._rows(
            "SELECT key, value, checksum FROM meta", max_bytes=layout.MAX_DESCRIPTION_BYTES
        )

    def records(self) -> Iterator[Row]:
        """Yield the rows (name, shape, checksum)."""
        return self._rows("SELECT name, shape, checksum FROM records")

    def record(self, name: str) -> Any:
        """Return the data of the records of that name; None: there are none."""
        query = "SELECT data FROM records WHERE name = ?"
        row = next(self._rows(query, name, max_bytes=layout.MAX_VALUE_BYTES), None)
        return None if row is None else row[0]

    def tensors(self) -> Iterator[Row]:
        """Yield the rows (id, name, dtype, shape)."""
        return self._rows("SELECT id, name, dtype, shape FROM tensors ORDER BY id")

    def chunk_count(self) -> int:
        """Return how many chunks there are now."""
        return int(next(self._rows("SELECT count(*) FROM chunks"))[0])

    def chunks(self, version: int) -> Iterator[Row]:
        """Yield the rows (id, number of steps, steps, checksum) of a file of a format."""
        columns = older_formats.chunk_columns(version)
        return self._rows(
            f"SELECT id, {columns}, checksum FROM chunks ORDER BY id",  # noqa: S608
            max_bytes=layout.MAX_STEPS_BYTES,
        )

    def checksums(self, chunks: int) -> Iterator[Row]:
        """Yield the rows (chunk, tensor, checksum) of everything in the first chunks."""
        return self._rows(
            "SELECT chunk, tensor, checksum FROM blobs WHERE chunk < ? ORDER BY chunk, tensor",
            chunks,
        )

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let a block see one state of the file, whatever a writer does meanwhile."""
        with _reading(self._path):
            self._database.execute("BEGIN")
        try:
            yield
        finally:
            with _reading(self._path):
                self._database.execute("ROLLBACK")

    def counts(self) -> tuple[int, int]:
        """Return how many chunks and how many parts of a state there are now."""
        query = "SELECT (SELECT count(*) FROM chunks), (SELECT count(*) FROM state)"
        chunks, parts = next(self._rows(query))
        return int(chunks), int(parts)

    def part(self, number: int, *, max_bytes: int) -> Row | None:
        """Return the row (chunk, data, checksum) of the state, or None: none, or it is larger."""
        query = "SELECT chunk, data, checksum FROM state WHERE part = ? AND length(data) <= ?"
        return self._one(query, number, max_bytes)

    def blob(self, chunk: int, tensor: int, *, max_bytes: int) -> Row | None:
        """Return the row (data, checksum), or None: there is none, or it is larger."""
        query = (
            "SELECT data, checksum FROM blobs WHERE chunk = ? AND tensor = ? AND length(data) <= ?"
        )
        return self._one(query, chunk, tensor, max_bytes)

    def _one(self, query: str, *values: int) -> Row | None:
        return next(self._rows(query, *values, max_bytes=layout.MAX_VALUE_BYTES), None)
