"""Statements: how every part of a training is written in NumPy, in few and narrow lines.

They keep to the order of operations of `nnviz.learning`, and compute every delta before they
change a weight; so the program that they make has the recorded numbers to the last bit.

Names are those of the lecture, numbered by layer: `l0` the input, `w0` the weights from layer 0
to layer 1, `b0` the biases of layer 1, `error2`, `slope2` and `delta2` those of layer 2.
"""

from collections.abc import Iterator

from nnviz.learning.activations import ACTIVATIONS
from nnviz.learning.experiment import Experiment
from nnviz.learning.losses import LOSSES
from nnviz.listing.arrays import bias_statements, weight_statements
from nnviz.listing.code_lines import INDENT, CodeLine, code_lines, form_that_fits
from nnviz.listing.dropout import delta_after_dropout, dropout_statements
from nnviz.listing.optimizers import (
    constant_statements,
    generator_statements,
    is_plain,
    memory_statements,
    rate_of,
    update_statements,
)
from nnviz.listing.schedules import rate_statements, schedule_statements
from nnviz.story.moment import Phase

PRINTED = 10  # times that the program prints the error while it trains


def definitions(experiment: Experiment) -> Iterator[list[CodeLine]]:
    """Yield the functions that the layers need and NumPy lacks, each with its lines."""
    for name in sorted({layer.activation for layer in experiment.layers}):
        if definition := ACTIVATIONS[name].formula.definition:
            yield list(map(CodeLine, definition))


def setup(experiment: Experiment, *, from_file: bool = False) -> Iterator[CodeLine]:
    """Yield the lines that draw or read the weights, and set the learning rate unless it is 1."""
    yield from map(CodeLine, generator_statements(experiment))
    for k, layer in enumerate(experiment.layers):
        weights = (
            *weight_statements(experiment, k, from_file=from_file),
            *memory_statements(experiment, f"w{k}"),
        )
        biases = (
            *bias_statements(experiment, k, from_file=from_file),
            *memory_statements(experiment, f"b{k}"),
        )
        yield from code_lines(Phase.INITIALISE, k, *weights, *(biases if layer.bias else ()))
    yield from map(CodeLine, (*rate_statements(experiment), *constant_statements(experiment)))
    if experiment.batch_size is not None:
        yield from map(CodeLine, (f"size = {experiment.batch_size}", "t = 0"))


def batches(experiment: Experiment) -> Iterator[CodeLine]:
    """Yield the function that deals the records into batches, or draws each from all of them."""
    yield CodeLine("def batches():")
    if experiment.replacement:
        yield CodeLine(f"{INDENT}for j in range({experiment.steps}):")
        yield CodeLine(f"{INDENT}  yield deal(len(X), size)")
        return
    left = "len(deck) >= size" if experiment.drop_last else "len(deck) > 0"
    for text in (
        f"for j in range({experiment.epochs}):",
        f"  deck = {'deal' if experiment.shuffle else 'np.arange'}(len(X))",
        f"  while {left}:",
        "    yield deck[:size]",
        "    deck = deck[size:]",
    ):
        yield CodeLine(INDENT + text)


def loop(experiment: Experiment) -> Iterator[CodeLine]:
    """Yield the lines of the training loop."""
    over = f"j in range({experiment.epochs})"
    if experiment.batch_size is not None:
        over = "rows in batches()"
    yield CodeLine(f"for {over}:", Phase.EPOCH)
    for step in (_rate, _forward, _compare, _backward, _update, _tell):
        for line in step(experiment):
            yield CodeLine(INDENT + line.text, line.phase, line.layer)


def report(experiment: Experiment) -> Iterator[CodeLine]:
    """Yield the lines that print the last error and the outputs."""
    yield CodeLine('print("error:", mean)')
    yield CodeLine(f"print(l{len(experiment.layers)})")


def _rate(experiment: Experiment) -> Iterator[CodeLine]:
    """Yield the lines that change the learning rate."""
    lines = schedule_statements(experiment)
    if lines and experiment.batch_size is not None:
        yield CodeLine(f"j = t//{experiment.steps_per_epoch}")
    yield from map(CodeLine, lines)


def _forward(experiment: Experiment) -> Iterator[CodeLine]:
    given = ("l0 = X",) if experiment.batch_size is None else ("l0 = X[rows]", "y = Y[rows]")
    yield from code_lines(Phase.INPUT, 0, *given)
    for k, layer in enumerate(experiment.layers, start=1):
        value = ACTIVATIONS[layer.activation].formula.value
        z = f"l{k - 1}.dot(w{k - 1})"
        texts = [f"l{k} = {value.format(z=z)}"]
        if layer.bias:
            texts = [f"z{k} = {z} + b{k - 1}", f"l{k} = {value.format(z=f'z{k}')}"]
        yield from code_lines(Phase.FORWARD, k, *texts, *dropout_statements(k, layer))


def _compare(experiment: Experiment) -> Iterator[CodeLine]:
    k = len(experiment.layers)
    yield CodeLine(f"error{k} = y - l{k}", Phase.ERROR, k)
    if weighed := LOSSES[experiment.loss].written_error.format(error=f"error{k}"):
        yield CodeLine(f"more{k} = {weighed}", Phase.ERROR, k)
    yield CodeLine(f"mean = abs(error{k}).mean()", Phase.MEAN, k)


def _backward(experiment: Experiment) -> Iterator[CodeLine]:
    last, loss = len(experiment.layers), LOSSES[experiment.loss]
    for k in range(last, 0, -1):
        formula = ACTIVATIONS[experiment.layers[k - 1].activation].formula
        error = () if k == last else _hidden_error(k)
        up = f"more{k}" if k == last and loss.written_error else f"error{k}"
        delta = _delta(k, up, formula.slope)
        if experiment.layers[k - 1].dropout:
            delta = delta_after_dropout(k, experiment.layers[k - 1])
        if k == last and loss.written_delta:
            delta = (f"delta{k} = {loss.written_delta.format(error=up)}",)
        elif formula.delta:
            names = {"error": up, "a": f"l{k}", "delta": f"delta{k}"}
            delta = tuple(line.format(**names) for line in formula.delta)
        yield from code_lines(Phase.BACKWARD, k, *error, *delta)


def _hidden_error(k: int) -> tuple[str, ...]:
    return form_that_fits(
        (f"error{k} = delta{k + 1}.dot(w{k}.T)",),
        (f"w = w{k}.T", f"error{k} = delta{k + 1}.dot(w)"),
    )


def _delta(k: int, up: str, slope: str) -> tuple[str, ...]:
    """Return `up` × slope; the brackets are what keeps the last bit."""
    if not slope:
        return (f"delta{k} = {up}",)
    slope = slope.format(a=f"l{k}")
    return form_that_fits(
        (f"delta{k} = {up}*({slope})",),
        (f"slope{k} = {slope}", f"delta{k} = {up}*slope{k}"),
    )


def _update(experiment: Experiment) -> Iterator[CodeLine]:
    if experiment.batch_size is not None:
        last = len(experiment.layers) - 1
        needed = experiment.optimizer.rule.COUNTS  # else it counts for the lines that report
        yield CodeLine("t += 1", Phase.UPDATE, last) if needed else CodeLine("t += 1")
    yield from _updates(experiment)


def _updates(experiment: Experiment) -> Iterator[CodeLine]:
    return _update_plainly(experiment) if is_plain(experiment) else _update_by_rule(experiment)


def _update_by_rule(experiment: Experiment) -> Iterator[CodeLine]:
    last = len(experiment.layers) - 1
    for k in range(last, -1, -1):
        counts = experiment.optimizer.rule.COUNTS and experiment.batch_size is None
        count = ("t = j + 1",) if k == last and counts else ()
        weights = update_statements(experiment, f"w{k}", f"-l{k}.T.dot(delta{k + 1})")
        biases = update_statements(experiment, f"b{k}", f"-delta{k + 1}.sum(0)")
        bias = biases if experiment.layers[k].bias else ()
        yield from code_lines(Phase.UPDATE, k, *count, *weights, *bias)


def _update_plainly(experiment: Experiment) -> Iterator[CodeLine]:
    rate = rate_of(experiment)
    for k in range(len(experiment.layers) - 1, -1, -1):
        step = f"l{k}.T.dot(delta{k + 1})"
        weights = form_that_fits(
            (f"w{k} += {rate}{step}",), (f"step{k} = {step}", f"w{k} += {rate}step{k}")
        )
        bias = (f"b{k} += {rate}delta{k + 1}.sum(0)",) if experiment.layers[k].bias else ()
        yield from code_lines(Phase.UPDATE, k, *weights, *bias)


def _tell(experiment: Experiment) -> Iterator[CodeLine]:
    """Yield the lines that print the error now and then, after all that matters more."""
    often = max(experiment.epochs // PRINTED, 1)
    condition = f"if j%{often} == 0:"
    if experiment.batch_size is not None:
        condition = f"if t%{often * experiment.steps_per_epoch} == 0:"
    for text in form_that_fits((f"{condition} print(mean)",), (condition, INDENT + "print(mean)")):
        yield CodeLine(text)
