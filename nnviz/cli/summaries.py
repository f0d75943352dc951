"""What is worth knowing of a recording, or of one that is to be made, in the order of reading."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

import typer

from nnviz.cli.reporting import counted, in_bytes, printable

if TYPE_CHECKING:
    from nnviz.learning.datasets import Dataset
    from nnviz.learning.description import Described
    from nnviz.learning.experiment import Experiment
    from nnviz.trace.plan import Plan
    from nnviz.trace.trace import Trace

Fact = tuple[str, str]

MOST_SHOWN = 20  # names or scales


def print_facts(facts: Iterator[Fact]) -> None:
    """Print facts, one a line."""
    for name, value in facts:
        typer.echo(printable(f"{name:<24}{value}"))


def trace_facts(trace: "Trace") -> Iterator[Fact]:
    """Yield what a trace holds."""
    yield "trace", str(trace.path)
    yield "size", in_bytes(trace.path.stat().st_size)
    stopped = "was stopped" if trace.experiment is None else "can be resumed"
    yield "complete", "yes" if trace.complete else f"no: it is being recorded, or {stopped}"
    yield from network_facts(trace)
    yield from warning_facts(trace.experiment)
    if trace.experiment is not None:
        yield "seed", str(trace.experiment.seed)
    yield "epochs", _spell_epochs(trace)
    if len(trace.steps) != len(trace.epochs):
        yield "steps", f"{len(trace.steps):,}{_of(trace.training.steps)} recorded"
    if trace.divergence is not None:
        yield "diverged", str(trace.divergence)
    for name, version in trace.versions.items():
        yield f"written by {name}", str(version)
    yield from _tensor_facts({name: trace.shape(name) for name in trace.names})


def plan_facts(plan: "Plan") -> Iterator[Fact]:
    """Yield what would be recorded."""
    yield from network_facts(plan)
    yield from warning_facts(plan.experiment)
    yield "steps", f"{len(plan.steps):,} of {plan.steps.total:,}: {plan.steps}"
    shown = "those of each step" if plan.records is None else f"{len(plan.records)} in every step"
    yield "records", shown
    yield "numbers", f"{plan.dtype.name}, {in_bytes(plan.step_bytes)} a step"
    yield "before compression", in_bytes(plan.raw_bytes)
    yield "file", f"at most {in_bytes(plan.largest_file)} ({plan.largest_file:,} bytes)"
    yield from _tensor_facts(plan.tensors)


def network_facts(trained: "Described") -> Iterator[Fact]:
    """Yield what is trained, and on what."""
    data, network, learning_rate = trained.dataset, trained.network, trained.training.learning_rate
    layers = ", ".join(
        f"{layer.units} {layer.activation}{' with biases' if layer.bias else ''}"
        for layer in network.layers
    )
    held_out = f", {data.held_out.size:,} held out" if data.held_out is not None else ""
    yield "data", f"{data.name}, {counted(data.size, 'record')}{held_out}"
    yield from data_facts(data)
    yield "layers", f"{counted(network.inputs, 'input')}, {layers}"
    if learning_rate is not None:
        yield "learning rate", f"{learning_rate:g}"
    yield "loss", network.loss


def data_facts(data: "Dataset") -> Iterator[Fact]:
    """Yield what the columns of data are called, how they are scaled, and what was left out."""
    for what in ("inputs", "targets"):
        names = getattr(data, f"{what.removesuffix('s')}_names")
        if names and names != data.classes:
            yield f"{what} are", _listed(names)
    if data.classes:
        yield "classes", _listed(data.classes)
    yield from islice(_scale_facts(data), MOST_SHOWN)
    for note in data.notes:
        yield "note", note


def warning_facts(experiment: "Experiment | None") -> Iterator[Fact]:
    """Yield what of the data keeps a network from learning them."""
    from nnviz.learning.raw_scales import raw_scale_warnings

    for warning in () if experiment is None else raw_scale_warnings(experiment):
        yield "warning", warning


def _scale_facts(data: "Dataset") -> Iterator[Fact]:
    if data.preparation is None:
        return
    for names, scales in (
        (data.input_names, data.preparation.inputs),
        (data.target_names, data.preparation.targets),
    ):
        for number, scale in enumerate(scales):
            if scale.kind != "none":
                name = names[number] if number < len(names) else f"column {number + 1}"
                yield (
                    f"{scale.kind} scale",
                    f"{name}: (value - {scale.center:g}) / {scale.spread:g}",
                )


def _listed(names: Sequence[str]) -> str:
    more = [f"… {len(names):,} in all"] if len(names) > MOST_SHOWN else []
    return ", ".join([*names[:MOST_SHOWN], *more])


def _tensor_facts(shapes: Mapping[str, tuple[int, ...]]) -> Iterator[Fact]:
    for name, shape in shapes.items():
        yield name, " × ".join(str(length) for length in shape) or "number"


def _spell_epochs(trace: "Trace") -> str:
    total = _of(trace.training.epochs)
    if len(trace.epochs) == 0:
        return f"none{total}"
    first, last = trace.epochs[0], trace.epochs[-1]
    return f"{first:,} to {last:,}{total}, {len(trace.epochs):,} recorded"


def _of(total: int | None) -> str:
    """Return of how many; nothing where nobody knows."""
    return "" if total is None else f" of {total:,}"
