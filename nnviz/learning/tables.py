"""Records from a file of the user's own: CSV, or NumPy's NPZ.

Nothing in such a file is executed or unpickled, and everything that is no number where a number
belongs is named with its place.
"""

import lzma
import math
import struct
import tokenize
import zipfile
import zlib
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import ExperimentError, quoted
from nnviz.learning.csv_rows import rows_of
from nnviz.learning.datasets import Dataset, one_hot
from nnviz.number_parsing import number_of

LARGEST_BYTES = 4 << 30
SMALL_BYTES = 64 << 20  # that any archive may claim to hold
MOST_COMPRESSED = 100  # times its size, of a larger one
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, tokenize.TokenError),
    *(ValueError, EOFError, RuntimeError, SyntaxError, MemoryError, OverflowError),
)
"""What zipfile and NumPy raise of archives that are not what they should be."""
MOST_CLASSES = 1000
LONGEST_LABEL = 200
MOST_LISTED = 20

Column = NDArray[Any]


def read_csv(
    path: Path, *, inputs: Sequence[str], targets: Sequence[str], classify: bool
) -> Dataset:
    """Return the records of a CSV file: UTF-8, commas, the names of the columns in its first line.

    Args:
        path: the file.
        inputs: names of columns; empty: all that are no targets.
        targets: names of columns; empty: the last.
        classify: whether the one target column names classes, each of which becomes an output: in
            the order of their numbers, or of the alphabet where one of them is no number.

    Raises:
        ExperimentError: the file cannot be read, a column is missing, text or nothing stands where
            a number belongs.

    """
    header, rows = _rows(path)
    targets = targets or header[-1:]
    inputs = inputs or _all_but(header, targets)
    places = _places(path, header, [*inputs, *targets])
    numbers = [_numbers(path, places[name], name, rows) for name in inputs]
    read = _labels if classify else _numbers
    wanted = [read(path, places[name], name, rows) for name in targets]
    return _dataset(path, numbers, wanted, classify=classify)


def _all_but(header: list[str], targets: Sequence[str]) -> list[str]:
    left_out = set(targets)
    return [name for name in header if name not in left_out]


def _places(path: Path, header: list[str], names: Sequence[str]) -> dict[str, int]:
    """Return where the columns of these names stand."""
    counts = Counter(header)
    for name in names:
        if counts[name] != 1:
            raise ExperimentError(
                f"{path}: {counts[name]} of its columns are called {quoted(name, 60)}; there are "
                f"{_listed(header)}; name one of them, each by a name of its own"
            )
    return {name: place for place, name in enumerate(header)}


def _listed(names: Sequence[str]) -> str:
    more = ["…"] if len(names) > MOST_LISTED else []
    return ", ".join([*(quoted(name, 30) for name in names[:MOST_LISTED]), *more])


def _rows(path: Path) -> tuple[list[str], list[list[str]]]:
    _check_size(path)
    try:
        return rows_of(path)
    except OSError as error:
        raise unreadable(path, error) from error


def _labels(path: Path, column: int, name: str, rows: list[list[str]]) -> Column:
    """Return the names of classes; NumPy gives each the room of the longest."""
    texts = [row[column] for row in rows]
    for number, text in enumerate(texts, start=1):
        if len(text) > LONGEST_LABEL:
            raise ExperimentError(
                f"{path}: record {number}, column {quoted(name, 60)}: a class with a name of "
                f"{len(text):,} characters is not possible; give it one of at most {LONGEST_LABEL}"
            )
    return np.array(texts)


def _numbers(path: Path, column: int, name: str, rows: list[list[str]]) -> Column:
    texts = [row[column] for row in rows]
    with suppress(ValueError):
        numbers = np.fromiter(map(number_of, texts), np.float64, len(texts))
        if np.isfinite(numbers).all():
            return numbers
    wrong = next(n for n, text in enumerate(texts) if not _is_number(text))
    raise ExperimentError(
        f"{path}: record {wrong + 1}, column {quoted(name, 60)}: {quoted(texts[wrong], 40)} is no "
        "finite number; correct it, or leave the record or the column out"
    )


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(number_of(text))
    except ValueError:
        return False


def read_npz(
    path: Path, *, inputs: Sequence[str], targets: Sequence[str], classify: bool
) -> Dataset:
    """Return the records of an NPZ file, arrays with one row a record.

    Args:
        path: the file.
        inputs: names of arrays, whose columns are taken together; empty: `inputs`.
        targets: likewise; empty: `targets`.
        classify: whether the one target array (n,) names classes.

    Raises:
        ExperimentError: the file cannot be read, an array is missing or holds no numbers.

    """
    arrays = read_arrays(path, [*(inputs or ("inputs",)), *(targets or ("targets",))])
    count = len(inputs) or 1
    return _dataset(path, arrays[:count], arrays[count:], classify=classify)


def read_arrays(path: Path, names: Sequence[str]) -> list[Column]:
    """Return arrays of an NPZ file.

    Raises:
        ExperimentError: the file is no NPZ, lacks an array, or is too large.

    """
    _check_size(path)
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(member.file_size for member in archive.infolist())
        _check_bytes(path, size)
        if size > max(SMALL_BYTES, MOST_COMPRESSED * path.stat().st_size):
            raise _no_npz(path, f"it claims {size >> 20} MiB, for which it is too small")
        with np.load(path, allow_pickle=False) as archive:
            there = archive.files
            arrays = [_array(path, archive, name) for name in names if name in there]
    except OSError as error:
        raise unreadable(path, error) from error
    except ExperimentError:
        raise
    except BROKEN as error:
        raise _no_npz(path, error) from error
    if len(arrays) < len(names):
        missing = next(name for name in names if name not in there)
        raise ExperimentError(
            f"{path}: has no array {quoted(missing, 60)}; there are {_listed(there)}"
        )
    if not all(isinstance(array, np.ndarray) for array in arrays):
        raise _no_npz(path, "it holds other files than arrays")
    return arrays


def _array(path: Path, archive: Any, name: str) -> Any:
    try:
        return archive[name]
    except ValueError as error:
        if "Object arrays" not in str(error):
            raise
        raise ExperimentError(
            f"{path}: the array {quoted(name, 60)} holds objects of Python, which are never loaded;"
            " save it as texts, .astype(str), or as numbers, .astype(float)"
        ) from error


def _no_npz(path: Path, why: object) -> ExperimentError:
    return ExperimentError(f"{path}: is no NPZ of plain arrays: {why}; write it with numpy.savez")


def _dataset(
    path: Path, inputs: Sequence[Column], targets: Sequence[Column], *, classify: bool
) -> Dataset:
    counts = {len(column) if column.ndim else 0 for column in (*inputs, *targets)}
    if len(counts) != 1:
        raise ExperimentError(
            f"{path}: its arrays have {' and '.join(map(str, sorted(counts)))} rows; give one row "
            "a record in each"
        )
    classes, wanted = classified(path, targets) if classify else ((), _side_by_side(path, targets))
    return Dataset(
        name=path.name,
        inputs=_side_by_side(path, inputs),
        targets=wanted,
        source=f"the file {path.name}",
        classes=classes,
    )


def _side_by_side(path: Path, columns: Sequence[Column]) -> NDArray[Any]:
    parts = [column.reshape(len(column), -1) for column in columns]
    if not parts:
        raise ExperimentError(f"{path}: no inputs are left; name the columns of the targets")
    return np.concatenate(parts, axis=1)


def classified(path: Path, targets: Sequence[Column]) -> tuple[tuple[str, ...], NDArray[Any]]:
    """Return the names of the classes, and a 1 for each record in the column of its class.

    Raises:
        ExperimentError: there is more than one label a record, or fewer than two classes.

    """
    labels = np.concatenate([column.reshape(len(column), -1) for column in targets], axis=1)
    if labels.shape[1] != 1:
        raise ExperimentError(
            f"{path}: classify: {labels.shape[1]} targets a record; name the one that says the "
            "class, or leave classify out"
        )
    names, numbers = _in_natural_order(*np.unique(labels[:, 0], return_inverse=True))
    if not 2 <= len(names) <= MOST_CLASSES:
        raise ExperimentError(
            f"{path}: classify: {len(names)} classes are not possible; give 2 to {MOST_CLASSES}, "
            "or leave classify out where targets are quantities"
        )
    return tuple(f"{name}" for name in names.tolist()), one_hot(numbers, len(names))


def _in_natural_order(names: Column, numbers: Column) -> tuple[Column, Column]:
    """Return sorted labels, and which of them each record has: numbers as numbers, 2 before 10."""
    if names.dtype.kind != "U" or not all(map(_is_number, names.tolist())):
        return names, numbers
    order = np.argsort(names.astype(np.float64), kind="stable")
    return names[order], np.argsort(order)[numbers]


def _check_size(path: Path) -> None:
    try:
        facts = path.stat()
    except OSError as error:
        raise unreadable(path, error) from error
    if not S_ISREG(facts.st_mode):
        raise ExperimentError(
            f"{path}: cannot be read: it is no ordinary file; correct the path of the data"
        )
    _check_bytes(path, facts.st_size)


def _check_bytes(path: Path, size: int) -> None:
    if size > LARGEST_BYTES:
        raise ExperimentError(
            f"{path}: takes {size >> 20} MiB, more than {LARGEST_BYTES >> 20}; give fewer records"
        )


def unreadable(path: Path, error: OSError) -> ExperimentError:
    """Return what to say of a file that the system does not let us read."""
    return ExperimentError(
        f"{path}: cannot be read: {error.strerror or error}; correct the path of the data"
    )
