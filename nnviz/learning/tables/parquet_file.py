"""Parquet files, which PyArrow reads; it comes with an extra."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np

from nnviz.errors import ExperimentError, quoted
from nnviz.learning.tables.column import TableColumn, column_of_numbers, column_of_texts
from nnviz.learning.tables.file_limits import (
    MOST_COLUMNS,
    check_cells,
    check_file,
    check_unpacked,
    not_installed,
    unreadable,
)
from nnviz.learning.tables.table import DataTable, listed

SAVED_INDEX: Final = "__index_level_"  # as pandas calls what has no name


def read_parquet(path: Path) -> DataTable:
    """Return the table of a Parquet file.

    Raises:
        ExperimentError: it cannot be read or is too large, or PyArrow is not installed.

    """
    check_file(path)
    try:
        from pyarrow import ArrowException, parquet, types
    except ImportError as error:
        raise not_installed(path, "PyArrow") from error
    try:
        with parquet.ParquetFile(path) as file:
            _check_size(path, file.metadata)
            texts = [each.name for each in file.schema_arrow if types.is_string(each.type)]
        with parquet.ParquetFile(path, read_dictionary=texts) as file:  # one object for each text
            read = file.read(use_threads=False)
    except OSError as error:
        raise unreadable(path, error) from error
    except ExperimentError:
        raise
    except (ArrowException, ValueError, MemoryError) as error:
        raise ExperimentError(
            f"{path}: is no Parquet file, or not whole: {error!s:.200}; save it anew"
        ) from error
    return _table(path, read)


def _table(path: Path, read: Any) -> DataTable:
    from pyarrow import types

    left_out = [each.name for each in read.schema if types.is_nested(each.type)]
    notes = (f"left out: {listed(left_out)}: holds lists",) if left_out else ()
    return DataTable(path=path, columns=tuple(_columns(path, read)), notes=notes)


def _check_size(path: Path, metadata: Any) -> None:
    if metadata.num_columns > MOST_COLUMNS:
        raise ExperimentError(
            f"{path}: has {metadata.num_columns:,} columns; {MOST_COLUMNS:,} are possible; leave "
            "some of them out"
        )
    check_cells(path, metadata.num_rows, metadata.num_columns)
    groups = map(metadata.row_group, range(metadata.num_row_groups))
    check_unpacked(path, sum(group.total_byte_size for group in groups), "Parquet file")


def _columns(path: Path, read: Any) -> Iterator[TableColumn]:
    from pyarrow import ArrowException, types

    for number, (field, values) in enumerate(zip(read.schema, read.columns, strict=True), start=1):
        name = "" if field.name.startswith(SAVED_INDEX) else field.name
        if types.is_nested(field.type):
            continue
        try:
            if types.is_integer(field.type) or types.is_floating(field.type):
                yield column_of_numbers(name or f"column {number}", _numbers(values))
            else:
                yield column_of_texts(name, _texts(values), number=number)
        except ArrowException as error:
            raise ExperimentError(
                f"{path}: column {quoted(name, 60)}: {field.type} is neither number nor text; save "
                "it as one of them"
            ) from error


def _numbers(values: Any) -> np.ndarray[Any, Any]:
    from pyarrow import float64

    whole = not values.null_count
    return np.asarray(values.to_numpy() if whole else values.cast(float64()).to_numpy())


def _texts(values: Any) -> list[str]:
    """Return a text for each value; those of a dictionary are one object each."""
    from pyarrow import string, types

    texts: list[str] = []
    for chunk in values.chunks:
        if types.is_dictionary(chunk.type):
            known = ["", *(_text(each) for each in chunk.dictionary.cast(string()).to_pylist())]
            places = chunk.indices.fill_null(-1).to_numpy(zero_copy_only=False)
            texts += [known[place + 1] for place in places.tolist()]
        else:
            texts += map(_text, chunk.cast(string()).to_pylist())
    return texts


def _text(value: str | None) -> str:
    return "" if value is None else value.strip()
