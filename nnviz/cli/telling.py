"""How a command says how far it is to a program that started it, such as the window.

Where the environment variable NNVIZ_PROGRESS is `json`, every step is one line on stdout:

    {"title": "Rendering frames", "done": 3, "total": 450}

Such a program may ask the command to end, which then tidies up as after Ctrl-C.
"""

import json
import os
import signal
from collections.abc import Callable

import typer


def is_told_to_programs() -> bool:
    """Return whether progress is to be told in lines for a program."""
    return os.environ.get("NNVIZ_PROGRESS") == "json"


def tell_programs(title: str) -> Callable[[int, int], None]:
    """Return what is to be called with how much is done, and of how much.

    Args:
        title: what is being done.

    """
    # By itself this signal ends Python on the spot, and what was half written would stay.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    return lambda done, total: typer.echo(
        json.dumps({"title": title, "done": done, "total": total})
    )
