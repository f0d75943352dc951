"""Arrays of NumPy as tables: NPZ and NPY. Nothing in such a file is unpickled."""

import lzma
import struct
import tokenize
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import ExperimentError, quoted
from nnviz.learning.tables.file_limits import SMALL_BYTES, check_file, check_unpacked, unreadable
from nnviz.learning.tables.table import listed

BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, tokenize.TokenError),
    *(ValueError, EOFError, RuntimeError, SyntaxError, MemoryError, OverflowError),
)
"""What zipfile and NumPy raise of archives that are not what they should be."""

Stored = NDArray[Any]


def read_arrays(path: Path, names: Sequence[str]) -> list[Stored]:
    """Return arrays of an NPZ file.

    Raises:
        ExperimentError: the file is no NPZ, lacks an array, or is too large.

    """
    check_archive(path, "NPZ of plain arrays")
    try:
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
            f"{path}: has no array {quoted(missing, 60)}; there are {listed(there)}"
        )
    if not all(isinstance(array, np.ndarray) for array in arrays):
        raise _no_npz(path, "it holds other files than arrays")
    return arrays


def check_archive(path: Path, what: str, small: int = SMALL_BYTES) -> None:
    """Refuse a ZIP that unpacks to more than is possible, before a byte of it is unpacked.

    Raises:
        ExperimentError: it does, or is no ZIP; `what` it should be. Any may claim `small` bytes.

    """
    check_file(path)
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(member.file_size for member in archive.infolist())
    except OSError as error:
        raise unreadable(path, error) from error
    except BROKEN as error:
        raise ExperimentError(f"{path}: is no {what}: {error}; save it anew") from error
    check_unpacked(path, size, what, small)


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
