"""What the dialogs of exports remember, so that what was chosen once is there the next time."""

from pathlib import Path
from typing import cast

from nnviz.viewer.export.orders import (
    PICTURE_SIZES,
    QUALITIES,
    USUAL_FPS,
    USUAL_QUALITY,
    FilmOrder,
)
from nnviz.viewer.settings import remembered, settings

ENDINGS = (".mp4", ".webm", ".mov", ".gif", ".webp")


def remember_film(order: FilmOrder) -> None:
    """Keep what was asked for."""
    kept = settings()
    kept.setValue("export/folder", str(order.film.parent))
    kept.setValue("export/ending", order.film.suffix)
    kept.setValue("export/quality", order.quality)
    kept.setValue("export/fps", order.fps)
    kept.setValue("export/source", str(order.source))
    kept.setValue("export/span", "" if order.span is None else "{!r} {!r}".format(*order.span))


def remember_picture(picture: Path, size: str) -> None:
    """Keep where a picture went, and the word for its size."""
    settings().setValue("export/folder", str(picture.parent))
    settings().setValue("export/picture_size", size)


def suggested_file(name: str, ending: str | None = None) -> Path:
    """Return a file beside the last one, named after what is exported.

    Args:
        name: of what is exported.
        ending: of the file's name; None: that of the last film.

    """
    folder = Path(str(settings().value("export/folder", "")) or Path.home())
    ending = ending or remembered("export/ending", ENDINGS) or ENDINGS[0]
    return (folder if folder.is_dir() else Path.home()) / f"{name}{ending}"


def usual_quality() -> str:
    """Return the word for the size of the last film."""
    return remembered("export/quality", tuple(QUALITIES)) or USUAL_QUALITY


def usual_picture_size() -> str:
    """Return the word for the size of the last picture."""
    return remembered("export/picture_size", tuple(PICTURE_SIZES)) or USUAL_QUALITY


def usual_fps(most: int) -> float:
    """Return the frames per second of the last film, at most so many."""
    try:
        fps = float(str(settings().value("export/fps", "")))
    except ValueError:
        fps = 0.0
    return fps if 1 <= fps <= most else USUAL_FPS[usual_quality()]


def usual_span(source: Path, duration_seconds: float) -> tuple[float, float] | None:
    """Return the part of the same story that was filmed last, in seconds; None: all of it."""
    if settings().value("export/source") != str(source):
        return None
    try:
        start, end = map(float, cast("str", settings().value("export/span", "")).split())
    except ValueError:
        return None
    return (start, end) if 0.0 <= start < end <= duration_seconds else None
