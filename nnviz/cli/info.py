"""The command that says what a recording holds."""

from nnviz.cli.options import TraceFile
from nnviz.cli.summaries import print_facts, trace_facts


def info(trace: TraceFile) -> None:
    """Say what a recording holds."""
    from nnviz.trace.trace import open_trace

    with open_trace(trace) as opened:
        print_facts(trace_facts(opened))
