"""How a command says how far it is and what it has made: on stderr, for people."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

from nnviz.cli.json_progress import json_progress, wants_json_progress


@contextmanager
def progress_bar(title: str, *, quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """Show a bar with the time left, on a terminal.

    Args:
        title: what is being done.
        quiet: show nothing.

    Yields:
        A function that takes how much is done and of how much; None where nothing is shown.

    """
    if wants_json_progress():
        yield json_progress(title)
        return
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True)) as bars:
        # Unseen until there is something to report: a recording that exists is not made again.
        task = bars.add_task(title, total=None, visible=False)
        yield lambda done, total: bars.update(task, completed=done, total=total, visible=True)


def say(message: str, *, quiet: bool) -> None:
    """Say what has been made."""
    if not quiet:
        typer.echo(printable(message), err=True)


def printable(text: str) -> str:
    """Return a text with nothing in it that a terminal obeys; it may quote a stranger's file."""
    return "".join(
        letter if letter.isprintable() or letter == "\n" else f"\\u{ord(letter):04x}"
        for letter in text
    )


def counted(count: int, what: str) -> str:
    """Return how many there are of something, one epoch or 2 epochs."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def in_bytes(size: int) -> str:
    """Return a file's size as people read it."""
    for unit, scale in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size >= scale:
            return f"{size / scale:.1f} {unit}"
    return f"{size} bytes"
