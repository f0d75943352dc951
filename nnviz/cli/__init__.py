"""The command line: it parses, calls one function of the library, and reports.

Each command imports what it needs when it runs, so that help appears at once.
"""

import gc
import os
import signal
import sys


def main() -> None:
    """Run the command that the process was started with, and exit with its status.

    0: done. 1: it could not be done. 2: the command was not understood. 130: stopped by Ctrl-C,
    143: by SIGTERM, 129: by SIGHUP.
    """
    _start_quickly()
    try:
        from nnviz.cli.app import app  # Ctrl-C may come while this is loading, too

        app(prog_name="nnviz")
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        # From here on a signal just ends the process: at its end libraries would make a mess of it.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        gc.freeze()  # else Python looks through all that is loaded before it ends, for 0.1 s


def _start_quickly() -> None:
    """Leave out what is looked for at every start, and never found."""
    gc.set_threshold(50_000)  # rubbish among what is being loaded
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # plugins, in every installed package
