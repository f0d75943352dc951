"""The arguments and options that several commands share."""

from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from nnviz.errors import UsageError
from nnviz.number_parsing import number_of, whole_number_of
from nnviz.picture.regions import require_shape
from nnviz.story.text import Language
from nnviz.story.theme import Theme

_NAMED_SIZES = {
    "480p": (854, 480),
    "720p": (1280, 720),
    "1080p": (1920, 1080),
    "1440p": (2560, 1440),
    "4k": (3840, 2160),
}


class Size(NamedTuple):
    """A picture's width and height in pixels."""

    width: int
    height: int

    def __str__(self) -> str:
        """Return the size as it is typed."""
        return f"{self.width}x{self.height}"

    @property
    def aspect(self) -> float:
        """Width divided by height."""
        return self.width / self.height


def parse_size(text: str | Size) -> Size:
    """Return the size that `1920x1080` or a name like `1080p` means.

    Raises:
        typer.BadParameter: it means none.

    """
    lowered = str(text).lower()
    if lowered in _NAMED_SIZES:
        return Size(*_NAMED_SIZES[lowered])
    width, _, height = lowered.partition("x")
    if not all(side.isascii() and side.isdigit() and len(side) < 6 for side in (width, height)):
        names = ", ".join(_NAMED_SIZES)
        raise typer.BadParameter(f"{text!r} is no size; write 1920x1080, or one of {names}")
    if 0 in (int(width), int(height)):
        raise typer.BadParameter(f"{text!r} has no pixels; write 1920x1080, for example")
    size = Size(int(width), int(height))
    try:
        require_shape(size.aspect)
    except UsageError as error:
        raise typer.BadParameter(f"{text}: {error}") from None
    return size


def parse_whole_number(text: str | int) -> int:
    """Return the whole number that an option says.

    Raises:
        typer.BadParameter: it says none.

    """
    try:
        return text if isinstance(text, int) else whole_number_of(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no whole number; write 12, for example") from None


def parse_number(text: str | float) -> float:
    """Return the number that an option says.

    Raises:
        typer.BadParameter: it says none.

    """
    try:
        return number_of(text) if isinstance(text, str) else text
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no number; write 1.5, for example") from None


def number_option(metavar: str, told: str, *names: str) -> Any:
    """Return an option that is a number, possibly a broken one; `told` is its help."""
    return typer.Option(*names, parser=parse_number, metavar=metavar, help=told)


def whole_number_option(metavar: str, told: str, *names: str) -> Any:
    """Return an option that is a whole number; `told` is its help."""
    return typer.Option(*names, parser=parse_whole_number, metavar=metavar, help=told)


SceneFile = Annotated[Path, typer.Argument(metavar="SCENE", help="A scene file (.toml).")]
DataAnywhere = Annotated[
    bool, typer.Option("--data-anywhere", help="Read data outside the scene's folder, too.")
]
TraceFile = Annotated[Path, typer.Argument(metavar="TRACE", help="A recording (.nntrace).")]
SceneOrTrace = Annotated[
    Path,
    typer.Argument(metavar="SCENE|TRACE", help="A scene to record and show, or a recording."),
]
PictureSize = Annotated[
    Size | None,
    typer.Option(
        parser=parse_size,
        metavar="WxH",
        help=f"Size in pixels, or {', '.join(_NAMED_SIZES)}; overrides --quality.",
    ),
]
Lang = Annotated[
    Language | None,
    typer.Option(help="Language of the texts; else the scene's, or English."),
]
Colours = Annotated[
    Theme | None, typer.Option("--theme", help="Colours; else the scene's, or dark.")
]
Transparent = Annotated[
    bool, typer.Option("--transparent", help="Leave out the background of the picture.")
]
Force = Annotated[bool, typer.Option("--force", "-f", help="Replace a file that is there.")]
# No -q: in the commands that make pictures that is --quality, and it shall not mean two things.
Quiet = Annotated[bool, typer.Option("--quiet", help="Say nothing but errors.")]
