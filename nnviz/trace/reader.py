"""Reading a trace file and believing nothing that it says.

Every table and row is held against the schema, every size is bounded before it is allocated, and
every checksum is verified, before a number is given to anybody.
"""

import contextlib
import hashlib
import json
import math
import operator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import NotATraceError, TraceDamagedError, TraceVersionError, quoted
from nnviz.learning.datasets import Dataset
from nnviz.learning.description import (
    NetworkDescription,
    TrainingDescription,
    check_together,
)
from nnviz.learning.experiment import Experiment
from nnviz.learning.training import TrainingState
from nnviz.trace import format as layout
from nnviz.trace.codec import Codec
from nnviz.trace.database import DAMAGED, NO_TRACE, TraceDatabase
from nnviz.trace.experiment_json import (
    experiment_from_json,
    network_from_json,
    training_from_json,
)
from nnviz.trace.older_formats import FIRST_OF_THESE_NAMES, present_description, quantity_in
from nnviz.trace.plan import (
    CHUNK_STEPS,
    MAX_ARRAY_BYTES,
    MAX_CHUNKS,
    MAX_STEPS,
    Plan,
    largest_encoding,
)
from nnviz.trace.schema import DTYPE, Shape
from nnviz.trace.state import part_bytes, state_from_parts

StepNumbers = NDArray[np.int64]


class TraceReader:
    """Reads a trace file, chunk by chunk.

    Attributes:
        version: of the format.
        description: what the table `meta` says, by its keys, in the words of this format.
        network: what was trained.
        training: how its steps make epochs.
        dataset: the records that the trace shows.
        experiment: what else the numbers depend on; None: the file does not say it.
        versions: of nnviz, NumPy and Python, of the recording.
        steps: (n_steps,) int64 the numbers of the recorded steps, read-only.
        shapes: the name and the shape of every tensor, without the step axis.
        records: rows of the training data, from 0, that every step has; None: others each.
        chunk_steps: the number of steps of every chunk.

    Raises:
        TraceError: the file is missing or cannot be read; see also its subclasses.

    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._codec = Codec()
        self._file = TraceDatabase(path)
        try:
            self._recognize()
            self.description = self._read_meta()
            self.versions = {
                name: self.description.get(name, "") for name in ("nnviz", "numpy", "python")
            }
            self.dataset = self._read_data()
            self.experiment = self._parse_experiment()
            self.network, self.training = self._parse_descriptions()
            self._plan = self._parse_plan()
            self.shapes = self._plan.tensors
            self.records = self._plan.records
            self._ids = {name: number for number, name in enumerate(self.shapes)}
            self._check_tensors()
            parts = self._read_chunks()
        except BaseException:
            self._file.close()
            raise
        self.chunk_steps = [len(part) for part in parts]
        self.steps: StepNumbers = np.concatenate([np.zeros(0, np.int64), *parts])
        self.steps.flags.writeable = False

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _damaged(self, what: str) -> TraceDamagedError:
        return TraceDamagedError(f"{self._path}: the trace is damaged: {what}; {DAMAGED}")

    def _recognize(self) -> None:
        if self._file.application_id() != layout.APPLICATION_ID:
            raise NotATraceError(f"{self._path}: this is not a trace; {NO_TRACE}")
        self.version = version = self._file.version()
        if version == 1:
            raise TraceVersionError(
                f"{self._path}: the trace has format 1, which lacks the data; record it again"
            )
        if version > layout.FORMAT_VERSION:
            raise TraceVersionError(
                f"{self._path}: the trace has format {version}, this nnviz reads up to"
                f" {layout.FORMAT_VERSION}; install a newer nnviz"
            )
        if version < 1 or not self._file.is_a_trace_inside(version):
            raise self._damaged("it has other tables than a trace")
        if self._file.pages() > layout.MAX_PAGES:
            raise self._damaged("it claims to be larger than any")
        if self._file.is_cut_off():
            raise self._damaged("it has been cut off")

    def _read_meta(self) -> dict[str, str]:
        said: dict[str, str] = {}
        for key, value, check in islice(self._file.meta(), layout.MAX_DESCRIPTION_ROWS + 1):
            if not isinstance(key, str) or not isinstance(value, str):
                raise self._damaged("its description is no text")
            if layout.checksum(key, value) != check:
                raise self._damaged(f"the checksum of {quoted(key, 40)} does not match")
            said[key] = value
            length = sum(map(len, said.values()))
            if length > layout.MAX_DESCRIPTION_BYTES or len(said) > layout.MAX_DESCRIPTION_ROWS:
                raise self._damaged("its description is longer than any")
        return present_description(said, self.version)

    def _read_data(self) -> Dataset:
        arrays: dict[str, NDArray[Any]] = {}
        for name, shape, check in list(islice(self._file.records(), len(layout.RECORDS) + 1)):
            if name not in layout.RECORDS or name in arrays:
                raise self._damaged("it has other records than a trace")
            arrays[name] = self._record(name, shape, self._file.record(name), check)
            if sum(array.nbytes for array in arrays.values()) > 2 * MAX_ARRAY_BYTES:
                raise self._damaged("its records are larger than any")
        try:
            return layout.parse_data(self.description.get("data", ""), arrays)
        except ValueError as error:
            raise self._damaged(f"its data cannot be read: {error}") from error

    def _record(self, name: str, shape: object, data: object, check: object) -> NDArray[Any]:
        if not isinstance(shape, str) or type(data) is not bytes:
            raise self._damaged("its records are no records")
        if layout.checksum(name, shape, data) != check:
            raise self._damaged(f"the checksum of {quoted(name, 40)} does not match")
        array = self._decode(data, self._lengths(shape), DTYPE, f"records {quoted(name, 40)}")
        array.flags.writeable = False
        return array

    def _lengths(self, text: str) -> Shape:
        try:
            rows, columns = (operator.index(length) for length in json.loads(text))
        except (ValueError, TypeError, RecursionError) as error:
            raise self._damaged(f"a shape cannot be read: {error}") from error
        if min(rows, columns) < 1 or rows * columns * DTYPE.itemsize > MAX_ARRAY_BYTES:
            raise self._damaged(f"its records claim the impossible shape {(rows, columns)}")
        return rows, columns

    def _parse_experiment(self) -> Experiment | None:
        if "experiment" not in self.description and self.version >= FIRST_OF_THESE_NAMES:
            return None
        try:
            return experiment_from_json(self.description.get("experiment", ""), self.dataset)
        except ValueError as error:
            raise self._damaged(f"its experiment cannot be read: {error}") from error

    def _parse_descriptions(self) -> tuple[NetworkDescription, TrainingDescription]:
        """Return what is trained, and how; an older file leaves that to its experiment."""
        experiment = self.experiment
        if experiment is not None and self.version < FIRST_OF_THESE_NAMES:
            return experiment.network, experiment.training
        try:
            network = network_from_json(self.description.get("network", ""))
            training = training_from_json(self.description.get("training", ""))
            check_together(network, training, self.dataset)
        except ValueError as error:
            raise self._damaged(f"its network or training cannot be read: {error}") from error
        if experiment and (experiment.network, experiment.training) != (network, training):
            raise self._damaged("its experiment is of another network or training")
        return network, training

    def _parse_plan(self) -> Plan:
        try:
            return layout.parse_plan(self.description.get("recorded", ""), self)
        except ValueError as error:
            raise self._damaged(f"what is recorded cannot be read: {error}") from error

    def _check_tensors(self) -> None:
        expected = [
            (number, quantity_in(self.version, name), *rest)
            for number, name, *rest in layout.tensor_rows(self._plan)
        ]
        if list(islice(self._file.tensors(), len(expected) + 1)) != expected:
            raise self._damaged("its tensors are not those of its training")

    def _read_chunks(self) -> list[StepNumbers]:
        """Return the numbers of the steps of each chunk that there is now."""
        chunks = self._file.chunk_count()
        if chunks > MAX_CHUNKS:
            raise self._damaged(f"it claims {chunks:,} chunks; {MAX_CHUNKS:,} are possible")
        most = min(MAX_STEPS, self._file.size())
        parts: list[StepNumbers] = []
        steps, last = 0, 0
        for number, row in enumerate(islice(self._file.chunks(self.version), chunks)):
            parts.append(self._steps_of_chunk(number, *row))
            self._check_order(number, parts[-1], behind=last)
            steps, last = steps + len(parts[-1]), int(parts[-1][-1])
            if steps > most:
                raise self._damaged(f"it claims {steps:,} steps; {most:,} are possible")
        return parts

    def _check_order(self, number: int, steps: StepNumbers, *, behind: int) -> None:
        """Compare, and never subtract: differences of what may be any number wrap around."""
        ascending = bool((steps[1:] > steps[:-1]).all())
        if not ascending or not behind < steps[0] or not steps[-1] <= self._plan.steps.total:
            raise self._damaged(f"the steps of chunk {number} are not in order")

    def _steps_of_chunk(
        self, number: int, chunk: object, steps: object, data: object, check: object
    ) -> StepNumbers:
        if chunk != number or type(steps) is not int or type(data) is not bytes:
            raise self._damaged(f"chunk {number} is missing or is no chunk")
        if layout.checksum(number, steps, data) != check:
            raise self._damaged(f"the checksum of chunk {number} does not match")
        if not 1 <= steps <= CHUNK_STEPS:
            raise self._damaged(f"chunk {number} claims {steps} steps")
        return self._decode(data, (steps,), layout.STEP_DTYPE, f"chunk {number}")

    def read(self, chunk: int, name: str) -> NDArray[np.float64]:
        """Return one tensor of one chunk, (n_steps, *shape) float64, verified.

        Raises:
            TraceDamagedError: it is missing, or not what was recorded.

        """
        what = f"{name} of chunk {chunk}"
        shape = (self.chunk_steps[chunk], *self.shapes[name])
        dtype = self._plan.dtype_of(name)
        size = math.prod(shape) * dtype.itemsize
        data = self._blob(chunk, self._ids[name], size, what)
        return self._decode(data, shape, dtype, what).astype(np.float64, copy=False)

    def _blob(self, chunk: int, tensor: int, size: int, what: str) -> bytes:
        if size > MAX_ARRAY_BYTES:
            raise self._damaged(f"{what} claims the impossible size {size}")
        row = self._file.blob(chunk, tensor, max_bytes=largest_encoding(size))
        if row is None or type(row[0]) is not bytes:
            raise self._damaged(f"{what} is missing")
        if layout.checksum(chunk, tensor, row[0]) != row[1]:
            raise self._damaged(f"the checksum of {what} does not match")
        return row[0]

    def _decode(self, data: bytes, shape: Shape, dtype: np.dtype[Any], what: str) -> NDArray[Any]:
        try:
            return self._codec.decode(data, shape=shape, dtype=dtype)
        except ValueError as error:
            raise self._damaged(f"{what} cannot be decoded: {error}") from error

    def state(self) -> TrainingState | None:
        """Return what training goes on from, behind the last chunk or further on, verified.

        Returns:
            None where it begins anew, or nothing follows.

        Raises:
            TraceDamagedError: it is missing, or not what was recorded.

        """
        with self._file.snapshot():
            chunks, count = self._file.counts()
            follows = self.experiment is not None and chunks and not self.is_complete
            expected = part_bytes(self) if follows else []
            if chunks != len(self.chunk_steps):  # a recorder has gone on meanwhile
                return None
            if count != len(expected):
                raise self._damaged("it keeps another state than that behind its last chunk")
            parts = [self._part(*item, chunk=chunks - 1) for item in enumerate(expected)]
        return self._parse_state(parts, self.experiment) if parts and self.experiment else None

    @property
    def is_complete(self) -> bool:
        """Whether training was recorded to its last step."""
        return bool(len(self.steps)) and int(self.steps[-1]) == self.training.steps

    def _part(self, number: int, size: int, *, chunk: int) -> bytes:
        what = f"part {number} of its state"
        row = self._file.part(number, max_bytes=size)
        if row is None or row[0] != chunk or type(row[1]) is not bytes:
            raise self._damaged(f"{what} is missing")
        if layout.checksum(number, chunk, row[1]) != row[2]:
            raise self._damaged(f"the checksum of {what} does not match")
        if number and len(row[1]) != size:
            raise self._damaged(f"{what} has {len(row[1])} bytes where {size} belong")
        return row[1]

    def _parse_state(self, parts: list[bytes], experiment: Experiment) -> TrainingState:
        try:
            return state_from_parts(parts, experiment, recorded=int(self.steps[-1]))
        except ValueError as error:
            raise self._damaged(f"its state cannot be read: {error}") from error

    def digest(self) -> str:
        """Return a digest of what was recorded, up to the last step that this reader sees.

        It is made of the experiment, the data and the checksums of all that was recorded.
        """
        file, digest = self._file, hashlib.sha256()
        chunks = ((number, steps, check) for number, steps, _, check in file.chunks(self.version))
        seen = len(self.chunk_steps)
        blobs = islice(file.checksums(seen), seen * len(self.shapes))
        for row in chain(file.meta(), file.records(), islice(chunks, seen), blobs):
            digest.update(repr(row).encode())
        return digest.hexdigest()

    def check(self) -> "CheckReport":
        """Verify everything that opening has not verified yet."""
        fault = self._file.fault()
        if fault is not None:
            raise self._damaged(fault)
        for chunk in range(len(self.chunk_steps)):
            for name in self.shapes:
                self.read(chunk, name)
        if self.version > 2:
            self.state()
        return CheckReport(
            chunks=len(self.chunk_steps), tensors=len(self.shapes), steps=len(self.steps)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckReport:
    """What `check` has verified.

    Attributes:
        chunks: number of chunks.
        tensors: number of tensors in each.
        steps: number of recorded steps.

    """

    chunks: int
    tensors: int
    steps: int


def check(path: Path | str) -> CheckReport:
    """Verify a trace: every checksum, and that tables, shapes and steps agree.

    Raises:
        TraceError: what is wrong; `TraceDamagedError` if it is not what was recorded.

    """
    with contextlib.closing(TraceReader(Path(path))) as reader:
        return reader.check()
