"""Written: arrays as a program holds them, in narrow lines that are read back exactly."""

from collections.abc import Iterator
from textwrap import wrap

from nnviz.learning.datasets import Dataset
from nnviz.learning.experiment import Experiment
from nnviz.stage.narrow import INDENT, WIDTH, Line, fitting, lines_of
from nnviz.stage.updates import drawing
from nnviz.story.moment import Phase

MOST_RECORDS = 32  # that a panel shows
MOST_GIVEN = 64  # weights and biases likewise


def data(dataset: Dataset, targets: str = "y") -> Iterator[Line]:
    """Yield the lines that hold the training records and their targets, named `targets`."""
    for comment, name, values in (
        ("# training records", "X", dataset.inputs),
        ("# what should come out", targets, dataset.targets),
    ):
        rows = [", ".join(map(_number, row)) for row in values.tolist()]
        texts = fitting(_aligned(name, rows), _wrapped(name, rows))
        yield from lines_of(Phase.INITIALISE, None, comment, *texts)


def summary(dataset: Dataset, targets: str) -> Iterator[Line]:
    """Yield the lines that stand for more records than a panel can show."""
    given = (f"# X: {dataset.size:,} records", f"# {targets}: what should come out")
    yield from lines_of(Phase.INITIALISE, None, *given)


def read(file: str, targets: str) -> Iterator[Line]:
    """Yield the lines that read the records and their targets from an NPZ file of this name."""
    opened = (f"with np.load({file!r}) as file:", f"{INDENT}data = dict(file)")
    texts = (*opened, 'X = data["inputs"]', f'{targets} = data["targets"]')
    yield from lines_of(Phase.INITIALISE, None, *texts)


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
    """Return how many numbers a program holds because they are given in place of chance."""
    start = experiment.initialization
    return sum(len(row) for rows in (*start.weights, start.biases) for row in rows)


def weights_of(experiment: Experiment, k: int, *, from_file: bool) -> tuple[str, ...]:
    """Return the lines that draw the weights k, or where they are given hold or read them."""
    if experiment.initialization.name != "given":
        return fitting(*drawing(experiment, k))
    if from_file:
        return (f'w{k} = data["weights/{k}"]',)
    rows = [", ".join(map(repr, map(float, row))) for row in experiment.initialization.weights[k]]
    return fitting(_aligned(f"w{k}", rows), _wrapped(f"w{k}", rows))


def biases_of(experiment: Experiment, k: int, *, from_file: bool) -> tuple[str, ...]:
    """Return the lines that hold or read the biases of layer k + 1; 0 where they are not given."""
    given = experiment.initialization.biases[k : k + 1]
    if not given:
        return (f"b{k} = np.zeros({experiment.layers[k].units})",)
    if from_file:
        return (f'b{k} = data["biases/{k}"]',)
    numbers = ", ".join(map(repr, map(float, given[0])))
    parts = [INDENT + part for part in wrap(numbers, WIDTH - 2, break_on_hyphens=False)]
    return fitting((f"b{k} = np.array([{numbers}])",), (f"b{k} = np.array([", *parts, "])"))
