"""What a person asks for in the dialogs of exports, and the command that makes a film of it."""

import sys
from dataclasses import dataclass
from pathlib import Path

QUALITIES = {
    "draft": "Draft (854 × 480)",
    "720p": "HD (1280 × 720)",
    "1080p": "Full HD (1920 × 1080)",
    "4k": "4K (3840 × 2160)",
}
USUAL_QUALITY = "1080p"
USUAL_FPS = {"draft": 15, "720p": 30, "1080p": 30, "4k": 30}
PICTURE_SIZES = {"720p": (1280, 720), "1080p": (1920, 1080), "4k": (3840, 2160)}
FILMS = "*.mp4 *.webm *.mov *.gif *.webp"
NICENESS = 10  # of ten parts that both want, the window beside a film in the making gets nine


@dataclass(frozen=True, kw_only=True, slots=True)
class FilmOrder:
    """A film that is to be made.

    Attributes:
        source: the scene or the trace.
        film: the file to write; its ending says the format. One that is there is replaced.
        quality: the word for size and all that suits it.
        fps: frames per second, to three decimals: 23.976 is short for 24000/1001, as the program
            reads it; None: as the quality says.
        span: the seconds of the story to begin and to end at; None: all of it.
        language: of the texts in the picture.
        theme: its colours.

    """

    source: Path
    film: Path
    quality: str = USUAL_QUALITY
    fps: float | None = None
    span: tuple[float, float] | None = None
    language: str = "en"
    theme: str = "dark"

    def command(self) -> list[str]:
        """Return the command that makes the film: the one that people type, in the background."""
        words = [sys.executable, "-m", "nnviz.cli.background", str(NICENESS)]
        words += ["render", str(self.source)]
        words += ["--output", str(self.film), "--force", "--quality", self.quality]
        words += ["--lang", self.language, "--theme", self.theme]
        if self.fps is not None:
            words += ["--fps", f"{self.fps:g}"]
        if self.span is not None:
            words += ["--from", repr(self.span[0]), "--to", repr(self.span[1])]
        return words


@dataclass(frozen=True, kw_only=True, slots=True)
class PictureOrder:
    """A picture that is to be saved.

    Attributes:
        picture: the file to write; one that is there is replaced.
        size: width and height in pixels.

    """

    picture: Path
    size: tuple[int, int]
