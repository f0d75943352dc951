"""Writing a trace file, see `nnviz.trace.format`.

A file has its name when it holds all but the chunks. These are appended, one transaction each, in
WAL mode: a process that is killed leaves a file that opens and holds every committed chunk, and
others may read while it is written. Closing folds the log back, so that a finished trace is one
single file.
"""

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import TraceError
from nnviz.files import folder_beside
from nnviz.trace import format as layout
from nnviz.trace.codec import Codec
from nnviz.trace.file_and_log import NO_JOURNAL, discard, naming_file_in_errors, open_to_write
from nnviz.trace.plan import Plan

Part = bytes | memoryview

FOLDED_BACK = 16 << 20  # bytes of the log at a time, as that waits for the disk


@contextlib.contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[None]:
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise


@contextlib.contextmanager
def empty_trace(path: Path, plan: Plan) -> Iterator[Path]:
    """Make a trace without chunks beside `path`, for the block to give it its name.

    Raises:
        TraceError: the disk is full, or the folder cannot be written.

    """
    with folder_beside(path, error=TraceError) as folder:
        part = folder / path.name
        with naming_file_in_errors(path), contextlib.closing(sqlite3.connect(part)) as database:
            _describe(database, plan)
        yield part


def _describe(database: sqlite3.Connection, plan: Plan) -> None:
    """Write all that is known of a training before it begins."""
    codec = Codec()
    meta = [(k, v, layout.checksum(k, v)) for k, v in layout.describe(plan).items()]
    records = [_record(codec, *item) for item in layout.record_arrays(plan).items()]
    database.isolation_level = None
    database.execute(f"PRAGMA page_size = {plan.page_bytes}")
    database.execute(NO_JOURNAL)  # until it has its name, nobody misses it
    with _transaction(database):
        database.execute(f"PRAGMA application_id = {layout.APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {layout.FORMAT_VERSION}")
        for table in layout.TABLES:
            database.execute(table)
        database.executemany("INSERT INTO meta VALUES (?, ?, ?)", meta)
        database.executemany("INSERT INTO records VALUES (?, ?, ?, ?)", records)
        database.executemany("INSERT INTO tensors VALUES (?, ?, ?, ?)", layout.tensor_rows(plan))
    database.execute("PRAGMA journal_mode = WAL")  # now: once it has its name, a reader may lock it


def _record(codec: Codec, name: str, array: NDArray[np.float64]) -> tuple[str, str, bytes, int]:
    shape = json.dumps(array.shape)
    data = codec.encode(array)
    return name, shape, data, layout.checksum(name, shape, data)


class TraceWriter:
    """Appends to a trace file; a context manager.

    Attributes:
        chunks: number of chunks that are safe in the file.

    """

    def __init__(self, path: Path, plan: Plan, *, chunks: int = 0) -> None:
        """Open a file that nobody else writes.

        Args:
            path: a trace of this plan that is not complete.
            plan: what is recorded.
            chunks: how many it holds.

        Raises:
            TraceError: it cannot be opened or written.

        """
        self.chunks = chunks
        self._path = path
        self._codec = Codec()
        self._ids = {name: number for number, name, *_ in layout.tensor_rows(plan)}
        with naming_file_in_errors(path):
            self._identity = _identity(path)
            self._database = open_to_write(path)
            try:
                self._enter_wal_mode()
                self._database.execute("PRAGMA synchronous = NORMAL")
                pages = FOLDED_BACK // plan.page_bytes
                self._database.execute(f"PRAGMA wal_autocheckpoint = {pages}")
            except BaseException:
                self._database.close()
                if not chunks:
                    discard(path)
                raise

    def _enter_wal_mode(self) -> None:
        """Let others read while this one writes; what was killed, and what is new, is so already.

        A file that is in WAL mode must not leave it first: whoever reads it would forbid that.
        """
        if self._database.execute("PRAGMA journal_mode").fetchone() == ("wal",):
            return
        self._database.execute(NO_JOURNAL)
        try:
            self._database.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            raise TraceError(
                f"{self._path}: is kept locked by another program that reads it; close that one,"
                " or wait until it has read, and resume it then"
            ) from error

    def append(
        self,
        steps: NDArray[np.int64],
        arrays: Mapping[str, NDArray[Any]],
        state: Iterable[Part] = (),
    ) -> None:
        """Add one chunk and what training goes on from behind it, in one transaction.

        Args:
            steps: (n_steps,) their numbers, increasing, behind those already written.
            arrays: (n_steps, *shape) for every tensor of the plan, in its dtype.
            state: the parts of the state behind it; none where nothing follows.

        Raises:
            TraceError: the disk is full, or the file cannot be written; what was appended
                before stays.

        """
        chunk, count = self.chunks, len(steps)
        data = self._codec.encode(steps.astype(layout.STEP_DTYPE))
        rows = [self._row(chunk, name, array) for name, array in arrays.items()]
        said = (chunk, count, data, layout.checksum(chunk, count, data))
        with self._change():
            self._keep(chunk, state)  # first, so that the room of the older one is used again
            self._database.execute("INSERT INTO chunks VALUES (?, ?, ?, ?)", said)
            self._database.executemany("INSERT INTO blobs VALUES (?, ?, ?, ?)", rows)
        self.chunks += 1

    def keep(self, state: Iterable[Part]) -> None:
        """Keep what training goes on from, further on than behind the last chunk.

        Args:
            state: its parts.

        Raises:
            TraceError: as `append`.

        """
        with self._change():
            self._keep(self.chunks - 1, state)

    def describe(self, key: str, value: str) -> None:
        """Say something else in the table `meta` than what was known when recording began.

        Raises:
            TraceError: as `append`.

        """
        row = value, layout.checksum(key, value), key
        with self._change():
            self._database.execute("UPDATE meta SET value = ?, checksum = ? WHERE key = ?", row)

    @contextlib.contextmanager
    def _change(self) -> Iterator[None]:
        """Let a block change the file in one transaction."""
        with naming_file_in_errors(self._path):
            self._check_place()
            with _transaction(self._database):
                yield

    def _keep(self, chunk: int, state: Iterable[Part]) -> None:
        parts = (
            (number, chunk, part, layout.checksum(number, chunk, part))
            for number, part in enumerate(state)
        )
        self._database.execute("DELETE FROM state")
        self._database.executemany("INSERT INTO state VALUES (?, ?, ?, ?)", parts)

    def _row(self, chunk: int, name: str, array: NDArray[Any]) -> tuple[int, int, bytes, int]:
        data = self._codec.encode(array)
        tensor = self._ids[name]
        return chunk, tensor, data, layout.checksum(chunk, tensor, data)

    @property
    def is_in_place(self) -> bool:
        """Whether the file still has its name."""
        with contextlib.suppress(OSError):
            return _identity(self._path) == self._identity
        return False

    def _check_place(self) -> None:
        """Notice that the file was taken away: the system lets us write on, but for nobody."""
        if not self.is_in_place:
            raise TraceError(
                f"{self._path}: was removed, moved or replaced while it was recorded; where it was"
                " moved it holds what was recorded until then: put it back and resume it, or"
                " record it again"
            )

    def close(self) -> None:
        """Fold the log back into the file, so that the trace is one single file."""
        with naming_file_in_errors(self._path), contextlib.closing(self._database):
            self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            # Refused while somebody reads: the file is whole already, its log stays, empty.
            with contextlib.suppress(sqlite3.OperationalError):
                self._database.execute(NO_JOURNAL)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if error is None:
            self.close()
            return
        with contextlib.suppress(TraceError):  # else its log stays beside it
            self.close()
        if not self.chunks and self.is_in_place:
            discard(self._path)


def _identity(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_dev, stat.st_ino
