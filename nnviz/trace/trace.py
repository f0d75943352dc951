"""A trace: what happened in training, any tensor at any epoch, in constant memory.

What is recorded is steps. With the full batch a step is an epoch. Where training goes by batches an
epoch has several steps, and stands for the last of them: `epoch=3` and the step that ends epoch 3
are the same, and `epochs` are those whose last step was recorded.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Self
from warnings import warn

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import TraceDamagedError, TraceError
from nnviz.learning.experiment import Experiment
from nnviz.learning.recording import FORMER_QUANTITIES
from nnviz.trace.database import DAMAGED
from nnviz.trace.divergence import Divergence, divergence
from nnviz.trace.reader import TraceReader
from nnviz.trace.schema import UPDATE_OF

Array = NDArray[np.float64]

CACHE_BYTES = 64 << 20


class ChunkCache:
    """Decoded chunks, the least recently used forgotten first; bounded in bytes."""

    def __init__(self, reader: TraceReader, *, max_bytes: int) -> None:
        self._reader = reader
        self._max_bytes = max_bytes
        self._bytes = 0
        self._arrays: OrderedDict[tuple[int, str], Array] = OrderedDict()

    def get(self, chunk: int, name: str) -> Array:
        """Return one tensor of one chunk, (n_steps, *shape), read-only."""
        key = (chunk, name)
        array = self._arrays.get(key)
        if array is None:
            return self._load(key)
        self._arrays.move_to_end(key)
        return array

    def _load(self, key: tuple[int, str]) -> Array:
        array = self._reader.read(*key)
        array.flags.writeable = False
        self._arrays[key] = array
        self._bytes += array.nbytes
        while self._bytes > self._max_bytes and len(self._arrays) > 1:
            _, forgotten = self._arrays.popitem(last=False)
            self._bytes -= forgotten.nbytes
        return array


class Trace:
    """The recording of one training run, read-only; a context manager.

    It shows what was recorded when it was opened; a recording that still grows is opened anew to
    see more. Not to be used by two threads at the same time. Arrays are float64, exactly the bits
    that training computed (rounded, if the experiment asks for float32), and cannot be written to.

    Attributes:
        path: the file.
        source: what errors name: the file, or the scene that it was recorded of.
        network: what was trained.
        training: how its steps make epochs.
        experiment: what else its numbers depend on; None: the trace holds none.
        dataset: the training records that the trace shows, in the order of the record axis; only
            where batches are recorded as they were, `records` says which of them each step has.
        record_numbers: (n_records,) int64, the numbers of the records of `dataset`, from 1 in the
            order in which training has them; of them not every one need be recorded.
        steps: (n_steps,) int64, the numbers of the recorded steps, from 1, increasing; not every
            step need be recorded.
        epochs: (n_epochs,) int64, the epochs whose last step was recorded, from 1, increasing; with
            the full batch these are the steps.
        names: the names of the tensors, see `nnviz.trace.schema`.
        versions: of what recorded it: nnviz, numpy, python.

    """

    def __init__(self, path: Path | str, *, source: Path | None = None) -> None:
        self.path = Path(path)
        self.source = source or self.path
        self._reader = TraceReader(self.path)
        self._cache = ChunkCache(self._reader, max_bytes=CACHE_BYTES)
        self.network = self._reader.network
        self.training = self._reader.training
        self.experiment: Experiment | None = self._reader.experiment
        self.dataset = self._reader.dataset
        self.record_numbers = self._numbers()
        self.versions = self._reader.versions
        self.steps = self._reader.steps
        self._per_epoch = self.training.steps_per_epoch
        self._ends = np.flatnonzero(self.steps % self._per_epoch == 0)
        self.epochs = self.steps[self._ends] // self._per_epoch
        self.epochs.flags.writeable = False
        self._shapes = self._reader.shapes
        self.names: tuple[str, ...] = tuple(self._shapes)
        self._starts = np.cumsum([0, *self._reader.chunk_steps])
        self._series: dict[str, Array] = {}

    def __reduce__(self) -> tuple[Callable[[], "Trace"], tuple[()]]:
        """Let another process have the same trace; it opens the file for itself."""
        return partial(Trace, self.path, source=self.source), ()

    def _numbers(self) -> NDArray[np.int64]:
        rows = self._reader.records
        numbers = 1 + (np.arange(self.dataset.size) if rows is None else np.array(rows))
        numbers.flags.writeable = False
        return numbers

    @property
    def batches_vary(self) -> bool:
        """Whether the record axis holds other records in every step: those that it learns from."""
        return self._reader.records is None and self.training.by_batches

    def rows(self, *, epoch: int = 0, step: int = 0) -> NDArray[np.int64]:
        """Return which rows of `dataset`, from 0, the record axis has in one step, (n_records,).

        `record_numbers` of these are what the records are called.

        Args:
            epoch: the epoch whose last step is meant.
            step: the step, in place of the epoch.

        Raises:
            TraceError: this step was not recorded, or which records it has was not.
            TraceDamagedError: the trace names records that there are not.

        """
        count = len(self.dataset.inputs)
        if not self.batches_vary:
            return np.arange(count)
        rows = self.at("records", epoch=epoch, step=step)
        if not ((rows >= 0) & (rows < count) & (rows == np.floor(rows))).all():
            raise TraceDamagedError(
                f"{self.source}: the trace is damaged: it names records that the training does not"
                f" have; {DAMAGED}"
            )
        return rows.astype(np.int64)

    @property
    def complete(self) -> bool:
        """Whether training was recorded to its last epoch."""
        return self._reader.is_complete

    def shape(self, name: str) -> tuple[int, ...]:
        """Return the shape of a tensor, without the step axis.

        Raises:
            TraceError: there is no such tensor.

        """
        return self._shapes[self._named(name)]

    def _named(self, name: str) -> str:
        """Return the name of a tensor that there is, of a former name the present one."""
        quantity, slash, number = name.partition("/")
        if name not in self._shapes and quantity in FORMER_QUANTITIES:
            present = FORMER_QUANTITIES[quantity]
            told = f"{quantity} is called {present}; the former name goes with the next release."
            warn(told, DeprecationWarning, stacklevel=3)
            name = present + slash + number
        if name not in self._shapes:
            raise TraceError(
                f"{self.source}: there is no tensor {name!r}; there are {', '.join(self.names)}"
            )
        return name

    def at(self, name: str, *, epoch: int = 0, step: int = 0) -> Array:
        """Return a tensor in one step; weights and biases are those before its update.

        Args:
            name: of the tensor.
            epoch: the epoch whose last step is meant.
            step: the step, in place of the epoch.

        Raises:
            TraceError: there is no such tensor, or this step was not recorded.
            TraceDamagedError: the file does not hold what was recorded.

        """
        name = self._named(name)
        wanted = step or epoch * self._per_epoch
        index = int(np.searchsorted(self.steps, wanted))
        if index == len(self.steps) or self.steps[index] != wanted:
            raise self._not_recorded(epoch, step)
        chunk = int(np.searchsorted(self._starts, index, side="right")) - 1
        row: Array = self._cache.get(chunk, name)[index - self._starts[chunk], ...]
        return row

    def _not_recorded(self, epoch: int, step: int) -> TraceError:
        unit, wanted, there = ("step", step, self.steps) if step else ("epoch", epoch, self.epochs)
        index = int(np.searchsorted(there, wanted))
        nearest = " and ".join(str(number) for number in there[max(index - 1, 0) : index + 1])
        return TraceError(
            f"{self.source}: {unit} {wanted} was not recorded;"
            f" {'the nearest that were: ' + nearest if nearest else 'nothing was recorded yet'}"
        )

    def after(self, name: str, *, epoch: int = 0, step: int = 0) -> Array:
        """Return weights or biases after the update of one step, as training computed them.

        Args:
            name: `weights/k` or `biases/k`.
            epoch: the epoch whose last step is meant.
            step: the step, in place of the epoch.

        Raises:
            TraceError: another tensor was asked for, or this step was not recorded.

        """
        quantity, _, number = name.partition("/")
        if quantity not in UPDATE_OF:
            raise TraceError(f"{self.source}: {name} is not updated; ask for weights/k or biases/k")
        update = self.at(f"{UPDATE_OF[quantity]}/{number}", epoch=epoch, step=step)
        with np.errstate(all="ignore"):  # training that diverged overflows here as it did then
            after: Array = self.at(name, epoch=epoch, step=step) + update
        after.flags.writeable = False
        return after

    def between(self, name: str, *, first: int, last: int) -> Array:
        """Return a tensor in all recorded epochs from `first` to `last`, both included.

        Returns:
            (n_epochs, *shape), the last step of each; n_epochs may be 0.

        Raises:
            TraceError: there is no such tensor.
            TraceDamagedError: the file does not hold what was recorded.

        """
        start, stop = np.searchsorted(self.epochs, [first, last + 1])
        return self._gather(name, self._ends[start:stop])

    def between_steps(self, name: str, *, first: int, last: int) -> Array:
        """Return a tensor in all recorded steps from `first` to `last`, both included.

        Returns:
            (n_steps, *shape); n_steps may be 0.

        Raises:
            TraceError: there is no such tensor.
            TraceDamagedError: the file does not hold what was recorded.

        """
        start, stop = np.searchsorted(self.steps, [first, last + 1])
        return self._gather(name, np.arange(start, stop))

    def _gather(self, name: str, rows: NDArray[np.intp]) -> Array:
        """Return these rows, ascending, of all that was recorded of a tensor."""
        name = self._named(name)
        found = np.empty((len(rows), *self._shapes[name]))
        for chunk, (low, high) in enumerate(pairwise(np.searchsorted(rows, self._starts))):
            if low < high:
                inside = rows[low:high] - self._starts[chunk]
                found[low:high] = self._cache.get(chunk, name)[inside]
        found.flags.writeable = False
        return found

    def series(self, name: str) -> Array:
        """Return a scalar (`loss`, `mean_absolute_error`) in all recorded epochs, (n_epochs,).

        Raises:
            TraceError: there is no such tensor, or it is no scalar.

        """
        if self.shape(name) != ():
            raise TraceError(f"{self.source}: {name} is no scalar; ask for loss, or use between()")
        if name not in self._series:
            self._series[name] = self._gather(name, self._ends)
        return self._series[name]

    @property
    def divergence(self) -> Divergence | None:
        """When the loss became infinite or NaN; None: it is finite in all recorded epochs."""
        learning_rate = self.training.learning_rate
        return divergence(self.epochs, self.series("loss"), learning_rate, self._parameters)

    def _parameters(self, first: int, last: int) -> Iterator[Array]:
        """Yield all weights and biases from one recorded epoch to another."""
        for name in self.names:
            if name.partition("/")[0] in {"weights", "biases"}:
                yield self.between(name, first=first, last=last)

    def digest(self) -> str:
        """Return a digest of the experiment, the data and all that was recorded of it.

        Two recordings of one training have the same, wherever their files lie.

        Raises:
            TraceDamagedError: the file cannot be read any more.

        """
        return self._reader.digest()

    def is_same_training(self, other: "Trace") -> bool:
        """Return whether another trace is of the same training, of which one may have seen more.

        Without an experiment only the same file is known to be.
        """
        if self.experiment is None and self.path != other.path:
            return False
        mine = (self.network, self.training, self.experiment)
        return mine == (other.network, other.training, other.experiment)

    def close(self) -> None:
        """Close the file."""
        self._reader.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def open_trace(path: Path | str, *, source: Path | None = None) -> Trace:
    """Open a trace to read it.

    Args:
        path: a file that `record` wrote, or is writing.
        source: what errors name in its place: the scene that it was recorded of.

    Raises:
        TraceError: it is missing, is no trace, is of a newer version, or is damaged.

    """
    return Trace(path, source=source)
