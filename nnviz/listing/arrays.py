"""Arrays as a program holds them, in narrow lines that are read back exactly."""

from collections.abc import Iterator
from textwrap import wrap

import numpy as np
from numpy.typing import NDArray

from nnviz.learning.datasets import Dataset
from nnviz.learning.experiment import Experiment
from nnviz.learning.initializers import Given
from nnviz.listing.code_lines import INDENT, WIDTH, CodeLine, code_lines, form_that_fits
from nnviz.listing.optimizers import drawing_statements
from nnviz.listing.preparation import (
    program_values,
    read_scale_statements,
    scale_arrays,
    scale_statements,
)
from nnviz.story.moment import Phase

MOST_RECORDS = 32  # that a panel shows
MOST_GIVEN = 64  # weights and biases likewise


def data_statements(dataset: Dataset, targets: str = "y") -> Iterator[CodeLine]:
    """Yield the lines that hold the training records and their targets, named `targets`."""
    for comment, name, which in (
        ("# training records", "X", "inputs"),
        ("# what should come out", targets, "targets"),
    ):
        values, scales = program_values(dataset, which)
        rows = [", ".join(map(_number, row)) for row in values.tolist()]
        texts = form_that_fits(_aligned(name, rows), _wrapped(name, rows))
        scaling = scale_statements(name, scales)
        yield from code_lines(Phase.INITIALISE, None, comment, *texts, *scaling)


def summary_statements(dataset: Dataset, targets: str) -> Iterator[CodeLine]:
    """Yield the lines that stand for more records than a panel can show."""
    scaled = ("# (value - center)/spread",) if dataset.preparation is not None else ()
    given = (f"# X: {dataset.size:,} records", *scaled, f"# {targets}: what should come out")
    yield from code_lines(Phase.INITIALISE, None, *given)


def read_statements(dataset: Dataset, file: str, targets: str) -> Iterator[CodeLine]:
    """Yield the lines that read the records and their targets from an NPZ file of this name."""
    opened = (f"with np.load({file!r}) as file:", f"{INDENT}data = dict(file)")
    yield from code_lines(Phase.INITIALISE, None, *opened)
    for name, which in (("X", "inputs"), (targets, "targets")):
        _, scales = program_values(dataset, which)
        texts = (f'{name} = data["{which}"]', *read_scale_statements(name, which, scales))
        yield from code_lines(Phase.INITIALISE, None, *texts)


def record_arrays(dataset: Dataset) -> dict[str, NDArray[np.float64]]:
    """Return what `read_statements` read."""
    arrays: dict[str, NDArray[np.float64]] = {}
    for which in ("inputs", "targets"):
        values, scales = program_values(dataset, which)
        arrays |= {which: values, **scale_arrays(which, scales)}
    return arrays


def _number(value: float) -> str:
    """Return a number as it is read back exactly; −0 is no whole number."""
    text = repr(value)
    return text if text == "-0.0" else text.removesuffix(".0")


def _aligned(name: str, rows: list[str]) -> tuple[str, ...]:
    """Return an array as a lecture writes it, one row below the other."""
    start = f"{name} = np.array(["
    texts = [f"[{row}]," for row in rows]
    indented = [start + texts[0], *(" " * len(start) + text for text in texts[1:])]
    return (*indented[:-1], indented[-1].removesuffix(",") + "])")


def _wrapped(name: str, rows: list[str]) -> tuple[str, ...]:
    """Return an array whose rows may take several lines."""
    parts = [part for row in rows for part in wrap(f"[{row}],", WIDTH - 3, break_on_hyphens=False)]
    indented = (INDENT + " " * (not part.startswith("[")) + part for part in parts)
    return (f"{name} = np.array([", *indented, "])")


def given_numbers(experiment: Experiment) -> int:
    """Return how many numbers a program holds because they are given and not drawn."""
    start = experiment.initialization.rule
    if not isinstance(start, Given):
        return 0
    return sum(len(row) for rows in (*start.weights, start.biases) for row in rows)


def weight_statements(experiment: Experiment, k: int, *, from_file: bool) -> tuple[str, ...]:
    """Return the lines that draw the weights k, or where they are given hold or read them."""
    start = experiment.initialization.rule
    if not isinstance(start, Given):
        return form_that_fits(*drawing_statements(experiment, k))
    if from_file:
        return (f'w{k} = data["weights/{k}"]',)
    rows = [", ".join(map(repr, map(float, row))) for row in start.weights[k]]
    return form_that_fits(_aligned(f"w{k}", rows), _wrapped(f"w{k}", rows))


def bias_statements(experiment: Experiment, k: int, *, from_file: bool) -> tuple[str, ...]:
    """Return the lines that hold or read the biases of layer k + 1; 0 where they are not given."""
    start = experiment.initialization.rule
    given = start.biases[k : k + 1] if isinstance(start, Given) else ()
    if not given:
        return (f"b{k} = np.zeros({experiment.layers[k].units})",)
    if from_file:
        return (f'b{k} = data["biases/{k}"]',)
    numbers = ", ".join(map(repr, map(float, given[0])))
    parts = [INDENT + part for part in wrap(numbers, WIDTH - 2, break_on_hyphens=False)]
    return form_that_fits((f"b{k} = np.array([{numbers}])",), (f"b{k} = np.array([", *parts, "])"))
