"""The file that a trace is kept in: one SQLite database, see `nnviz.trace.format`.

Writing appends chunks, one transaction each, in WAL mode: a process that is killed leaves a file
that opens and holds every committed chunk, and others may read while it is written. Closing folds
the log back, so that a finished trace is one single file.

Reading is read-only and hands out rows as they stand in the file, which may be anybody's: what they
say is for `nnviz.trace.reader` to believe or not.
"""

import contextlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import NotATraceError, TraceDamagedError, TraceError
from nnviz.trace import format as layout
from nnviz.trace.codec import Codec
from nnviz.trace.plan import Plan

NO_TRACE = "give a file that 'nnviz record' wrote"
DAMAGED = "record it again, or take it from a backup"

Row = tuple[Any, ...]

_TABLES_OF_A_FILE = "SELECT type, name, sql FROM sqlite_master ORDER BY name"


@contextlib.contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise TraceError(
            f"{path}: cannot be written: {error}; check that the folder may be written and that"
            " the disk has room, or choose another place"
        ) from error


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


class TraceWriter:
    """Appends to a trace file that did not hold anything before; a context manager.

    If an error ends it before anything was appended, it leaves no file.
    """

    def __init__(self, path: Path, plan: Plan) -> None:
        self._path = path
        self._codec = Codec()
        self._ids = {name: number for number, name, *_ in layout.tensor_rows(plan)}
        self._chunks = 0
        with _writing(path):
            self._database = sqlite3.connect(path, isolation_level=None)
            try:
                self._create(plan)
            except BaseException:
                self._discard()
                raise

    @property
    def chunks(self) -> int:
        """Number of chunks that are safe in the file."""
        return self._chunks

    def _create(self, plan: Plan) -> None:
        database = self._database
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        with self._transaction():
            database.execute(f"PRAGMA application_id = {layout.APPLICATION_ID}")
            database.execute(f"PRAGMA user_version = {layout.FORMAT_VERSION}")
            for table in layout.TABLES:
                database.execute(table)
            meta = [(k, v, layout.checksum(k, v)) for k, v in layout.describe(plan).items()]
            database.executemany("INSERT INTO meta VALUES (?, ?, ?)", meta)
            records = [self._record(*item) for item in layout.record_arrays(plan).items()]
            database.executemany("INSERT INTO records VALUES (?, ?, ?, ?)", records)
            rows = layout.tensor_rows(plan)
            database.executemany("INSERT INTO tensors VALUES (?, ?, ?, ?)", rows)

    def _record(self, name: str, array: NDArray[np.float64]) -> tuple[str, str, bytes, int]:
        shape = json.dumps(array.shape)
        data = self._codec.encode(array)
        return name, shape, data, layout.checksum(name, shape, data)

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self._database.in_transaction:
                self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")

    def append(self, epochs: NDArray[np.int64], arrays: Mapping[str, NDArray[Any]]) -> None:
        """Add one chunk, in one transaction.

        Args:
            epochs: (n_steps,) the numbers of the steps, increasing, behind those already written.
            arrays: (n_steps, *shape) for every tensor of the plan, in its dtype.

        Raises:
            TraceError: the disk is full, or the file cannot be written; what was appended
                before stays.

        """
        chunk, steps = self._chunks, len(epochs)
        epoch_data = self._codec.encode(epochs.astype(layout.EPOCH_DTYPE))
        rows = [self._row(chunk, name, array) for name, array in arrays.items()]
        check = layout.checksum(chunk, steps, epoch_data)
        with _writing(self._path), self._transaction():
            self._database.execute(
                "INSERT INTO chunks VALUES (?, ?, ?, ?)", (chunk, steps, epoch_data, check)
            )
            self._database.executemany("INSERT INTO blobs VALUES (?, ?, ?, ?)", rows)
        self._chunks += 1

    def _row(self, chunk: int, name: str, array: NDArray[Any]) -> tuple[int, int, bytes, int]:
        data = self._codec.encode(array)
        tensor = self._ids[name]
        return chunk, tensor, data, layout.checksum(chunk, tensor, data)

    def close(self) -> None:
        """Fold the log back into the file, so that the trace is one single file."""
        with _writing(self._path), contextlib.closing(self._database):
            self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            # Refused while somebody reads: the file is whole already, its log stays, empty.
            with contextlib.suppress(sqlite3.OperationalError):
                self._database.execute("PRAGMA journal_mode = DELETE")

    def _discard(self) -> None:
        self._database.close()
        self._path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if error is not None and not self._chunks:
            self._discard()
        else:
            self.close()


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

    def is_a_trace_inside(self) -> bool:
        """Return whether it has the tables of a trace and nothing else: no view, no trigger."""
        found = self._rows(_TABLES_OF_A_FILE, limit=20)
        with contextlib.closing(sqlite3.connect(":memory:")) as database:
            for table in layout.TABLES:
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

    def blob(self, chunk: int, tensor: int, *, max_bytes: int) -> Row | None:
        """Return the row (data, checksum), or None: there is none, or it is larger."""
        with _reading(self._path):
            row: Row | None = self._database.execute(
                "SELECT data, checksum FROM blobs"
                " WHERE chunk = ? AND tensor = ? AND length(data) <= ?",
                (chunk, tensor, max_bytes),
            ).fetchone()
        return row
