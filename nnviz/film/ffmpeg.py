"""Where ffmpeg is and what it can do."""

import subprocess

import imageio_ffmpeg

from nnviz.errors import FilmError


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


def describe_ffmpeg() -> str:
    """Return ffmpeg's version and path.

    Raises:
        FilmError: there is no ffmpeg, it does not run, or it cannot encode H.264.

    """
    require_encoder("libx264", purpose="a film")
    program = find_ffmpeg()
    version = _said_by(program, "-version").partition("\n")[0]
    return f"{version.partition(' Copyright')[0]} ({program})"


def require_encoder(encoder: str, *, purpose: str) -> None:
    """Raise an error where ffmpeg lacks an encoder.

    Args:
        encoder: as ffmpeg names it.
        purpose: what it is needed for.

    Raises:
        FilmError: there is no ffmpeg, it does not run, or it lacks the encoder.

    """
    program = find_ffmpeg()
    if f" {encoder} " not in _said_by(program, "-hide_banner", "-encoders"):
        raise FilmError(
            f"{program}: was built without {encoder}, which {purpose} needs; unset "
            f"IMAGEIO_FFMPEG_EXE or let it name an ffmpeg that has it"
        )


def _said_by(program: str, *arguments: str) -> str:
    try:
        done = subprocess.run([program, *arguments], capture_output=True, check=True, timeout=30)
    except (OSError, subprocess.SubprocessError) as error:
        raise FilmError(f"{program}: does not run: {error}; reinstall imageio-ffmpeg") from error
    return done.stdout.decode(errors="replace")
