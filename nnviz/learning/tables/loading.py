"""Loading: which reader takes which kind of file, and what of it is learned."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from nnviz.learning.tables.array_table import read_npy, select_arrays
from nnviz.learning.tables.csv_file import CsvFormat, read_csv
from nnviz.learning.tables.excel_file import read_excel
from nnviz.learning.tables.parquet_file import read_parquet
from nnviz.learning.tables.selection import TableSelection, select
from nnviz.learning.tables.table import DataTable

if TYPE_CHECKING:
    from nnviz.learning.data import Data


def selection_of(name: str, data: "Data") -> TableSelection:
    """Return what of a file is learned.

    Args:
        name: of the kind of file: `npz`, or one of `READERS`.
        data: say which file, which columns, and how it is written.

    Raises:
        ExperimentError: the file cannot be read, or does not hold what it should.

    """
    if name == "npz":
        return select_arrays(
            Path(data.path), inputs=data.inputs, targets=data.targets, classify=data.classify
        )
    table = READERS[name](data)
    return select(table, inputs=data.inputs, targets=data.targets, classify=data.classify)


def _read_csv(data: "Data") -> DataTable:
    form = CsvFormat(
        encoding=data.encoding,
        separator=data.separator,
        decimal=data.decimal,
        header=data.header,
        skip_lines=data.skip_lines,
    )
    return read_csv(Path(data.path), form)


def _read_excel(data: "Data") -> DataTable:
    path, skipped = Path(data.path), data.skip_lines
    return read_excel(path, sheet=data.sheet, header=data.header, skip_lines=skipped)


READERS: Mapping[str, Callable[["Data"], DataTable]] = MappingProxyType(
    {
        "csv": _read_csv,
        "npy": lambda data: read_npy(Path(data.path)),
        "parquet": lambda data: read_parquet(Path(data.path)),
        "xlsx": _read_excel,
    }
)
"""What reads a table, by the name of the data."""
