"""The files that a film is written to: itself, and its captions beside it if that is asked for."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from nnviz.errors import FilmError, UsageError
from nnviz.files import check_destination, os_errors_explained, written_whole
from nnviz.film.contents import Contents
from nnviz.film.encoding import Encoding
from nnviz.film.ffmpeg import require_encoder
from nnviz.film.formats import PNG, format_of
from nnviz.film.frame_rate import frame_seconds
from nnviz.film.image_sequence import check_sequence, frames_there, numbered, sequence_written_whole
from nnviz.film.subtitles import srt_text


def check_film(path: Path, *, encoding: Encoding, overwrite: bool) -> None:
    """Raise an error where a film cannot be written, before any long work is done for it.

    Raises:
        UsageError: the name is none for such a film.
        FilmError: a name is taken, a folder is missing, or ffmpeg lacks an encoder.

    """
    if encoding.format is PNG:
        check_sequence(path, overwrite=overwrite)
    else:
        check_destination(path, overwrite=overwrite, error=FilmError)
    if encoding.has_srt:
        check_destination(srt_beside(path), overwrite=overwrite, error=FilmError)
    require_encoder(encoding.format.encoder, purpose=encoding.format.name)


def film_written_whole(path: Path, *, frames: int, overwrite: bool) -> AbstractContextManager[Path]:
    """Give a file, or a pattern of files, that is a film at the end of the block; see there."""
    if format_of(path) is PNG:
        return sequence_written_whole(path, frames=frames, overwrite=overwrite)
    return written_whole(path, overwrite=overwrite, error=FilmError)


def files_of(path: Path, *, frames: int) -> list[Path]:
    """Return the files that hold a film's frames."""
    return numbered(path, frames=frames) if format_of(path) is PNG else [path]


def files_there(path: Path, *, encoding: Encoding) -> list[Path]:
    """Return the files of a film, and of its captions, that are there before it is written."""
    names = frames_there(path) if encoding.format is PNG else [path]
    if encoding.has_srt:
        names.append(srt_beside(path))
    return [name for name in names if name.exists()]


def srt_beside(path: Path) -> Path:
    """Return the name of the file with the captions of a film.

    Raises:
        UsageError: the film is a sequence of pictures, which has no one name.

    """
    if format_of(path) is PNG:
        raise UsageError(
            f"captions: an .srt file is named after its film, and {path} is many files; "
            "leave srt out"
        )
    return path.with_suffix(".srt")


@contextmanager
def written_beside(
    path: Path, contents: Contents, *, encoding: Encoding, frames: int, overwrite: bool
) -> Iterator[None]:
    """Put the captions beside a film when the block has made it, if that is asked for."""
    if not encoding.has_srt:
        yield
        return
    srt = srt_beside(path)
    with written_whole(srt, overwrite=overwrite, error=FilmError) as part:
        with os_errors_explained(srt, error=FilmError):
            text = srt_text(contents.captions_until(frame_seconds(frames, encoding.fps)))
            part.write_text(text, encoding="utf-8", newline="\n")
        yield
