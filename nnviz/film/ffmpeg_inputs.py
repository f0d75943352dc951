"""What ffmpeg reads besides the frames, as files in a folder of its own."""

from dataclasses import dataclass
from pathlib import Path

from nnviz.errors import FilmError
from nnviz.files import os_errors_explained
from nnviz.film.contents import Contents, metadata_text
from nnviz.film.encoding import Encoding
from nnviz.film.frame_rate import frame_seconds, ticks_per_second
from nnviz.film.subtitles import vtt_text
from nnviz.film.tx3g import tx3g_file
from nnviz.story.text import Language


@dataclass(frozen=True, kw_only=True, slots=True)
class FfmpegInputs:
    """Files that ffmpeg reads besides the frames.

    Attributes:
        metadata: holds `metadata_text`.
        captions: a file of the kind that `Format.subtitles` names; None: the film has no track
            of subtitles.
        captions_shown: whether players show the track before they are asked to.
        language: of the texts in the picture.
        captions_language: of the captions.
        palette: a picture with the 256 colours of a GIF; None: the format needs none.

    """

    metadata: Path
    captions: Path | None = None
    captions_shown: bool = False
    language: Language = "en"
    captions_language: Language = "en"
    palette: Path | None = None


def write_inputs(
    folder: Path, contents: Contents, *, encoding: Encoding, frames: int, palette: bytes | None
) -> FfmpegInputs:
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
    seconds = frame_seconds(frames, encoding.fps)
    metadata, captions, colours = (
        folder / name for name in ("metadata.txt", "captions", "palette.png")
    )
    subtitles = _subtitles(contents, encoding, seconds)
    with os_errors_explained(folder, error=FilmError):
        metadata.write_text(metadata_text(contents, duration_seconds=seconds), encoding="utf-8")
        captions.write_bytes(subtitles)
        colours.write_bytes(palette or b"")
    return FfmpegInputs(
        metadata=metadata,
        captions=captions if subtitles else None,
        captions_shown=not contents.captions_in_picture,
        language=contents.language,
        captions_language=contents.captions_language,
        palette=colours if palette else None,
    )


def _subtitles(contents: Contents, encoding: Encoding, seconds: float) -> bytes:
    """Return the file that the track of subtitles is copied from; empty: there is no track."""
    spoken = contents.captions_until(seconds)
    if not (encoding.has_track and spoken):
        return b""
    if encoding.format.has_boxes:
        return tx3g_file(spoken, clock=ticks_per_second(encoding.fps))
    return vtt_text(spoken).encode()
