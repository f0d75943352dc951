"""Reading the file that a trace is kept in: one SQLite database, see `nnviz.trace.format`.

It is opened read-only and hands out rows as they stand in the file, which may be anybody's: what
they say is for `nnviz.trace.reader` to believe or not.
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nnviz.errors import NotATraceError, TraceDamagedError, TraceError
from nnviz.trace import format as layout

NO_TRACE = "give a file that 'nnviz record' wrote"
DAMAGED = "record it again, or take it from a backup"

Row = tuple[Any, ...]

_TABLES_OF_A_FILE = "SELECT type, name, sql FROM sqlite_master ORDER BY name"


@contextlib.contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
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


class TraceFile:
    """The rows of a trace file, unverified; every method may raise a `TraceError`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        if not path.is_file():
            raise TraceError(f"{path}: there is no such file; {NO_TRACE}")
        with _reading(path):
            # One thread at a time is the rule; it need not be the thread that opened the file.
            self._database = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False
            )
            self._database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, layout.MAX_VALUE_BYTES)
            self._database.execute("PRAGMA trusted_schema = OFF")
            # Text that is damaged must reach the checksums that find it.
            self._database.text_factory = lambda text: text.decode(errors="replace")

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def _pragma(self, name: str) -> Any:
        with _reading(self._path):
            return self._database.execute(f"PRAGMA {name}").fetchone()[0]

    def _rows(self, query: str, limit: int) -> list[Row]:
        with _reading(self._path):
            return self._database.execute(query).fetchmany(limit)

    def application_id(self) -> int:
        """Return the mark of the program that the file belongs to."""
        return int(self._pragma("application_id"))

    def version(self) -> int:
        """Return the version of the format."""
        return int(self._pragma("user_version"))

    def is_a_trace_inside(self, version: int) -> bool:
        """Return whether it has the tables of a trace and nothing else: no view, no trigger."""
        found = self._rows(_TABLES_OF_A_FILE, limit=20)
        with contextlib.closing(sqlite3.connect(":memory:")) as database:
            for table in layout.tables_of(version):
                database.execute(table)
            expected: list[Row] = database.execute(_TABLES_OF_A_FILE).fetchall()
        return found == expected

    def is_cut_off(self) -> bool:
        """Return whether the file is shorter than it says; one being written may be, rightly."""
        size = self._pragma("page_count") * self._pragma("page_size")
        return bool(self._pragma("journal_mode") != "wal" and self._path.stat().st_size < size)

    def fault(self) -> str | None:
        """Return what SQLite finds wrong with the structure of the file, if anything."""
        verdict = str(self._pragma("quick_check(1)"))
        return None if verdict == "ok" else verdict

    def meta(self) -> list[Row]:
        """Return the rows (key, value, checksum), at most 100."""
        return self._rows("SELECT key, value, checksum FROM meta", limit=100)

    def records(self) -> list[Row]:
        """Return the rows (name, shape, data, checksum), at most 100."""
        return self._rows("SELECT name, shape, data, checksum FROM records", limit=100)

    def tensors(self, limit: int) -> list[Row]:
        """Return the rows (id, name, dtype, shape), at most `limit`."""
        return self._rows("SELECT id, name, dtype, shape FROM tensors ORDER BY id", limit)

    def chunks(self) -> Iterator[Row]:
        """Yield the rows (id, steps, epochs, checksum)."""
        with _reading(self._path):
            yield from self._database.execute(
                "SELECT id, steps, epochs, checksum FROM chunks ORDER BY id"
            )

    def checksums(self, chunks: int) -> Iterator[Row]:
        """Yield the rows (chunk, tensor, checksum) of everything in the first chunks."""
        with _reading(self._path):
            yield from self._database.execute(
                "SELECT chunk, tensor, checksum FROM blobs WHERE chunk < ? ORDER BY chunk, tensor",
                (chunks,),
            )

    @contextlib.contextmanager
    def as_it_is(self) -> Iterator[None]:
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
        chunks, parts = self._rows(query, limit=1)[0]
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
        with _reading(self._path):
            row: Row | None = self._database.execute(query, values).fetchone()
        return row
