"""What ffmpeg reads besides the frames, as files in a folder of its own."""

from dataclasses import dataclass
from pathlib import Path

from nnviz.errors import FilmError
from nnviz.files import explained
from nnviz.film.contents import Contents, metadata_text, srt_text
from nnviz.film.encoding import Encoding
from nnviz.story.text import Language


@dataclass(frozen=True, kw_only=True, slots=True)
class Inputs:
    """Files that ffmpeg reads besides the frames.

    Attributes:
        metadata: holds `metadata_text`.
        captions: holds `srt_text`; None: the film has no track of subtitles.
        captions_shown: whether players show the track before they are asked to.
        language: of the captions.
        palette: a picture with the 256 colours of a GIF; None: the format needs none.

    """

    metadata: Path
    captions: Path | None = None
    captions_shown: bool = False
    language: Language = "en"
    palette: Path | None = None


def write_inputs(
    folder: Path, contents: Contents, *, encoding: Encoding, frames: int, palette: bytes | None
) -> Inputs:
    """Write what ffmpeg reads besides the frames.

    Args:
        folder: where to.
        contents: what the film says.
        encoding: what it is to be like.
        frames: how many it has.
        palette: a PNG file of its colours, or None.

    Raises:
        FilmError: the folder cannot be written, or the disk is full.

    """
    seconds = frames / encoding.fps
    metadata, captions, colours = (
        folder / name for name in ("metadata.txt", "captions.srt", "palette.png")
    )
    subtitles = srt_text(contents, duration_seconds=seconds) if encoding.has_track else ""
    with explained(folder, error=FilmError):
        metadata.write_text(metadata_text(contents, duration_seconds=seconds), encoding="utf-8")
        captions.write_text(subtitles, encoding="utf-8")
        colours.write_bytes(palette or b"")
    return Inputs(
        metadata=metadata,
        captions=captions if subtitles else None,
        captions_shown=not contents.captions_in_picture,
        language=contents.language,
        palette=colours if palette else None,
    )
