"""What a file of data may be at most, before a byte of it is believed."""

from pathlib import Path
from stat import S_ISREG

from nnviz.errors import ExperimentError

LARGEST_BYTES = 4 << 30
SMALL_BYTES = 64 << 20  # that anything packed may claim to hold
MOST_COMPRESSED = 100  # times its size, of something larger
MOST_CELLS = 50_000_000
MOST_EMPTY = 100_000  # lines in a row
MOST_COLUMNS = 50_000  # that are looked at within two seconds


def check_file(path: Path) -> None:
    """Refuse what is no ordinary file of a size that can be read.

    Raises:
        ExperimentError: it is not.

    """
    try:
        facts = path.stat()
    except OSError as error:
        raise unreadable(path, error) from error
    if not S_ISREG(facts.st_mode):
        raise ExperimentError(
            f"{path}: cannot be read: it is no ordinary file; correct the path of the data"
        )
    check_bytes(path, facts.st_size)


def check_bytes(path: Path, size: int) -> None:
    """Refuse a file that is too large, packed or unpacked.

    Raises:
        ExperimentError: it is.

    """
    if size > LARGEST_BYTES:
        raise ExperimentError(
            f"{path}: takes {size >> 20} MiB, more than {LARGEST_BYTES >> 20}; give fewer records"
        )


def unreadable(path: Path, error: OSError) -> ExperimentError:
    """Return what to say of a file that the system does not let us read."""
    return ExperimentError(
        f"{path}: cannot be read: {error.strerror or error}; correct the path of the data"
    )


def check_unpacked(path: Path, size: int, what: str, small: int = SMALL_BYTES) -> None:
    """Refuse a file that claims to unpack to more than one of its size does.

    Args:
        path: the file.
        size: what it claims, bytes.
        what: it is to be.
        small: bytes that any file may claim.

    Raises:
        ExperimentError: it claims too much.

    """
    check_bytes(path, size)
    if size > max(small, MOST_COMPRESSED * path.stat().st_size):
        raise ExperimentError(
            f"{path}: is no {what}: it claims {size >> 20} MiB, for which it is too small; save it "
            "anew"
        )


def check_cells(path: Path, rows: int, columns: int) -> None:
    """Refuse a table that is too large.

    Raises:
        ExperimentError: it is.

    """
    if rows * columns > MOST_CELLS:
        raise ExperimentError(
            f"{path}: {rows:,} rows of {columns:,} columns are more than {MOST_CELLS:,} values; "
            "give fewer of either"
        )


def check_gap(path: Path, line: int, last: int) -> None:
    """Refuse a file with very many lines in a row that hold no record.

    Args:
        path: the file.
        line: that is read, from 1.
        last: that held a record; 0: none has yet.

    Raises:
        ExperimentError: there are too many in between.

    """
    if line - last > MOST_EMPTY:
        raise ExperimentError(
            f"{path}: line {line}: {MOST_EMPTY:,} lines in a row hold no record; remove them, or "
            "look for a quotation mark without its like"
        )


def not_installed(path: Path, library: str) -> ExperimentError:
    """Return what to say where a library of the extra is missing."""
    return ExperimentError(
        f"{path}: is read by {library}, which is not installed; install it: pip install "
        "'nnviz[tables]'; or save the table as CSV"
    )
