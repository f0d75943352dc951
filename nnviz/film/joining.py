"""Segments become a film, with title, chapters and captions, and are not encoded again."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

from nnviz.errors import FilmError
from nnviz.files import explained, scratch_folder, written_whole
from nnviz.film.arguments import joining_arguments
from nnviz.film.contents import Contents
from nnviz.film.encoding import Encoding
from nnviz.film.ffmpeg import find_ffmpeg
from nnviz.film.inputs import write_inputs
from nnviz.film.pieces import Piece, check_joined
from nnviz.film.tracks import let_subtitles_wait


def join(
    pieces: Sequence[Piece],
    path: Path,
    *,
    encoding: Encoding,
    contents: Contents,
    overwrite: bool,
) -> None:
    """Write a film, whole or not at all.

    Args:
        pieces: segments of the same encoding, in order, that were just checked.
        path: name of the film.
        encoding: its own.
        contents: what it says beside its pictures.
        overwrite: whether a file of that name may be replaced.

    Raises:
        FilmError: a segment was removed or changed meanwhile, or the film cannot be written.

    """
    frames = sum(len(piece.samples) for piece in pieces)
    with (
        written_whole(path, overwrite=overwrite, error=FilmError) as part,
        scratch_folder() as folder,
    ):
        inputs = write_inputs(
            Path(folder), contents, encoding=encoding, frames=frames, palette=None
        )
        listing = Path(folder) / "segments.txt"
        with explained(listing, error=FilmError):
            listing.write_text(_listed([piece.file for piece in pieces]), encoding="utf-8")
        output = f"file:{part.absolute()}"
        _run(path, joining_arguments(encoding, inputs, listing=listing, output=output))
        if contents.captions_in_picture:
            let_subtitles_wait(part)
        check_joined(part, path, pieces)


def _listed(segments: Sequence[Path]) -> str:
    names = (f"file:{segment.absolute()}".replace("'", "'\\''") for segment in segments)
    return "ffconcat version 1.0\n" + "".join(f"file '{name}'\n" for name in names)


def _run(path: Path, arguments: list[str]) -> None:
    try:
        # In a session of its own, as Ctrl-C in a terminal would reach it, too.
        done = subprocess.run(
            [find_ffmpeg(), *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            start_new_session=True,
        )
    except OSError as error:
        raise FilmError(f"ffmpeg cannot be started: {error}; see `nnviz doctor`") from error
    if done.returncode != 0:
        words = done.stderr.decode(errors="replace").strip().splitlines()[-3:]
        raise FilmError(
            f"{path}: ffmpeg ended with status {done.returncode} when it joined the segments of "
            f"the film. It said: {'; '.join(words) or 'nothing'}"
        )
