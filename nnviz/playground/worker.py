"""A process that records experiments: `python -m nnviz.playground.worker PARENT`.

Orders come on standard input, pickled; what became of each goes to standard output, a line of JSON
each. Only the newest order is of interest: those that it overtook are never begun, and what is
being trained is given up for it. It may be killed at any time: its files are in folders that
whoever ordered them removes.
"""

import json
import os
import pickle
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, replace
from io import BytesIO
from pathlib import Path
from threading import Condition, Thread
from time import monotonic
from typing import IO, Any

from nnviz.child_processes import end_with_parent
from nnviz.errors import ExperimentError, NnvizError, unforeseen
from nnviz.learning.data import Data, as_data
from nnviz.learning.experiment import Experiment
from nnviz.playground.goals import epoch_reached, watched_losses
from nnviz.playground.runs import RunOrder
from nnviz.trace.recorder import record
from nnviz.trace.resume_point import is_stopped
from nnviz.trace.trace import open_trace

AT_ONCE_SECONDS = 0.1  # what takes no longer is seen while a dial moves on
BETWEEN_REPORTS_SECONDS = 0.1
Tell = Callable[[dict[str, Any]], None]


class _OvertakenError(Exception):
    """A newer order has come."""


class _ReachedError(Exception):
    """The training has come to its goal."""


class NewestOrder:
    """The order that came last, and was not begun yet.

    Args:
        orders: pickled ones, one after the other.

    """

    def __init__(self, orders: IO[bytes]) -> None:
        self._orders = orders
        self._changed = Condition()
        self._order: RunOrder | None = None
        self._ended = False

    def read(self) -> None:
        """Read orders until there come no more; in a thread of its own."""
        try:
            while True:
                order: RunOrder = pickle.load(self._orders)  # noqa: S301  # what our parent writes
                with self._changed:
                    self._order = order
                    self._changed.notify()
        except (EOFError, pickle.UnpicklingError, OSError):  # whoever wanted something has ended
            with self._changed:
                self._ended = True
                self._changed.notify()

    def wait(self) -> RunOrder | None:
        """Return the newest order as soon as there is one; None: no more will come."""
        with self._changed:
            self._changed.wait_for(lambda: self._order is not None or self._ended)
            order, self._order = self._order, None
            return None if self._ended else order

    def overtakes(self, order: RunOrder, seconds: float) -> bool:
        """Return whether an order that is being carried out is to be given up.

        Args:
            order: that one.
            seconds: for which it has been carried out. Parts of one movement wait for each other
                a moment, or nothing would be seen before it ends.

        """
        with self._changed:
            newer = self._order
            if self._ended or newer is None:
                return self._ended
        together = 0 != newer.gesture == order.gesture
        return not together or seconds > AT_ONCE_SECONDS


class DataKept:
    """The records of the last order: a file is read again only where it has changed."""

    def __init__(self) -> None:
        self._data: Data | None = None
        self._marks: object = None

    def fill(self, experiment: Experiment) -> Experiment:
        """Return an experiment that holds its records.

        Raises:
            ExperimentError: a file of them cannot be read any more.

        """
        data = as_data(experiment.data)
        if not is_read_anew(data):
            return experiment
        marks = _marks(Path(data.path))
        if self._data != data or self._marks != marks:
            self._data, self._marks = data.holding(data.dataset), marks
        assert self._data is not None
        return replace(experiment, data=self._data)


def is_read_anew(data: Data) -> bool:
    """Return whether an order has the name of a file in place of its records."""
    return Path(data.path).is_absolute()


class _OrderPickler(pickle.Pickler):
    def reducer_override(self, value: object) -> Any:
        if isinstance(value, Data) and is_read_anew(value):
            given = {each.name: getattr(value, each.name) for each in fields(value) if each.init}
            return _data_of, (given,)
        return NotImplemented


def _data_of(given: dict[str, Any]) -> Data:
    return Data(**given)


def pickled(order: RunOrder) -> bytes:
    """Return an order as the worker reads it."""
    written = BytesIO()
    _OrderPickler(written).dump(order)
    return written.getvalue()


def _marks(path: Path) -> object:
    try:
        files = [path, *path.iterdir()] if path.is_dir() else [path]
        return [(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    except OSError as error:
        what = error.strerror or error
        raise ExperimentError(f"data: {path} cannot be read any more: {what}") from None


class Worker:
    """Carries out orders.

    Args:
        newest: knows which.
        tell: takes what becomes of each: its `number` and `what`: "progress" (with `done` and
            `total` epochs, and `grown`: whether its trace holds any yet), "finished", "reached"
            (its goal), "abandoned", or "failed" (with `why`).

    """

    def __init__(self, newest: NewestOrder, tell: Tell) -> None:
        self._newest, self._tell = newest, tell
        self._data = DataKept()

    def work(self) -> None:
        """Carry out orders until no more come."""
        while (order := self._newest.wait()) is not None:
            self._tell({"number": order.number, **self._carry_out(order)})

    def _carry_out(self, order: RunOrder) -> dict[str, Any]:
        try:
            self._record(order)
        except _OvertakenError:
            return {"what": "abandoned"}
        except _ReachedError:
            return {"what": "reached"}
        except NnvizError as error:
            result = {"what": "failed", "why": str(error)}
        except OSError as error:
            why = f"{order.file.parent}: cannot be written: {error.strerror or error}"
            result = {"what": "failed", "why": why}
        except Exception as error:  # it is said there, and the next order may do better
            result = {"what": "failed", "why": str(unforeseen(error))}
        else:
            return {"what": "finished"}
        return result

    def _record(self, order: RunOrder) -> None:
        experiment = self._data.fill(order.experiment)
        if not order.goes_on:
            order.file.parent.mkdir()
        elif not is_stopped(order.file):
            return  # it was stopped behind its last epoch
        progress = self._progress(order)
        record(experiment, order.file, resume=order.goes_on, progress=progress)

    def _progress(self, order: RunOrder) -> Callable[[int, int], None]:
        """Return what says how far it is, now and then, and gives up what was overtaken."""
        begun = said = monotonic()

        def report(done: int, total: int) -> None:
            nonlocal said
            now = monotonic()
            if self._newest.overtakes(order, now - begun):
                raise _OvertakenError
            if now - said > BETWEEN_REPORTS_SECONDS:
                said = now
                told = {"what": "progress", "done": done, "total": total, "grown": _look_at(order)}
                self._tell({"number": order.number, **told})

        return report


def _look_at(order: RunOrder) -> bool:
    """Return whether anything is recorded of a training that goes on.

    Raises:
        _ReachedError: it has come to its goal.

    """
    with open_trace(order.file) as trace:
        epochs = trace.epochs
        reached = order.goal and epoch_reached(order.goal, epochs, watched_losses(trace))
        if reached:
            raise _ReachedError
        return bool(len(epochs))


def main() -> None:
    """Carry out what is ordered."""
    end_with_parent(int(sys.argv[1]), by=signal.SIGTERM)
    # What a library prints must not come between what is told.
    told = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8", buffering=1)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    newest = NewestOrder(sys.stdin.buffer)
    Thread(target=newest.read, name="reader of orders", daemon=True).start()
    with suppress(BrokenPipeError):
        Worker(newest, lambda said: print(json.dumps(said), file=told)).work()
    os._exit(0)  # whoever reads orders may still hold the input, which Python would wait for


if __name__ == "__main__":
    main()
