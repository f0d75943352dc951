"""Where a recording lies: one file, and beside it a log of what was not folded back into it.

The log belongs to the file of its name; with another one of that name, SQLite would read it into
that. So what takes a name takes away the log of what had it, and leaves none of its own behind.
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from nnviz.errors import TraceError
from nnviz.files import HOW_TO_REPLACE, folder_beside

# No file of its own when SQLite enters and leaves the WAL mode, which is a matter of two bytes of
# the file's first sector: with one, a process that was killed between leaves a file that nobody
# can open who only reads.
NO_JOURNAL = "PRAGMA journal_mode = MEMORY"

PATIENCE_SECONDS = 5.0  # with whoever has locked the file


@contextlib.contextmanager
def naming_file_in_errors(path: Path) -> Iterator[None]:
    """Say what SQLite or the system refuses in the block as an error that names the file."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise TraceError(
            f"{path}: cannot be written: {error}; check that the folder may be written and that"
            " the disk has room, or choose another place"
        ) from error


def open_to_write(path: Path) -> sqlite3.Connection:
    """Open a file that is there, to write to."""
    address = f"{path.absolute().as_uri()}?mode=rw"
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=PATIENCE_SECONDS)


def log_of(path: Path) -> Path:
    """Return the file beside a recording that holds what was not folded back into it."""
    return path.with_name(f"{path.name}-wal")


def remove_old_log(path: Path, *, overwrite: bool) -> None:
    """Take away the log of an older recording, which SQLite would read into what gets its name.

    Args:
        path: the older recording, closed or not, if it is there.
        overwrite: whether a log without a recording may be removed.

    Raises:
        TraceError: there is such a log, and it may not.

    """
    log = log_of(path)
    if not log.exists():
        return
    if path.exists():
        with contextlib.suppress(sqlite3.Error), contextlib.closing(open_to_write(path)) as old:
            old.execute("PRAGMA journal_mode = DELETE")  # folds it back
    elif not overwrite:
        raise TraceError(
            f"{log}: is left of a recording that is gone; choose another name, or remove it"
            f"{HOW_TO_REPLACE}"
        )
    with naming_file_in_errors(path):
        _remove_beside(path)


def replace_recording(part: Path, path: Path) -> None:
    """Give a closed recording the name of an older one, and all that was committed to it.

    Args:
        part: the recording. Whoever reads it keeps its log from being folded back; then a copy
            of both takes the name.
        path: its name from now on, of a recording that is closed or not.

    Raises:
        TraceError: the system refuses it, or the disk is full; the older one is there still.

    """
    if not log_of(part).exists():
        remove_old_log(path, overwrite=True)
        with naming_file_in_errors(path):
            part.replace(path)
        return
    with folder_beside(path, error=TraceError) as folder:
        copy = folder / path.name
        with naming_file_in_errors(path):
            _copy(part, copy)
            remove_old_log(path, overwrite=True)
            copy.replace(path)
    discard(part)


def _copy(part: Path, copy: Path) -> None:
    """Copy a recording with its log into one single file."""
    with (
        contextlib.closing(sqlite3.connect(f"{part.absolute().as_uri()}?mode=ro", uri=True)) as old,
        contextlib.closing(sqlite3.connect(copy)) as new,
    ):
        old.backup(new)
        new.execute(NO_JOURNAL)


def discard(path: Path) -> None:
    """Remove a recording, and what SQLite has left or could not remove on a full disk."""
    path.unlink(missing_ok=True)
    _remove_beside(path)


def _remove_beside(path: Path) -> None:
    """Remove the log of a recording, and the index of that, which its readers share."""
    for suffix in ("-wal", "-shm"):
        path.with_name(f"{path.name}{suffix}").unlink(missing_ok=True)
