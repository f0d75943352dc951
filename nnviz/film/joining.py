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
from nnviz.film.tracks import let_subtitles_wait


def join(
    segments: Sequence[Path],
    path: Path,
    *,
    encoding: Encoding,
    contents: Contents,
    frames: int,
    overwrite: bool,
) -> None:
    """Write a film, whole or not at all.

    Args:
        segments: MP4 files of the same encoding, in order.
        path: name of the film.
        encoding: its own.
        contents: what it says beside its pictures.
        frames: how many it has.
        overwrite: whether a file of that name may be replaced.

    Raises:
        FilmError: a segment is gone, or the film cannot be written.

    """
    for segment in segments:
        if not segment.exists():
            raise FilmError(
                f"{segment}: was removed while the film was made; render it again, which goes on "
                "with what is there"
            )
    with (
        written_whole(path, overwrite=overwrite, error=FilmError) as part,
        scratch_folder() as folder,
    ):
        inputs = write_inputs(
            Path(folder), contents, encoding=encoding, frames=frames, palette=None
        )
        listing = Path(folder) / "segments.txt"
        with explained(listing, error=FilmError):
            listing.write_text(_listed(segments), encoding="utf-8")
        output = f"file:{part.absolute()}"
        _run(path, joining_arguments(encoding, inputs, listing=listing, output=output))
        if contents.captions_in_picture:
            let_subtitles_wait(part)


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
