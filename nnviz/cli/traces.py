"""The commands that make and read recordings."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nnviz.cli.options import Force, Quiet, SceneFile, TraceFile
from nnviz.cli.outputs import require_ending
from nnviz.cli.reporting import in_bytes, progress_bar, say
from nnviz.errors import TraceError
from nnviz.files import check_destination

if TYPE_CHECKING:
    from nnviz.trace.trace import Trace


def record(
    scene: SceneFile,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="TRACE", help="Recording to write (.nntrace).")
    ],
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Train a scene's network and record everything that it computes."""
    from nnviz.scene import load_scene
    from nnviz.trace.recorder import record as record_experiment

    check_destination(output, overwrite=force, error=TraceError)
    experiment = load_scene(scene).experiment
    with progress_bar("Recording epochs", quiet=quiet) as progress:
        record_experiment(experiment, output, overwrite=force, progress=progress)
    size = in_bytes(output.stat().st_size)
    say(f"{output}: {experiment.epochs:,} epochs, {size}", quiet=quiet)


def info(trace: TraceFile) -> None:
    """Say what a recording holds."""
    from nnviz.trace.trace import open_trace

    with open_trace(trace) as opened:
        for name, value in _facts(opened):
            typer.echo(f"{name:<24}{value}")


def _facts(trace: "Trace") -> list[tuple[str, str]]:
    """Return what is worth knowing of a trace, in the order in which it is read."""
    experiment = trace.experiment
    layers = ", ".join(
        f"{layer.units} {layer.activation}{' with biases' if layer.bias else ''}"
        for layer in experiment.layers
    )
    facts = [
        ("trace", str(trace.path)),
        ("size", in_bytes(trace.path.stat().st_size)),
        ("complete", "yes" if trace.complete else "no: recording goes on, or was stopped"),
        ("data", f"{experiment.data}, {len(trace.dataset.inputs)} samples"),
        ("layers", f"{experiment.widths[0]} inputs, {layers}"),
        ("learning rate", f"{experiment.learning_rate:g}"),
        ("loss", experiment.loss),
        ("seed", str(experiment.seed)),
        ("epochs", _spell_epochs(trace)),
    ]
    facts += [(f"written by {name}", str(version)) for name, version in trace.versions.items()]
    return facts + [(name, _spell_shape(trace.shape(name))) for name in trace.names]


def _spell_epochs(trace: "Trace") -> str:
    if len(trace.epochs) == 0:
        return f"none of {trace.experiment.epochs:,}"
    first, last = trace.epochs[0], trace.epochs[-1]
    count = len(trace.epochs)
    return f"{first:,} to {last:,} of {trace.experiment.epochs:,}, {count:,} recorded"


def _spell_shape(shape: tuple[int, ...]) -> str:
    return " × ".join(str(length) for length in shape) or "number"


def check(trace: TraceFile) -> None:
    """Read a whole recording and compare it with its checksums."""
    from nnviz.trace.reader import check as check_trace

    report = check_trace(trace)
    typer.echo(
        f"{trace}: sound: {report.steps:,} steps of {report.tensors} arrays "
        f"in {report.chunks:,} chunks"
    )


def export(
    trace: TraceFile,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE.npz", help="NumPy archive to write.")
    ],
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Write every recorded array into one NumPy archive (.npz), under its own name."""
    from nnviz.trace.export import export_npz
    from nnviz.trace.trace import open_trace

    require_ending(output, ".npz")
    check_destination(output, overwrite=force, error=TraceError)
    with open_trace(trace) as opened:
        export_npz(opened, output, overwrite=force)
    say(f"{output}: {in_bytes(output.stat().st_size)}", quiet=quiet)
