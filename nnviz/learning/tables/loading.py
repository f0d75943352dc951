"""Loading: which reader takes which kind of file, and what of it is learned."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from nnviz.learning.data_settings import DataSettings
from nnviz.learning.tables.array_table import read_npy, read_npz
from nnviz.learning.tables.csv_file import CsvFormat, read_csv
from nnviz.learning.tables.excel_file import read_excel
from nnviz.learning.tables.parquet_file import read_parquet
from nnviz.learning.tables.selection import TableSelection, select
from nnviz.learning.tables.table import DataTable


def selection_of(data: DataSettings) -> TableSelection:
    """Return what of a file is learned.

    Args:
        data: say which file, which columns, and how it is written.

    Raises:
        ExperimentError: the file cannot be read, or does not hold what it should.

    """
    table, inputs, targets = table_of(data)
    return select(table, inputs=inputs, targets=targets, classify=data.classify)


def table_of(data: DataSettings) -> tuple[DataTable, Sequence[str], Sequence[str]]:
    """Return what a file holds, and the names of its columns that are inputs and targets.

    Raises:
        ExperimentError: the file cannot be read.

    """
    if data.name == "npz":
        return read_npz(Path(data.path), inputs=data.inputs, targets=data.targets)
    return READERS[data.name](data), data.inputs, data.targets


def _read_csv(data: DataSettings) -> DataTable:
    form = CsvFormat(
        encoding=data.encoding,
        separator=data.separator,
        decimal=data.decimal,
        header=data.header,
        skip_lines=data.skip_lines,
    )
    return read_csv(Path(data.path), form)


def _read_excel(data: DataSettings) -> DataTable:
    path, skipped = Path(data.path), data.skip_lines
    return read_excel(path, sheet=data.sheet, header=data.header, skip_lines=skipped)


READERS: Mapping[str, Callable[[DataSettings], DataTable]] = MappingProxyType(
    {
        "csv": _read_csv,
        "npy": lambda data: read_npy(Path(data.path)),
        "parquet": lambda data: read_parquet(Path(data.path)),
        "xlsx": _read_excel,
    }
)
"""What reads a table, by the name of the data."""
