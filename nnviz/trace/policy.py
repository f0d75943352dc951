"""What is recorded of a training: the rule behind `auto`, and what it costs.

Everything is recorded, to the bit, as long as that takes at most `ROOM` bytes before compression.
Otherwise, where the experiment does not say something else:

1. at most `PROBES` training records are recorded, at equal distances and the same in every step;
   where training goes by batches this is so always, as a batch holds others in every step;
2. numbers are kept as float32 where a step takes more than `LARGE_STEP` bytes;
3. if it is still too much, of the steps the first ten, every k-th, the last of the first epoch and
   the last of all are recorded, with the smallest k that fits; k divides an epoch or is a number of
   epochs.

What training is watched by (its loss, its accuracy) is always recorded, in float64.
"""

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from nnviz.errors import ExperimentError
from nnviz.learning.experiment import Experiment
from nnviz.trace.quantities import QUANTITIES
from nnviz.trace.schema import DTYPE, Shape, tensors

ROOM = 256 << 20
PROBES = 16
LARGE_STEP = 1 << 20
FIRST_STEPS = 10

CHUNK_STEPS = 512
BUFFER_BYTES = 64 << 20  # a chunk of a large network has fewer steps
PAGE = 4096  # of SQLite
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What is recorded of one training.

    Attributes:
        experiment: the training.
        steps: the recorded ones.
        samples: rows of the training data, from 0, that are recorded in every step; None: the
            records that each step learns from.
        quantities: the names of the quantities that are recorded, without their numbers.
        dtype: of tensors with axes; scalars are float64.

    """

    experiment: Experiment
    steps: Steps
    samples: tuple[int, ...] | None
    quantities: frozenset[str]
    dtype: np.dtype[Any]

    @property
    def tensors(self) -> dict[str, Shape]:
        """The name and the shape of every recorded tensor."""
        count = None if self.samples is None else len(self.samples)
        wanted = set(self.quantities)
        if count and self.experiment.batch_size:  # the masks are those of other records
            wanted.discard("masks")
        every = tensors(self.experiment, samples=count)
        return {name: shape for name, shape in every.items() if name.partition("/")[0] in wanted}

    def dtype_of(self, name: str) -> np.dtype[Any]:
        """Return the dtype of a tensor in the file."""
        return DTYPE if name in SCALARS or name == "samples" else self.dtype

    @property
    def is_everything(self) -> bool:
        """Whether all that training computes is recorded as it is."""
        return (
            self.steps.every == 1
            and self.samples is None
            and self.dtype == DTYPE
            and self.tensors.keys() == tensors(self.experiment).keys()
        )

    @property
    def step_bytes(self) -> int:
        """Number of bytes of a recorded step."""
        return sum(math.prod(s) * self.dtype_of(n).itemsize for n, s in self.tensors.items())

    @property
    def record_bytes(self) -> int:
        """Number of bytes of the training records that are kept beside the steps."""
        data = self.experiment.dataset
        count = len(data.inputs) if self.samples is None else len(self.samples)
        columns: int = data.inputs.shape[1] + data.targets.shape[1]
        return count * columns * DTYPE.itemsize

    @property
    def raw_bytes(self) -> int:
        """Number of bytes of all that is recorded, before compression."""
        return len(self.steps) * self.step_bytes + self.record_bytes

    @property
    def largest_file(self) -> int:
        """The most bytes that the finished file can take, whatever the numbers are."""
        full, rest = divmod(len(self.steps), self.chunk_steps)
        size = full * self._largest_chunk(self.chunk_steps) + self._largest_chunk(rest)
        return size + stored(self.record_bytes) + DESCRIPTION_BYTES

    def _largest_chunk(self, n_steps: int) -> int:
        if not n_steps:
            return 0
        items = [math.prod(s) * self.dtype_of(n).itemsize for n, s in self.tensors.items()]
        return sum(stored(n_steps * size) for size in [8, *items])

    @property
    def chunk_steps(self) -> int:
        """How many recorded steps are kept in memory before they are written."""
        return max(1, min(CHUNK_STEPS, len(self.steps), BUFFER_BYTES // self.step_bytes))


def largest_encoding(n_bytes: int) -> int:
    """Return how many bytes an array of `n_bytes` takes at most: zstd's bound, and its frame."""
    return n_bytes + n_bytes // 128 + 1024


def stored(n_bytes: int) -> int:
    """Return how many bytes of the file an array takes at most: whole pages, and its row."""
    encoded = largest_encoding(n_bytes)
    return encoded + encoded // 512 + 2 * PAGE


def plan_for(experiment: Experiment) -> Plan:
    """Return what is recorded of a training.

    Raises:
        ExperimentError: the experiment asks for steps, records or tensors that it does not have.

    """
    wanted = experiment.recording
    plan = Plan(
        experiment=experiment,
        steps=_steps(wanted.steps, experiment.steps, epoch=experiment.steps_per_epoch),
        samples=_samples(wanted.samples, experiment.dataset.size),
        quantities=_quantities(wanted.tensors, experiment),
        dtype=np.dtype("<f4") if wanted.precision == "float32" else DTYPE,
    )
    if wanted.samples == "auto" and (experiment.batch_size or plan.raw_bytes > ROOM):
        plan = replace(plan, samples=_probes(experiment))
    if plan.raw_bytes > ROOM and wanted.precision == "auto" and plan.step_bytes > LARGE_STEP:
        plan = replace(plan, dtype=np.dtype("<f4"))
    if plan.raw_bytes > ROOM and wanted.steps == "auto":
        plan = replace(plan, steps=_thinned(plan))
    return plan


def _steps(wanted: str | int | Sequence[int], total: int, *, epoch: int) -> Steps:
    """Return the steps that are asked for; stories begin with the end of the first epoch."""
    if wanted in {"auto", "all"}:
        return Steps(total=total, every=1, listed=())
    if isinstance(wanted, int):
        return Steps(total=total, every=wanted, listed=tuple(sorted({1, epoch, total})))
    if wanted == "logarithmic":
        tenths = range(math.ceil(10 * math.log10(total)))
        wanted = [epoch, *(round(10 ** (tenth / 10)) for tenth in tenths)]
    return Steps(total=total, every=0, listed=_counted("steps", [*wanted, total], total))


def _samples(wanted: str | int | Sequence[int], total: int) -> tuple[int, ...] | None:
    if isinstance(wanted, str):
        return None
    if isinstance(wanted, int):
        _counted("samples", [wanted], total)
        return _spread(wanted, total)
    return tuple(number - 1 for number in _counted("samples", wanted, total))


def _probes(experiment: Experiment) -> tuple[int, ...] | None:
    """Return the records that are shown in every step; None: a step learns from no others."""
    size = experiment.dataset.size
    if size <= PROBES and not experiment.batch_size:
        return None
    return _spread(min(PROBES, size), size)


def _spread(count: int, total: int) -> tuple[int, ...]:
    return tuple(np.linspace(0, total - 1, count).round().astype(int).tolist())


def _counted(field: str, wanted: Sequence[int | str], total: int) -> tuple[int, ...]:
    numbers = sorted({int(number) for number in wanted})
    if numbers[-1] > total:
        raise ExperimentError(
            f"recording {field}: {numbers[-1]} is not possible; the training has {total:,} of them"
        )
    return tuple(numbers)


def _quantities(wanted: Sequence[str], experiment: Experiment) -> frozenset[str]:
    there = {name.partition("/")[0] for name in tensors(experiment)}
    unknown = [name for name in wanted if name not in there]
    if unknown:
        raise ExperimentError(
            f"recording tensors: {unknown[0]!r:.100} is not possible; there are "
            f"{', '.join(sorted(there))}"
        )
    return frozenset(wanted or there) | there & SCALARS


def _thinned(plan: Plan) -> Steps:
    """Return as many steps as there is room for, at least the first ten and the last."""
    total, epoch = plan.experiment.steps, plan.experiment.steps_per_epoch
    fitting = max((ROOM - plan.record_bytes) // plan.step_bytes - FIRST_STEPS - 2, 1)
    every = math.ceil(total / fitting)
    if every > epoch:
        every = math.ceil(every / epoch) * epoch
    else:
        every = next(k for k in range(every, epoch + 1) if epoch % k == 0)
    listed = {*range(1, min(FIRST_STEPS, total) + 1), epoch, total}
    return Steps(total=total, every=every, listed=tuple(sorted(listed)))
