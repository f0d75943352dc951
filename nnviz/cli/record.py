"""The command that trains a scene's network and records it."""

from pathlib import Path
from typing import Annotated

import typer

from nnviz.cli.data_remarks import say_of_data
from nnviz.cli.options import DataAnywhere, Force, Quiet, SceneFile
from nnviz.cli.reporting import counted, in_bytes, progress_bar, say
from nnviz.cli.summaries import plan_facts, print_facts
from nnviz.errors import ExperimentError, SceneError, UsageError
from nnviz.files import check_apart, check_ending


def record(
    scene: SceneFile,
    *,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="TRACE", help="Recording to write (.nntrace)."),
    ] = None,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume",
            help="Go on with a recording that was stopped; add --force if it replaces another.",
        ),
    ] = False,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", help="Write nothing; say what would be recorded, and the most it takes."
        ),
    ] = False,
    data_anywhere: DataAnywhere = False,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Train a scene's network and record what it computes: all, while that is small."""
    from nnviz.opening import files_read
    from nnviz.scene import load_scene
    from nnviz.trace.recorder import checked_plan
    from nnviz.trace.recorder import record as record_experiment
    from nnviz.trace.trace import open_trace

    if not dry_run and output is None:
        raise UsageError("record: say where to: --output TRACE; or --dry-run to write nothing")
    if output is not None:
        check_ending(output, ".nntrace")
    experiment = load_scene(scene, data_anywhere=data_anywhere).experiment
    if output is not None:
        check_apart([output], files_read(scene, experiment))
    try:
        plan = checked_plan(experiment)
    except ExperimentError as error:
        raise SceneError(f"{scene}: {error}") from None
    if output is None or dry_run:
        print_facts(plan_facts(plan))
        return
    say_of_data(scene, experiment, quiet=quiet)
    with progress_bar("Recording epochs", quiet=quiet) as progress:
        record_experiment(experiment, output, overwrite=force, resume=resume, progress=progress)
    size = in_bytes(output.stat().st_size)
    say(f"{output}: {counted(experiment.epochs, 'epoch')}, {size}", quiet=quiet)
    with open_trace(output) as trace:
        if trace.divergence is not None:
            say(f"{output}: {trace.divergence}", quiet=quiet)
