"""The command that opens the window."""

from pathlib import Path
from typing import Annotated

import typer

from nnviz.errors import UsageError
from nnviz.story.text import Language


def view(
    source: Annotated[
        Path | None,
        typer.Argument(metavar="[SCENE|TRACE]", help="What to open; the XOR lesson by default."),
    ] = None,
    follow: Annotated[
        bool, typer.Option("--follow", help="Show a trace as it is being recorded.")
    ] = False,
    lang: Annotated[
        Language | None,
        typer.Option(help="Language; else what was chosen last, the scene's, or the desktop's."),
    ] = None,
) -> None:
    """Open the window that plays and scrubs."""
    from nnviz.viewer.application import run

    if follow and source is None:
        raise UsageError("--follow: name the trace that is being recorded")
    raise typer.Exit(run(source, follow=follow, language=lang))
