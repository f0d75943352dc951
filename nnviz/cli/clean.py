"""The command that gives back the room of what films were made of."""

from pathlib import Path
from typing import Annotated

import typer

from nnviz.cli.options import Quiet
from nnviz.cli.reporting import in_bytes, say


def clean(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FOLDER",
            help="Look here for files that a killed nnviz left; else in the current folder.",
        ),
    ] = None,
    unfinished: Annotated[
        bool,
        typer.Option(
            "--unfinished", help="Remove only such files; the kept segments of films stay."
        ),
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Remove the kept segments of films, and unfinished files that a killed nnviz has left."""
    from nnviz.film.cache import clean_cache as clean_up

    freed = clean_up(folders or [Path()], keep_segments=unfinished)
    say(
        f"{freed.segments} segments of films and {freed.unfinished} unfinished files removed, "
        f"{in_bytes(freed.size_bytes)} freed",
        quiet=quiet,
    )
