"""Statements: how every part of a training is written in NumPy, in few and narrow lines.

They keep to the order of operations of `nnviz.learning`, and compute every delta before they
change a weight; so the program that they make has the recorded numbers to the last bit.

Names are those of the lecture, numbered by layer: `l0` the input, `w0` the weights from layer 0
to layer 1, `b0` the biases of layer 1, `error2`, `slope2` and `delta2` those of layer 2.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap

from nnviz.learning.datasets import Dataset
from nnviz.learning.experiment import Experiment
from nnviz.stage.formulas import DELTAS, ERRORS, FORMULAS
from nnviz.stage.updates import constants, drawing, generator, is_plain, memories, updates
from nnviz.story.moment import Phase

WIDTH = 30  # of the widest line, characters: a narrow panel, read from the back row
INDENT = "  "
PRINTED = 10  # times that the program prints the error while it trains


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a program.

    Attributes:
        text: the line, indented.
        phase: the part of the training that it computes; None: it prepares or reports.
        layer: the layer that it computes, numbered as in `Moment`; None: it belongs to none.

    """

    text: str = ""
    phase: Phase | None = None
    layer: int | None = None


def definitions(experiment: Experiment) -> Iterator[list[Line]]:
    """Yield the functions that the layers need and NumPy lacks, each with its lines."""
    for name in sorted({layer.activation for layer in experiment.layers}):
        if FORMULAS[name].definition:
            yield list(map(Line, FORMULAS[name].definition))


def data(dataset: Dataset) -> Iterator[Line]:
    """Yield the lines that hold the training records and their targets."""
    for comment, name, values in (
        ("# training records", "X", dataset.inputs),
        ("# what should come out", "y", dataset.targets),
    ):
        rows = [", ".join(map(_number, row)) for row in values.tolist()]
        texts = _fitting(_aligned(name, rows), _wrapped(name, rows))
        yield from _lines(Phase.INITIALISE, None, comment, *texts)


def _number(value: float) -> str:
    """Return a number as it is read back exactly."""
    return repr(value).removesuffix(".0")


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


def setup(experiment: Experiment) -> Iterator[Line]:
    """Yield the lines that draw the weights, and set the learning rate unless it is 1."""
    yield from map(Line, generator(experiment))
    for k, layer in enumerate(experiment.layers):
        weights = (*_weights(experiment, k), *memories(experiment, f"w{k}"))
        biases = (*_biases(experiment, k), *memories(experiment, f"b{k}"))
        yield from _lines(Phase.INITIALISE, k, *weights, *(biases if layer.bias else ()))
    if experiment.learning_rate != 1:
        yield Line(f"rate = {float(experiment.learning_rate)!r}")
    yield from map(Line, constants(experiment))


def given_numbers(experiment: Experiment) -> int:
    """Return how many numbers a program holds because they are given in place of chance."""
    start = experiment.initialization
    return sum(len(row) for rows in (*start.weights, start.biases) for row in rows)


def _weights(experiment: Experiment, k: int) -> tuple[str, ...]:
    """Return the lines that draw the weights k, or hold them where they are given."""
    if experiment.initialization.name != "given":
        return _fitting(*drawing(experiment, k))
    rows = [", ".join(map(repr, map(float, row))) for row in experiment.initialization.weights[k]]
    return _fitting(_aligned(f"w{k}", rows), _wrapped(f"w{k}", rows))


def _biases(experiment: Experiment, k: int) -> tuple[str, ...]:
    given = experiment.initialization.biases[k : k + 1]
    if not given:
        return (f"b{k} = np.zeros({experiment.layers[k].units})",)
    numbers = ", ".join(map(repr, map(float, given[0])))
    parts = [INDENT + part for part in wrap(numbers, WIDTH - 2, break_on_hyphens=False)]
    return _fitting((f"b{k} = np.array([{numbers}])",), (f"b{k} = np.array([", *parts, "])"))


def loop(experiment: Experiment) -> Iterator[Line]:
    """Yield the lines of the training loop."""
    yield Line(f"for j in range({experiment.epochs}):", Phase.EPOCH)
    for step in (_forward, _compare, _backward, _update, _tell):
        for line in step(experiment):
            yield Line(INDENT + line.text, line.phase, line.layer)


def report(experiment: Experiment) -> Iterator[Line]:
    """Yield the lines that print the last error and the outputs."""
    yield Line('print("error:", mean)')
    yield Line(f"print(l{len(experiment.layers)})")


def _forward(experiment: Experiment) -> Iterator[Line]:
    yield Line("l0 = X", Phase.INPUT, 0)
    for k, layer in enumerate(experiment.layers, start=1):
        value = FORMULAS[layer.activation].value
        z = f"l{k - 1}.dot(w{k - 1})"
        texts = [f"l{k} = {value.format(z=z)}"]
        if layer.bias:
            texts = [f"z{k} = {z} + b{k - 1}", f"l{k} = {value.format(z=f'z{k}')}"]
        yield from _lines(Phase.FORWARD, k, *texts)


def _compare(experiment: Experiment) -> Iterator[Line]:
    k = len(experiment.layers)
    error = ERRORS[experiment.loss]
    miss = f"error{k}" if error == "miss" else "miss"
    yield Line(f"{miss} = y - l{k}", Phase.ERROR, k)
    if error not in {"", "miss"}:
        yield Line(f"error{k} = {error}", Phase.ERROR, k)
    yield Line(f"mean = abs({miss}).mean()", Phase.MEAN, k)


def _backward(experiment: Experiment) -> Iterator[Line]:
    last = len(experiment.layers)
    for k in range(last, 0, -1):
        activation = experiment.layers[k - 1].activation
        error = () if k == last else _hidden_error(k)
        delta = _delta(k, FORMULAS[activation].slope)
        if k == last and experiment.loss in DELTAS:
            delta = (f"delta{k} = {DELTAS[experiment.loss]}",)
        elif activation == "softmax":
            delta = _softmax_delta(k)
        yield from _lines(Phase.BACKWARD, k, *error, *delta)


def _hidden_error(k: int) -> tuple[str, ...]:
    return _fitting(
        (f"error{k} = delta{k + 1}.dot(w{k}.T)",),
        (f"w = w{k}.T", f"error{k} = delta{k + 1}.dot(w)"),
    )


def _delta(k: int, slope: str) -> tuple[str, ...]:
    """Return error × slope; the brackets are what keeps the last bit."""
    if not slope:
        return (f"delta{k} = error{k}",)
    slope = slope.format(a=f"l{k}")
    return _fitting(
        (f"delta{k} = error{k}*({slope})",),
        (f"slope{k} = {slope}", f"delta{k} = error{k}*slope{k}"),
    )


def _softmax_delta(k: int) -> tuple[str, ...]:
    """Return what becomes of the error where all units share one sum."""
    return (
        f"s = (error{k}*l{k}).sum(1)",
        f"delta{k} = error{k} - s[:, None]",
        f"delta{k} = l{k}*delta{k}",
    )


def _update(experiment: Experiment) -> Iterator[Line]:
    return _update_plainly(experiment) if is_plain(experiment) else _update_by_rule(experiment)


def _update_by_rule(experiment: Experiment) -> Iterator[Line]:
    last = len(experiment.layers) - 1
    for k in range(last, -1, -1):
        count = ("t = j + 1",) if k == last and experiment.optimizer.name == "adam" else ()
        weights = updates(experiment, f"w{k}", f"-l{k}.T.dot(delta{k + 1})")
        biases = updates(experiment, f"b{k}", f"-delta{k + 1}.sum(0)")
        bias = biases if experiment.layers[k].bias else ()
        yield from _lines(Phase.UPDATE, k, *count, *weights, *bias)


def _update_plainly(experiment: Experiment) -> Iterator[Line]:
    rate = "" if experiment.learning_rate == 1 else "rate*"
    for k in range(len(experiment.layers) - 1, -1, -1):
        step = f"l{k}.T.dot(delta{k + 1})"
        weights = _fitting(
            (f"w{k} += {rate}{step}",), (f"step{k} = {step}", f"w{k} += {rate}step{k}")
        )
        bias = (f"b{k} += {rate}delta{k + 1}.sum(0)",) if experiment.layers[k].bias else ()
        yield from _lines(Phase.UPDATE, k, *weights, *bias)


def _tell(experiment: Experiment) -> Iterator[Line]:
    """Yield the lines that print the error now and then, after all that matters more."""
    condition = f"if j%{max(experiment.epochs // PRINTED, 1)} == 0:"
    for text in _fitting((f"{condition} print(mean)",), (condition, INDENT + "print(mean)")):
        yield Line(text)


def _fitting(*forms: tuple[str, ...]) -> tuple[str, ...]:
    """Return the first form of a statement whose lines fit, indented; else the last one."""
    room = WIDTH - len(INDENT)
    return next((form for form in forms if max(map(len, form)) <= room), forms[-1])


def _lines(phase: Phase, layer: int | None, *texts: str) -> Iterator[Line]:
    return (Line(text, phase, layer) for text in texts)
