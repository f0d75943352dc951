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
    program = find_ffmpeg()
    try:
        version = _output_of(program, "-version").splitlines()[0]
        encoders = _output_of(program, "-hide_banner", "-encoders")
    except (OSError, subprocess.SubprocessError, IndexError) as error:
        raise FilmError(f"{program}: does not run: {error}; reinstall imageio-ffmpeg") from error
    if " libx264 " not in encoders:
        raise FilmError(
            f"{program}: was built without libx264; unset IMAGEIO_FFMPEG_EXE or let it name "
            f"an ffmpeg that has it"
        )
    return f"{version.partition(' Copyright')[0]} ({program})"


def _output_of(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, check=True, timeout=30)
    return done.stdout.decode(errors="replace")
