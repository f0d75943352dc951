"""Tables of arrays: those of an NPZ by their names, the columns of an NPY by their numbers."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import ExperimentError, quoted
from nnviz.learning.tables.array_file import BROKEN, read_arrays
from nnviz.learning.tables.column import TableColumn, column_of_numbers, column_of_texts
from nnviz.learning.tables.file_limits import MOST_COLUMNS, check_file, unreadable
from nnviz.learning.tables.table import DataTable

NUMBERS, TEXTS = "biuf", "U"  # kinds of arrays, by NumPy's letters


def read_npz(
    path: Path, *, inputs: Sequence[str], targets: Sequence[str]
) -> tuple[DataTable, list[str], list[str]]:
    """Return the table of some arrays of an NPZ file, with one row a record.

    Args:
        path: the file.
        inputs: names of arrays, whose columns are taken together; empty: `inputs`.
        targets: likewise; empty: `targets`.

    Returns:
        The table, and the names of its columns that are inputs, and that are targets.

    Raises:
        ExperimentError: the file cannot be read, an array is missing or holds no numbers.

    """
    groups = [inputs or ("inputs",), targets or ("targets",)]
    arrays = read_arrays(path, [name for names in groups for name in names])
    _check_rows(path, arrays)
    left = iter(arrays)
    given, wanted = (
        [column for name in names for column in _columns(path, name, next(left))]
        for names in groups
    )
    table = DataTable(path=path, columns=(*given, *wanted))
    return table, [column.name for column in given], [column.name for column in wanted]


def read_npy(path: Path) -> DataTable:
    """Return the table of an NPY file: its fields, or its columns as x1, x2 ….

    Raises:
        ExperimentError: it holds no table of numbers or texts.

    """
    check_file(path)
    try:
        array = np.load(path, mmap_mode="r", allow_pickle=False)
    except OSError as error:
        raise unreadable(path, error) from error
    except BROKEN as error:
        raise ExperimentError(
            f"{path}: is no NPY of numbers: {error}; write it with numpy.save"
        ) from error
    if not isinstance(array, np.ndarray):
        raise ExperimentError(f"{path}: is an archive; name it as npz, or save one array")
    if array.dtype.names:
        fields = ((name, array[name]) for name in array.dtype.names)
        return DataTable(path=path, columns=tuple(c for f in fields for c in _columns(path, *f)))
    _check_rows(path, [array])
    return DataTable(path=path, columns=tuple(_columns(path, "x", array, apart="")))


def _check_rows(path: Path, arrays: Sequence[NDArray[Any]]) -> None:
    counts = {len(array) if array.ndim else 0 for array in arrays}
    if len(counts) != 1 or 0 in counts:
        raise ExperimentError(
            f"{path}: its arrays have {' and '.join(map(str, sorted(counts)))} rows; give one row "
            "a record in each"
        )


def _columns(path: Path, name: str, array: NDArray[Any], apart: str = " ") -> Iterator[TableColumn]:
    """Yield the columns of an array, each as a column of a table."""
    if array.dtype.kind not in NUMBERS + TEXTS or not array.size:
        raise ExperimentError(
            f"{path}: {quoted(name, 60)}: an array {array.shape} of {array.dtype} is not possible; "
            "give numbers or texts, one row a record"
        )
    rows = array.reshape(len(array), -1)
    if rows.shape[1] > MOST_COLUMNS:
        raise ExperimentError(
            f"{path}: {quoted(name, 60)} has {rows.shape[1]:,} columns; {MOST_COLUMNS:,} are "
            "possible; leave some of them out"
        )
    for number, values in enumerate(rows.T, start=1):
        called = name if array.ndim == 1 else f"{name}{apart}{number}"
        if array.dtype.kind in TEXTS:
            yield column_of_texts(called, list(map(str.strip, values.tolist())))
        else:
            yield column_of_numbers(called, values)
