"""What trainings have come to, as a table."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

import numpy as np
from numpy.typing import NDArray

from nnviz.playground.goals import Goal, epoch_reached, watched_losses
from nnviz.trace.trace import Trace

ACCURACIES = ("training_accuracy", "accuracy")  # that of all records, or else that of a step
Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class AskedNumber:
    """A weight or a bias that is asked for.

    Attributes:
        label: what it is called.
        tensor: its tensor in a trace, `weights/k` or `biases/k`.
        place: where it stands there.

    """

    label: str
    tensor: str
    place: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What one training has come to.

    Attributes:
        name: of the training.
        epochs: how many are recorded.
        loss: the mean loss in the last of them.
        accuracy: in the last of them; None: none is recorded.
        reached: the first epoch that has come to the goal; None: none has.
        asked: the numbers that are asked for, behind the last epoch; None: there is no such.

    """

    name: str
    epochs: int
    loss: float
    accuracy: float | None
    reached: int | None
    asked: tuple[float | None, ...] = ()


def result_of(trace: Trace, name: str, goal: Goal, asked: Sequence[AskedNumber]) -> Result:
    """Return what a training has come to.

    Args:
        trace: its recording, of one epoch at least.
        name: what it is called.
        goal: what it was to come to.
        asked: the numbers that are asked for.

    Raises:
        TraceError: the trace is damaged.

    """
    losses, accuracy = watched_losses(trace), _accuracy(trace)
    return Result(
        name=name,
        epochs=int(trace.epochs[-1]),
        loss=float(losses[-1]),
        accuracy=None if accuracy is None else float(accuracy[-1]),
        reached=epoch_reached(goal, trace.epochs, losses) if goal else None,
        asked=tuple(_asked(trace, each) for each in asked),
    )


def table_of(results: Sequence[Result], asked: Sequence[AskedNumber]) -> list[list[Cell]]:
    """Return results as rows, of which the first names the columns; empty ones are left out."""
    labels = [each.label for each in asked]
    head: list[Cell] = ["name", "epochs", "loss", "accuracy", "goal at epoch", *labels]
    rows: list[list[Cell]] = [
        [each.name, each.epochs, each.loss, each.accuracy, each.reached, *each.asked]
        for each in results
    ]
    told = [column for column, _ in enumerate(head) if any(row[column] is not None for row in rows)]
    return [[row[column] for column in told] for row in (head, *rows)]


def written(table: Sequence[Sequence[Cell]], *, delimiter: str = ",") -> str:
    """Return a table as text, in which every number is written to its last bit.

    Args:
        table: its rows; None leaves a cell empty.
        delimiter: what stands between cells: a comma for CSV, a tab for a spreadsheet's clipboard.

    """
    text = StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(table)
    return text.getvalue()


def _accuracy(trace: Trace) -> NDArray[np.float64] | None:
    found = [name for name in ACCURACIES if name in trace.names]
    return trace.series(found[0]) if found else None


def _asked(trace: Trace, number: AskedNumber) -> float | None:
    if number.tensor not in trace.names:
        return None
    array = trace.after(number.tensor, epoch=int(trace.epochs[-1]))
    within = all(index < size for index, size in zip(number.place, array.shape, strict=True))
    return float(array[number.place]) if within else None
