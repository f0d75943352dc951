"""The command that prints a training as a program of its own."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nnviz.cli.options import DataAnywhere, Force
from nnviz.errors import NnvizError, UsageError
from nnviz.files import check_ending

if TYPE_CHECKING:
    from nnviz.learning.experiment import Experiment

MOST_NUMBERS = 10_000  # that are printed; more belong into a file


def code(
    source: Annotated[
        Path, typer.Argument(metavar="SCENE|TRACE", help="A scene (.toml), or a recording.")
    ],
    data: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.npz",
            help="Write the records there for the program; needed above 10,000 numbers.",
        ),
    ] = None,
    data_anywhere: DataAnywhere = False,
    force: Force = False,
) -> None:
    """Print a training as a program that needs nothing but NumPy.

    It computes, bit for bit, what `nnviz record` records. It holds the training records, or reads
    them from the file that --data writes.
    """
    from nnviz.listing.program import numbers_of, program

    experiment = _experiment(source, data_anywhere=data_anywhere)
    if data is not None:
        _write_data(experiment, data, overwrite=force)
    elif (count := numbers_of(experiment)) > MOST_NUMBERS:
        raise NnvizError(
            f"{source}: its {count:,} numbers are too many to print; --data FILE.npz writes them "
            "into a file that the program reads"
        )
    typer.echo(program(experiment, None if data is None else str(data)).text, nl=False)


def _experiment(source: Path, *, data_anywhere: bool) -> "Experiment":
    from nnviz.opening import is_trace
    from nnviz.scene import load_scene
    from nnviz.trace.trace import open_trace

    if not is_trace(source):
        return load_scene(source, data_anywhere=data_anywhere).experiment
    with open_trace(source) as trace:
        experiment = trace.experiment
    if experiment is None:
        raise NnvizError(
            f"{source}: holds no experiment, only what another program computed; print that program"
        )
    held, every = len(experiment.dataset.inputs), experiment.dataset.size
    if held < every:
        raise NnvizError(
            f"{source}: holds {held:,} of the {every:,} records, too few for a program; name the "
            "scene that it was recorded from"
        )
    return experiment


def _write_data(experiment: "Experiment", path: Path, *, overwrite: bool) -> None:
    import numpy as np

    from nnviz.files import os_errors_explained, written_whole
    from nnviz.learning.data import as_data
    from nnviz.listing.program import arrays_of

    check_ending(path, ".npz")
    trained_from = as_data(experiment.data).path
    if trained_from and Path(trained_from).resolve() == path.resolve():
        raise UsageError(f"--data {path}: is what the scene trains from; choose another name")
    with (
        written_whole(path, overwrite=overwrite, error=NnvizError) as part,
        os_errors_explained(path, error=NnvizError),
        part.open("wb") as file,
    ):
        np.savez(file, **arrays_of(experiment))  # type: ignore[arg-type]
