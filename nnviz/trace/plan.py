"""A plan: what is recorded of one training, worked out, and how many bytes it takes."""

import math
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from nnviz.learning.datasets import Dataset
from nnviz.learning.description import NetworkDescription, TrainingDescription
from nnviz.learning.experiment import Experiment
from nnviz.trace.quantities import QUANTITIES
from nnviz.trace.schema import DTYPE, Shape, tensors
from nnviz.trace.state import part_bytes

CHUNK_STEPS = 512
BUFFER_BYTES = 32 << 20  # a chunk of a large network has fewer steps
CHUNKS = 32  # at least, so that a kill costs little, but for chunks that are computed in no time
UNEVEN_CHUNKS = 4 * CHUNKS  # of listed steps: from one to the next may be most of a training
SMALL_CHUNK = 4 << 20
MAX_STEP_BYTES = 1 << 28
MAX_STEPS = 2 << 20  # recorded ones, whose numbers a reader keeps in memory
MAX_CHUNKS = 1 << 15  # a terabyte of arrays, or all steps in chunks of 64
MAX_ARRAY_BYTES = 1 << 25  # so that reading it takes less than 200 MB of memory
PAGE, LARGE_PAGE = 4096, 16384  # of SQLite, which writes large arrays faster in larger pages
LARGE_ARRAY = 256 << 10  # of a chunk
DESCRIPTION_BYTES = 256 << 10  # tables, experiment, and the held out records that are shown
SCALARS = frozenset(quantity.name for quantity in QUANTITIES if not quantity.axes)


@dataclass(frozen=True, kw_only=True, slots=True)
class Steps:
    """Which steps are recorded.

    Attributes:
        total: how many the training has.
        every: each multiple of this; 0: none but those that are listed.
        listed: others, in order, the last step among them.

    """

    total: int
    every: int
    listed: tuple[int, ...]

    def __contains__(self, step: int) -> bool:
        if self.every and step % self.every == 0:
            return True
        index = bisect_left(self.listed, step)
        return index < len(self.listed) and self.listed[index] == step

    def __len__(self) -> int:
        if not self.every:
            return len(self.listed)
        return self.total // self.every + sum(step % self.every > 0 for step in self.listed)

    def __str__(self) -> str:
        if self.every == 1:
            return "all"
        if not self.every:
            return "listed ones"
        return f"one in {self.every:,}, and {len(self.listed)} at the beginning and the end"


@dataclass(frozen=True, kw_only=True)  # without slots, so that what follows is worked out once
class Plan:
    """What is recorded of one training.

    Attributes:
        network: what is trained.
        training: how its steps make epochs.
        dataset: the records that are learned.
        steps: the recorded ones.
        records: rows of the training data, from 0, that are recorded in every step; None: the
            records that each step learns from.
        quantities: the names of the quantities that are recorded, without their numbers.
        dtype: of tensors with axes; scalars are float64.
        experiment: what else the numbers depend on; None: it is not known.

    """

    network: NetworkDescription
    training: TrainingDescription
    dataset: Dataset
    steps: Steps
    records: tuple[int, ...] | None
    quantities: frozenset[str]
    dtype: np.dtype[Any]
    experiment: Experiment | None = None

    @cached_property
    def tensors(self) -> dict[str, Shape]:
        """The name and the shape of every recorded tensor."""
        count = None if self.records is None else len(self.records)
        wanted = set(self.quantities)
        if count and self.training.by_batches:  # the masks are those of other records
            wanted.discard("masks")
        every = tensors(self, n_records=count)
        return {name: shape for name, shape in every.items() if name.partition("/")[0] in wanted}

    def dtype_of(self, name: str) -> np.dtype[Any]:
        """Return the dtype of a tensor in the file."""
        return DTYPE if name in SCALARS or name == "records" else self.dtype

    @property
    def is_everything(self) -> bool:
        """Whether all that training computes is recorded as it is."""
        return (
            self.steps.every == 1
            and self.records is None
            and self.dtype == DTYPE
            and self.tensors.keys() == tensors(self).keys()
        )

    @cached_property
    def step_bytes(self) -> int:
        """Number of bytes of a recorded step."""
        return sum(self._array_bytes)

    @property
    def record_bytes(self) -> int:
        """Number of bytes of the training records that are kept beside the steps."""
        data = self.dataset
        count = len(data.inputs) if self.records is None else len(self.records)
        columns: int = data.inputs.shape[1] + data.targets.shape[1]
        return count * columns * DTYPE.itemsize

    @property
    def largest_array(self) -> int:
        """Number of bytes of the largest array of a step, or of all records together."""
        return max(self.record_bytes, *self._array_bytes)

    @property
    def raw_bytes(self) -> int:
        """Number of bytes of all that is recorded, before compression."""
        return len(self.steps) * self.step_bytes + self.record_bytes

    @property
    def largest_file(self) -> int:
        """The most bytes that the finished file can take, whatever the numbers are."""
        full, rest = divmod(len(self.steps), self.chunk_steps)
        size = full * self._largest_chunk(self.chunk_steps) + self._largest_chunk(rest)
        records = most_file_bytes(self.record_bytes, self.page_bytes)
        return size + records + self._largest_state + DESCRIPTION_BYTES

    @property
    def _largest_state(self) -> int:
        """The room of the state that is kept until the recording is complete."""
        return sum(most_file_bytes(size, self.page_bytes) for size in part_bytes(self))

    def _largest_chunk(self, n_steps: int) -> int:
        if not n_steps:
            return 0
        return sum(
            most_file_bytes(n_steps * size, self.page_bytes) for size in [8, *self._array_bytes]
        )

    @cached_property
    def _array_bytes(self) -> list[int]:
        return [math.prod(s) * self.dtype_of(n).itemsize for n, s in self.tensors.items()]

    @cached_property
    def chunk_steps(self) -> int:
        """How many recorded steps are kept in memory before they are written."""
        size = self.step_bytes
        share = len(self.steps) // (CHUNKS if self.steps.every else UNEVEN_CHUNKS)
        if self.steps.every == 1:
            share = max(share, SMALL_CHUNK // size)
        return max(1, min(CHUNK_STEPS, len(self.steps), BUFFER_BYTES // size, share))

    @property
    def chunks(self) -> int:
        """Number of chunks of the finished file."""
        return math.ceil(len(self.steps) / self.chunk_steps)

    @cached_property
    def page_bytes(self) -> int:
        """Size of a page of the file."""
        return LARGE_PAGE if self.chunk_steps * max(self._array_bytes) >= LARGE_ARRAY else PAGE


def largest_encoding(n_bytes: int) -> int:
    """Return how many bytes an array of `n_bytes` takes at most: zstd's bound, and its frame."""
    return n_bytes + n_bytes // 128 + 1024


def most_file_bytes(n_bytes: int, page_bytes: int) -> int:
    """Return how many bytes of the file an array takes at most: its row, and its share of pages.

    A row of at most an eighth of a page shares one with others; a larger one has pages of its own.
    """
    encoded = largest_encoding(n_bytes)
    page = page_bytes if encoded > page_bytes // 8 else PAGE
    return encoded + encoded // 512 + 2 * page
