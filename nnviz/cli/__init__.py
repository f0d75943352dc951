"""The command line: it parses, calls one function of the library, and reports.

Each command imports what it needs when it runs, so that help appears at once.
"""

import sys


def main() -> None:
    """Run the command that the process was started with, and exit with its status.

    0: done. 1: it could not be done. 2: the command was not understood. 130: stopped by Ctrl-C.
    """
    try:
        from nnviz.cli.app import app  # Ctrl-C may come while this is loading, too

        app(prog_name="nnviz")
    except KeyboardInterrupt:
        sys.exit(130)
