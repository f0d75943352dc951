"""The command that compares a recording with its checksums."""

import typer

from nnviz.cli.options import TraceFile
from nnviz.cli.reporting import counted


def check(trace: TraceFile) -> None:
    """Read a whole recording and compare it with its checksums."""
    from nnviz.trace.reader import check as check_trace

    report = check_trace(trace)
    typer.echo(
        f"{trace}: sound: {counted(report.steps, 'step')} of {report.tensors} arrays "
        f"in {counted(report.chunks, 'chunk')}"
    )
