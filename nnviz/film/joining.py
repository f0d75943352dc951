"""Segments become a film, with title, chapters and captions, and are not encoded again."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

from nnviz.child_processes import command_ending_with_parent, end_child, no_input
from nnviz.errors import FilmError
from nnviz.files import os_errors_explained, written_whole
from nnviz.film.checked_segments import CheckedSegment, check_joined
from nnviz.film.contents import Contents
from nnviz.film.encoding import Encoding
from nnviz.film.ffmpeg import find_ffmpeg
from nnviz.film.ffmpeg_arguments import joining_arguments
from nnviz.film.ffmpeg_inputs import write_inputs
from nnviz.film.mp4_tracks import disable_subtitle_tracks
from nnviz.temporary import scratch_folder


def join(
    pieces: Sequence[CheckedSegment],
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
        inputs = write_inputs(folder, contents, encoding=encoding, frames=frames, palette=None)
        listing = folder / "segments.txt"
        with os_errors_explained(listing, error=FilmError):
            listing.write_text(_listed([piece.file for piece in pieces]), encoding="utf-8")
        output = f"file:{part.absolute()}"
        _run(path, joining_arguments(encoding, inputs, listing=listing, output=output))
        if contents.captions_in_picture:
            disable_subtitle_tracks(part)
        check_joined(part, path, pieces)


def _listed(segments: Sequence[Path]) -> str:
    names = (f"file:{segment.absolute()}".replace("'", "'\\''") for segment in segments)
    return "ffconcat version 1.0\n" + "".join(f"file '{name}'\n" for name in names)


def _run(path: Path, arguments: list[str]) -> None:
    try:
        process = subprocess.Popen(
            command_ending_with_parent([find_ffmpeg(), *arguments], reads_input=False),
            stdin=no_input(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            # Ctrl-C in a terminal reaches every process of a group: ffmpeg is ended by us.
            start_new_session=True,
        )
    except OSError as error:
        raise FilmError(f"ffmpeg cannot be started: {error}; see `nnviz doctor`") from error
    said = _said_until_the_end(process)
    if process.returncode != 0:
        words = said.decode(errors="replace").strip().splitlines()[-3:]
        raise FilmError(
            f"{path}: ffmpeg ended with status {process.returncode} when it joined the segments "
            f"of the film. It said: {'; '.join(words) or 'nothing'}"
        )


def _said_until_the_end(process: subprocess.Popen[bytes]) -> bytes:
    """Wait until ffmpeg has ended, and return what it said; end it where we are stopped."""
    with process:
        try:
            assert process.stderr is not None
            return process.stderr.read()
        except BaseException:
            end_child(process)
            raise
