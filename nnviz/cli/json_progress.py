"""How a command says how far it is to a program that started it, such as the window.

Where the environment variable NNVIZ_PROGRESS is `json`, every step is one line on stdout:

    {"title": "Rendering frames", "done": 3, "total": 450}

Where NNVIZ_ENDS_WITH is `stdin`, the command ends, and tidies up as after Ctrl-C, when its standard
input does: a pipe that such a program holds, and that ends with it, however it ends.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from threading import Thread

import typer


def wants_json_progress() -> bool:
    """Return whether progress is to be told in lines for a program."""
    return os.environ.get("NNVIZ_PROGRESS") == "json"


def stop_when_input_ends() -> None:
    """Let the command be stopped when its standard input ends, if that is asked for."""
    if os.environ.pop("NNVIZ_ENDS_WITH", None) == "stdin":  # of this process, not of its children
        Thread(target=_stop_at_the_end_of_input, name="watch over the input", daemon=True).start()


def _stop_at_the_end_of_input() -> None:
    while os.read(0, 4096):
        pass
    if sys.platform == "win32":
        signal.raise_signal(signal.SIGINT)
    else:
        os.kill(os.getpid(), signal.SIGTERM)  # to the main thread, whatever that waits for


def json_progress(title: str) -> Callable[[int, int], None]:
    """Return what is to be called with how much is done, and of how much.

    Args:
        title: what is being done.

    """
    return lambda done, total: typer.echo(
        json.dumps({"title": title, "done": done, "total": total})
    )
