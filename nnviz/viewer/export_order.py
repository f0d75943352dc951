"""What a person asks for in the export dialog, and the command that makes it."""

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
FILMS = "*.mp4 *.webm *.mov *.gif *.webp"


@dataclass(frozen=True, kw_only=True, slots=True)
class FilmOrder:
    """A film that is to be made.

    Attributes:
        source: the scene or the trace.
        film: the file to write; its ending says the format. One that is there is replaced.
        quality: the word for size and all that suits it.
        fps: frames per second; None: as the quality says.
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
        """Return the command that makes the film: the same one that people type."""
        words = [sys.executable, "-m", "nnviz", "render", str(self.source)]
        words += ["--output", str(self.film), "--force", "--quality", self.quality]
        words += ["--lang", self.language, "--theme", self.theme]
        if self.fps is not None:
            words += ["--fps", f"{self.fps:g}"]
        if self.span is not None:
            words += ["--from", repr(self.span[0]), "--to", repr(self.span[1])]
        return words
