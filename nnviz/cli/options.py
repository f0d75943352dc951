"""The arguments and options that several commands share."""

from pathlib import Path
from typing import Annotated, NamedTuple

import typer

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
    return Size(int(width), int(height))


FULL_HD = Size(1920, 1080)

SceneFile = Annotated[Path, typer.Argument(metavar="SCENE", help="A scene file (.toml).")]
TraceFile = Annotated[Path, typer.Argument(metavar="TRACE", help="A recording (.nntrace).")]
SceneOrTrace = Annotated[
    Path,
    typer.Argument(metavar="SCENE|TRACE", help="A scene to record and show, or a recording."),
]
PictureSize = Annotated[
    Size,
    typer.Option(
        parser=parse_size,
        metavar="WxH",
        show_default="1920x1080",
        help=f"Size in pixels, or {', '.join(_NAMED_SIZES)}.",
    ),
]
Force = Annotated[bool, typer.Option("--force", "-f", help="Replace a file that is there.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
