"""The layout of a trace file: its tables, its marks, its checksums, its description as JSON.

A trace is one SQLite file. The tables:

* `meta`: the network, its training, its data and what is recorded of it as JSON, the experiment
  that they are of where there is one, and the versions of what recorded it;
* `records`: the training records that are shown, and some that are held out;
* `tensors`: name, dtype and shape (without the step axis) of everything that is recorded;
* `chunks`: a run of recorded steps each, with their numbers as an explicit array;
* `blobs`: the encoded array of one tensor in one chunk;
* `state`: what training goes on from behind the last chunk, until the recording is complete.

Every row of `meta`, `records`, `chunks`, `blobs` and `state` carries a CRC-32 of all that it says.
"""

import json
import operator
import platform
import zlib
from collections.abc import Mapping
from importlib.metadata import version
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.learning.datasets import Dataset
from nnviz.learning.description import Described
from nnviz.trace.experiment_json import (
    experiment_json,
    network_json,
    preparation_from_json,
    preparation_json,
    training_json,
)
from nnviz.trace.plan import CHUNK_STEPS, MAX_ARRAY_BYTES, MAX_STEPS, Plan, Steps, largest_encoding
from nnviz.trace.schema import DTYPE

APPLICATION_ID = 0x4E4E5452  # "NNTR"
FORMAT_VERSION = 4
DTYPES: Mapping[str, np.dtype[Any]] = MappingProxyType({"<f4": np.dtype("<f4"), "<f8": DTYPE})
STEP_DTYPE = np.dtype("<i8")

# What a reader believes at most, so that no file makes it take 200 MB of memory to find a fault.
MAX_VALUE_BYTES = largest_encoding(MAX_ARRAY_BYTES)
MAX_DESCRIPTION_BYTES = 4 << 20
MAX_DESCRIPTION_ROWS = 20
MAX_EXPERIMENT_BYTES = 3 << 20
MAX_NAME_BYTES = 1000
MAX_STEPS_BYTES = largest_encoding(CHUNK_STEPS * STEP_DTYPE.itemsize)
MAX_PAGES = 1 << 28  # a terabyte: SQLite takes a bit of memory for each to check them
SAID_OF_COLUMNS = ("input_names", "target_names", "notes")
RECORDS = ("inputs", "targets", "held_out_inputs", "held_out_targets")

TABLES = (
    """CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    checksum INTEGER NOT NULL
)""",
    """CREATE TABLE records (
    name TEXT PRIMARY KEY,
    shape TEXT NOT NULL,
    data BLOB NOT NULL,
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
    n_steps INTEGER NOT NULL,
    steps BLOB NOT NULL,
    checksum INTEGER NOT NULL
)""",
    """CREATE TABLE blobs (
    chunk INTEGER NOT NULL REFERENCES chunks (id),
    tensor INTEGER NOT NULL REFERENCES tensors (id),
    data BLOB NOT NULL,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (chunk, tensor)
)""",
    """CREATE TABLE state (
    part INTEGER PRIMARY KEY,
    chunk INTEGER NOT NULL REFERENCES chunks (id),
    data BLOB NOT NULL,
    checksum INTEGER NOT NULL
)""",
)


def checksum(*parts: str | int | bytes | memoryview) -> int:
    """Return the CRC-32 of the parts one after the other; numbers as 8 bytes, text as UTF-8."""
    crc = 0
    for part in parts:
        crc = zlib.crc32(_as_bytes(part), crc)
    return crc


def _as_bytes(part: str | int | bytes | memoryview) -> bytes | memoryview:
    if isinstance(part, int):
        return part.to_bytes(8, "little", signed=True)
    return part.encode() if isinstance(part, str) else part


def tensor_rows(plan: Plan) -> list[tuple[int, str, str, str]]:
    """Return the rows (id, name, dtype, shape) of the table `tensors`."""
    return [
        (number, name, plan.dtype_of(name).str, json.dumps(shape))
        for number, (name, shape) in enumerate(plan.tensors.items())
    ]


def describe(plan: Plan) -> dict[str, str]:
    """Return the rows of the table `meta` for a recording made here and now."""
    data = plan.dataset
    held_out = 0 if data.held_out is None else data.held_out.size
    described = {
        "name": data.name,
        "source": data.source,
        "classes": data.classes,
        "image_shape": data.image_shape,
        **_said_of_columns(data),
        "taken_from": [data.size, held_out],
        "checksum": _checksum_of(data),
    }
    recorded = {
        "records": plan.records,
        "quantities": sorted(plan.quantities),
        "dtype": plan.dtype.str,
    }
    experiment = {} if plan.experiment is None else {"experiment": experiment_json(plan.experiment)}
    return {
        "network": network_json(plan.network),
        "training": training_json(plan.training),
        **experiment,
        "data": json.dumps(described),
        "recorded": json.dumps(recorded),
        "nnviz": version("nnviz"),
        "numpy": np.__version__,
        "python": platform.python_version(),
    }


def _said_of_columns(data: Dataset) -> dict[str, Any]:
    """Return what is known of the columns of a file; nothing of data that have none."""
    said = {name: getattr(data, name) for name in SAID_OF_COLUMNS if getattr(data, name)}
    if data.preparation is not None:
        said["preparation"] = preparation_json(data.preparation)
    return said


def _checksum_of(data: Dataset) -> int:
    """Return a checksum of all records, of which a trace need not hold each."""
    every = (data, data.held_out) if data.held_out is not None else (data,)
    arrays = [array for each in every for array in (each.inputs, each.targets)]
    return checksum(*(np.ascontiguousarray(array).data.cast("B") for array in arrays))


def record_arrays(plan: Plan) -> dict[str, NDArray[np.float64]]:
    """Return the arrays of the table `records`: (n_records, columns) float64 each."""
    data = plan.dataset
    shown = data.only(range(len(data.inputs)) if plan.records is None else plan.records)
    arrays = {"inputs": shown.inputs, "targets": shown.targets}
    if shown.held_out is not None:
        arrays["held_out_inputs"] = shown.held_out.inputs
        arrays["held_out_targets"] = shown.held_out.targets
    return arrays


def parse_data(text: str, arrays: Mapping[str, NDArray[np.float64]]) -> Dataset:
    """Return the records that a trace holds.

    Args:
        text: what `describe` says of the data.
        arrays: what `record_arrays` returned.

    Raises:
        ValueError: they do not belong together.

    """
    try:
        said: dict[str, Any] = json.loads(text)
        image_shape = said["image_shape"]
        if image_shape is not None:
            image_shape = tuple(operator.index(length) for length in image_shape)
        taken_from, held_out_from = (operator.index(number) for number in said["taken_from"])
        common: dict[str, Any] = {
            "name": str(said["name"]),
            "source": str(said["source"]),
            "classes": tuple(map(str, said["classes"])),
            "image_shape": image_shape,
            **_read_of_columns(said),
        }
        held_out = None
        if "held_out_inputs" in arrays:
            inputs, targets = arrays["held_out_inputs"], arrays["held_out_targets"]
            held_out = Dataset(inputs=inputs, targets=targets, taken_from=held_out_from, **common)
        return Dataset(
            inputs=arrays["inputs"],
            targets=arrays["targets"],
            held_out=held_out,
            taken_from=taken_from,
            **common,
        )
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(f"these are no data: {error}") from error


def _read_of_columns(said: Mapping[str, Any]) -> dict[str, Any]:
    preparation = said.get("preparation")
    return {
        **{name: tuple(map(str, said.get(name, ()))) for name in SAID_OF_COLUMNS},
        "preparation": None if preparation is None else preparation_from_json(preparation),
    }


def parse_plan(text: str, trained: Described) -> Plan:
    """Return what is recorded of a training, apart from the steps, which a trace numbers.

    Args:
        text: what `describe` says of it.
        trained: says what was trained.

    Raises:
        ValueError: the training has no such records or tensors.

    """
    try:
        said: dict[str, Any] = json.loads(text)
        records = said["records"]
        if records is not None:
            records = tuple(operator.index(row) for row in records)
        dtype = DTYPES[said["dtype"]]
        plan = Plan(
            network=trained.network,
            training=trained.training,
            dataset=trained.dataset,
            steps=Steps(total=trained.training.steps or MAX_STEPS, every=1, listed=()),
            records=records,
            quantities=frozenset(map(str, said["quantities"])),
            dtype=dtype,
        )
    except (TypeError, KeyError, RecursionError) as error:
        raise ValueError(f"this says not what is recorded: {error}") from error
    _check_records(records, trained.dataset)
    return plan


def _check_records(records: tuple[int, ...] | None, data: Dataset) -> None:
    count = data.size if records is None else len(records)
    if count != len(data.inputs):
        raise ValueError(f"{count} records are named, {len(data.inputs)} are there")
    if records and not (records[0] >= 0 and records[-1] < data.size):
        raise ValueError(f"the training has no records {records[0]} to {records[-1]}")
    if records and any(after <= before for before, after in pairwise(records)):
        raise ValueError("the records that are named are not in order")
