"""The command that writes what a recording holds into a NumPy archive."""

from pathlib import Path
from typing import Annotated

import typer

from nnviz.cli.options import Force, Quiet, TraceFile
from nnviz.cli.reporting import in_bytes, say
from nnviz.errors import TraceError
from nnviz.files import check_apart, check_destination, check_ending


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

    check_ending(output, ".npz")
    check_destination(output, overwrite=force, error=TraceError)
    check_apart([output], [trace])
    with open_trace(trace) as opened:
        export_npz(opened, output, overwrite=force)
    say(f"{output}: {in_bytes(output.stat().st_size)}", quiet=quiet)
