"""The layout of a trace file: its tables, its marks, its checksums, the experiment as JSON.

A trace is one SQLite file. The tables:

* `meta`: the experiment as JSON, and the versions of what recorded it;
* `tensors`: name, dtype and shape (without the step axis) of everything that is recorded;
* `chunks`: a run of recorded steps each, with their epochs as an explicit array;
* `blobs`: the encoded array of one tensor in one chunk.

Every row of `meta`, `chunks` and `blobs` carries a CRC-32 of all that it says.
"""

import json
import platform
import zlib
from dataclasses import fields, is_dataclass
from importlib.metadata import version
from typing import Any, get_args, get_type_hints

import numpy as np

from nnviz.learning.experiment import Experiment
from nnviz.trace.schema import DTYPE, tensors

SUFFIX = ".nntrace"
APPLICATION_ID = 0x4E4E5452  # "NNTR"
FORMAT_VERSION = 1
EPOCH_DTYPE = np.dtype("<i8")

MAX_CHUNK_STEPS = 4096
MAX_ARRAY_BYTES = 1 << 28


def largest_encoding(n_bytes: int) -> int:
    """Return how many bytes an array of `n_bytes` takes at most: zstd's bound, and its frame."""
    return n_bytes + n_bytes // 128 + 1024


MAX_VALUE_BYTES = largest_encoding(MAX_ARRAY_BYTES)

TABLES = (
    """CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    checksum INTEGER NOT NULL
)""",
    """CREATE TABLE tensors (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    dtype TEXT NOT NULL,
    shape TEXT NOT NULL
)""",
    """CREATE TABLE chunks (
    id INTEGER PRIMARY KEY,
    steps INTEGER NOT NULL,
    epochs BLOB NOT NULL,
    checksum INTEGER NOT NULL
)""",
    """CREATE TABLE blobs (
    chunk INTEGER NOT NULL REFERENCES chunks (id),
    tensor INTEGER NOT NULL REFERENCES tensors (id),
    data BLOB NOT NULL,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (chunk, tensor)
)""",
)


def checksum(*parts: str | int | bytes) -> int:
    """Return the CRC-32 of the parts one after the other; numbers as 8 bytes, text as UTF-8."""
    crc = 0
    for part in parts:
        crc = zlib.crc32(_as_bytes(part), crc)
    return crc


def _as_bytes(part: str | int | bytes) -> bytes:
    if isinstance(part, int):
        return part.to_bytes(8, "little", signed=True)
    return part.encode() if isinstance(part, str) else part


def tensor_rows(experiment: Experiment) -> list[tuple[int, str, str, str]]:
    """Return the rows (id, name, dtype, shape) of the table `tensors` for an experiment."""
    return [
        (number, name, DTYPE.str, json.dumps(shape))
        for number, (name, shape) in enumerate(tensors(experiment).items())
    ]


def describe(experiment: Experiment) -> dict[str, str]:
    """Return the rows of the table `meta` for a recording made here and now."""
    return {
        "experiment": json.dumps(_plain(experiment), allow_nan=False),
        "nnviz": version("nnviz"),
        "numpy": np.__version__,
        "python": platform.python_version(),
    }


def parse_experiment(text: str) -> Experiment:
    """Return the experiment that `describe` wrote.

    Raises:
        ValueError: the text does not describe a possible experiment.

    """
    try:
        restored = _restored(Experiment, json.loads(text))
    except (TypeError, StopIteration, RecursionError) as error:
        raise ValueError(f"this is no experiment: {error}") from error
    if isinstance(restored, Experiment):
        return restored
    raise ValueError("this is no experiment: it has no fields")


def _plain(value: Any) -> Any:
    """Return a value with every dataclass in it as what it is made from."""
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value) if each.init}
    return value


def _restored(kind: Any, value: Any) -> Any:
    """Return what JSON has kept of a dataclass, or of a field of one, as its type says."""
    if isinstance(value, dict):
        chosen: Any = next(each for each in (kind, *get_args(kind)) if is_dataclass(each))
        types = get_type_hints(chosen)
        return chosen(**{name: _restored(types.get(name), each) for name, each in value.items()})
    if isinstance(value, list):
        item = get_args(kind)[0] if get_args(kind) else None
        return tuple(_restored(item, each) for each in value)
    return value
