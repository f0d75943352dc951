"""Where ffmpeg is and what it can do."""

import subprocess

import imageio_ffmpeg

from nnviz.errors import FilmError
from nnviz.film.formats import FORMATS, MP4


def find_ffmpeg() -> str:
    """Return the path of the ffmpeg program that imageio_ffmpeg brings or finds.

    Raises:
        FilmError: there is none.

    """
    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise FilmError(
            "no ffmpeg was found; `pip install imageio-ffmpeg` brings one, and the environment "
            "variable IMAGEIO_FFMPEG_EXE can name another"
        ) from error


def version_of_ffmpeg() -> str:
    """Return all that ffmpeg says of its version, how it was built, and its libraries.

    Raises:
        FilmError: there is no ffmpeg, or it does not run.

    """
    return _output_of(find_ffmpeg(), "-version")


def describe_ffmpeg() -> str:
    """Return ffmpeg's version and path, and the formats that it cannot write.

    Raises:
        FilmError: there is no ffmpeg, it does not run, or it cannot encode H.264.

    """
    program = find_ffmpeg()
    version = _output_of(program, "-version").partition("\n")[0].partition(" Copyright")[0]
    require_encoder(MP4.encoder, purpose=MP4.name)
    able = _encoders(program)
    lacks = [f"{film.encoder} for {film.name}" for film in FORMATS if film.encoder not in able]
    return f"{version} ({program})" + (f"; lacks {', '.join(lacks)}" if lacks else "")


def require_encoder(encoder: str, *, purpose: str) -> None:
    """Raise an error where ffmpeg lacks an encoder.

    Args:
        encoder: as ffmpeg names it.
        purpose: what it is needed for.

    Raises:
        FilmError: there is no ffmpeg, it does not run, or it lacks the encoder.

    """
    program = find_ffmpeg()
    if encoder not in _encoders(program):
        raise FilmError(
            f"{program}: was built without {encoder}, which {purpose} needs; unset "
            f"IMAGEIO_FFMPEG_EXE or let it name an ffmpeg that has it"
        )


def _encoders(program: str) -> set[str]:
    """Return the names of the encoders, the second word of every line of ffmpeg's list."""
    lines = _output_of(program, "-hide_banner", "-encoders").splitlines()
    return {line.split()[1] for line in lines if len(line.split()) > 1}


def _output_of(program: str, *arguments: str) -> str:
    try:
        done = subprocess.run([program, *arguments], capture_output=True, check=True, timeout=30)
    except (OSError, subprocess.SubprocessError) as error:
        raise FilmError(f"{program}: does not run: {error}; reinstall imageio-ffmpeg") from error
    return done.stdout.decode(errors="replace")
