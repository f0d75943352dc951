"""What a command is given to show, opened, with a bar while it is recorded."""

from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from nnviz.cli.data_remarks import say_of_data
from nnviz.cli.reporting import progress_bar, say
from nnviz.story.text import Language
from nnviz.story.theme import Theme

if TYPE_CHECKING:
    from nnviz.stage.show import Show


@contextmanager
def open_source(
    source: Path,
    *,
    aspect: float,
    language: Language | None,
    theme: Theme | None,
    captions_in_picture: bool = True,
    data_anywhere: bool = False,
    written: Collection[Path] = (),
    quiet: bool,
) -> Iterator["Show"]:
    """Open a scene or a trace as a show, for as long as the block lasts.

    Args:
        source: the scene or the trace.
        aspect: width of the picture divided by its height.
        language: of its texts; None: as the scene says.
        theme: its colours; None: as the scene says.
        captions_in_picture: whether the captions are drawn.
        data_anywhere: whether data of a scene may lie outside its folder.
        written: files that are to be written, none of which may be one that is read.
        quiet: whether to show no bar while a scene is recorded.

    """
    from nnviz.opening import open_show

    with ExitStack() as stack:
        with progress_bar("Recording epochs", quiet=quiet) as progress:
            opening = open_show(
                source,
                aspect=aspect,
                language=language,
                theme=theme,
                captions_in_picture=captions_in_picture,
                data_anywhere=data_anywhere,
                written=written,
                progress=progress,
            )
            show = stack.enter_context(opening)
        say_of_data(source, show.trace.experiment, quiet=quiet)
        if show.trace.divergence is not None:
            say(f"{source}: {show.trace.divergence}", quiet=quiet)
        yield show
