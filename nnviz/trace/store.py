"""The file that a trace is kept in: one SQLite database, see `nnviz.trace.format`.

Writing appends chunks, one transaction each, in WAL mode: a process that is killed leaves a file
that opens and holds every committed chunk, and others may read while it is written. Closing folds
the log back, so that a finished trace is one single file.

Reading believes nothing: the file is opened read-only, every table and row is held against the
schema, every size is bounded before it is allocated, and every checksum is verified.
"""

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import NotATraceError, TraceDamagedError, TraceError, TraceVersionError
from nnviz.learning.experiment import Experiment
from nnviz.trace import format as layout
from nnviz.trace.codec import Codec
from nnviz.trace.schema import DTYPE, tensors

NO_TRACE = "give a file that 'nnviz record' wrote"
DAMAGED = "record it again, or take it from a backup"


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


class TraceWriter:
    """Appends to a trace file that did not hold anything before; a context manager.

    If an error ends it before anything was appended, it leaves no file.
    """

    def __init__(self, path: Path, experiment: Experiment) -> None:
        self._path = path
        self._codec = Codec()
        self._ids = {name: number for number, name, *_ in layout.tensor_rows(experiment)}
        self._chunks = 0
        with _writing(path):
            # The recorder writes from a thread of its own, but never from two at once.
            self._database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            try:
                self._create(experiment)
            except BaseException:
                self._discard()
                raise

    @property
    def chunks(self) -> int:
        """Number of chunks that are safe in the file."""
        return self._chunks

    def _create(self, experiment: Experiment) -> None:
        database = self._database
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        with self._transaction():
            database.execute(f"PRAGMA application_id = {layout.APPLICATION_ID}")
            database.execute(f"PRAGMA user_version = {layout.FORMAT_VERSION}")
            for table in layout.TABLES:
                database.execute(table)
            meta = [(k, v, layout.checksum(k, v)) for k, v in layout.describe(experiment).items()]
            database.executemany("INSERT INTO meta VALUES (?, ?, ?)", meta)
            rows = layout.tensor_rows(experiment)
            database.executemany("INSERT INTO tensors VALUES (?, ?, ?, ?)", rows)

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

    def append(self, epochs: NDArray[np.int64], arrays: Mapping[str, NDArray[np.float64]]) -> None:
        """Add one chunk, in one transaction.

        Args:
            epochs: (n_steps,) the epochs of the steps, increasing, behind those already written.
            arrays: (n_steps, *shape) for every tensor of the schema.

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

    def _row(
        self, chunk: int, name: str, array: NDArray[np.float64]
    ) -> tuple[int, int, bytes, int]:
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


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What `check` has verified.

    Attributes:
        chunks: number of chunks.
        tensors: number of tensors in each.
        steps: number of recorded steps.

    """

    chunks: int
    tensors: int
    steps: int


class TraceReader:
    """Reads a trace file, chunk by chunk.

    Attributes:
        experiment: what was recorded.
        versions: of nnviz, NumPy and Python, of the recording.
        chunk_steps: number of steps of every chunk.
        epochs: (n_steps,) int64 the recorded epochs.

    Raises:
        TraceError: the file is missing or cannot be read; see also its subclasses.

    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._codec = Codec()
        if not path.is_file():
            raise TraceError(f"{path}: there is no such file; {NO_TRACE}")
        with _reading(path), contextlib.ExitStack() as on_failure:
            self._database = _open(path)
            on_failure.callback(self._database.close)
            self._recognise()
            self._read_meta()
            self._read_chunks()
            on_failure.pop_all()

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def _damaged(self, what: str) -> TraceDamagedError:
        return TraceDamagedError(f"{self._path}: the trace is damaged: {what}; {DAMAGED}")

    def _recognise(self) -> None:
        (application,) = self._database.execute("PRAGMA application_id").fetchone()
        (version,) = self._database.execute("PRAGMA user_version").fetchone()
        if application != layout.APPLICATION_ID:
            raise NotATraceError(f"{self._path}: this is not a trace; {NO_TRACE}")
        if version > layout.FORMAT_VERSION:
            raise TraceVersionError(
                f"{self._path}: the trace has format {version}, this nnviz reads up to"
                f" {layout.FORMAT_VERSION}; install a newer nnviz"
            )
        if version < 1 or _tables(self._database) != _expected_tables():
            raise self._damaged("it has other tables than a trace")
        if self._is_cut_off():
            raise self._damaged("it has been cut off")

    def _is_cut_off(self) -> bool:
        (mode,) = self._database.execute("PRAGMA journal_mode").fetchone()
        (pages,) = self._database.execute("PRAGMA page_count").fetchone()
        (page_size,) = self._database.execute("PRAGMA page_size").fetchone()
        return bool(mode != "wal" and self._path.stat().st_size < pages * page_size)

    def _read_meta(self) -> None:
        rows = self._database.execute("SELECT key, value, checksum FROM meta").fetchmany(100)
        for key, value, check in rows:
            if not isinstance(key, str) or not isinstance(value, str):
                raise self._damaged("its description is no text")
            if layout.checksum(key, value) != check:
                raise self._damaged(f"the checksum of {key!r:.40} does not match")
        meta: dict[str, str] = {key: value for key, value, _ in rows}
        try:
            self.experiment = layout.parse_experiment(meta.pop("experiment"))
        except (KeyError, ValueError) as error:
            raise self._damaged(f"its experiment cannot be read: {error}") from error
        self.versions = meta
        self._shapes = tensors(self.experiment)
        expected = layout.tensor_rows(self.experiment)
        self._ids = {name: number for number, name, *_ in expected}
        found = self._database.execute("SELECT id, name, dtype, shape FROM tensors ORDER BY id")
        if found.fetchmany(len(expected) + 1) != expected:
            raise self._damaged("its tensors are not those of its experiment")

    def _read_chunks(self) -> None:
        self.chunk_steps: list[int] = []
        parts: list[NDArray[np.int64]] = [np.zeros(0, np.int64)]
        query = "SELECT id, steps, epochs, checksum FROM chunks ORDER BY id"
        for number, (chunk, steps, data, check) in enumerate(self._database.execute(query)):
            if chunk != number or type(steps) is not int or type(data) is not bytes:
                raise self._damaged(f"chunk {number} is missing or is no chunk")
            if layout.checksum(chunk, steps, data) != check:
                raise self._damaged(f"the checksum of chunk {number} does not match")
            if not 1 <= steps <= layout.MAX_CHUNK_STEPS:
                raise self._damaged(f"chunk {number} claims {steps} steps")
            parts.append(self._decode(data, (steps,), layout.EPOCH_DTYPE, f"chunk {number}"))
            self.chunk_steps.append(steps)
        self.epochs: NDArray[np.int64] = np.concatenate(parts)
        self.epochs.flags.writeable = False
        inside = np.all((self.epochs >= 1) & (self.epochs <= self.experiment.epochs))
        if not inside or np.any(np.diff(self.epochs) <= 0):
            raise self._damaged("its epochs are not in order")

    def read(self, chunk: int, name: str) -> NDArray[np.float64]:
        """Return one tensor of one chunk, (n_steps, *shape), verified.

        Raises:
            TraceDamagedError: it is missing, or not what was recorded.

        """
        shape = (self.chunk_steps[chunk], *self._shapes[name])
        what = f"{name} of chunk {chunk}"
        with _reading(self._path):
            data = self._blob(chunk, self._ids[name], what)
        return self._decode(data, shape, DTYPE, what)

    def _blob(self, chunk: int, tensor: int, what: str) -> bytes:
        row = self._database.execute(
            "SELECT data, checksum FROM blobs WHERE chunk = ? AND tensor = ?", (chunk, tensor)
        ).fetchone()
        if row is None or type(row[0]) is not bytes:
            raise self._damaged(f"{what} is missing")
        if layout.checksum(chunk, tensor, row[0]) != row[1]:
            raise self._damaged(f"the checksum of {what} does not match")
        return row[0]

    def _decode(
        self, data: bytes, shape: tuple[int, ...], dtype: np.dtype[Any], what: str
    ) -> NDArray[Any]:
        if np.prod(shape, dtype=float) * dtype.itemsize > layout.MAX_ARRAY_BYTES:
            raise self._damaged(f"{what} claims the impossible shape {shape}")
        try:
            return self._codec.decode(data, shape=shape, dtype=dtype)
        except ValueError as error:
            raise self._damaged(f"{what} cannot be decoded: {error}") from error

    def check(self) -> CheckReport:
        """Verify the whole file; see `check`."""
        with _reading(self._path):
            (verdict,) = self._database.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise self._damaged(str(verdict))
        for chunk in range(len(self.chunk_steps)):
            for name in self._shapes:
                self.read(chunk, name)
        return CheckReport(len(self.chunk_steps), len(self._shapes), len(self.epochs))


def _open(path: Path) -> sqlite3.Connection:
    # One thread at a time is the rule of Trace; it need not be the thread that opened it.
    database = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False
    )
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, layout.MAX_VALUE_BYTES)
    database.execute("PRAGMA trusted_schema = OFF")
    return database


def _tables(database: sqlite3.Connection) -> list[tuple[str, str, str | None]]:
    return database.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchmany(20)


def _expected_tables() -> list[tuple[str, str, str | None]]:
    with contextlib.closing(sqlite3.connect(":memory:")) as database:
        for table in layout.TABLES:
            database.execute(table)
        return _tables(database)


def check(path: Path | str) -> CheckReport:
    """Verify a trace: every checksum, and that tables, shapes and epochs agree.

    Raises:
        TraceError: what is wrong; `TraceDamagedError` if it is not what was recorded.

    """
    with contextlib.closing(TraceReader(Path(path))) as reader:
        return reader.check()
