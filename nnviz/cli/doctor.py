"""`nnviz doctor`: what this machine has of what nnviz needs, and what to do about the rest."""

import subprocess
import sys
from collections.abc import Callable

import typer

from nnviz.errors import FontError, GraphicsError, NnvizError

_SHOW_QT = """
from PyQt6.QtCore import PYQT_VERSION_STR, QT_VERSION_STR
from PyQt6.QtWidgets import QApplication
print(f"PyQt6 {PYQT_VERSION_STR}, Qt {QT_VERSION_STR}", flush=True)
print(QApplication([]).platformName())
"""
_QT_REMEDY = (
    "Films and stills do without. On Debian: apt-get install libegl1 libgl1 libxkbcommon-x11-0 "
    "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libdbus-1-3"
)


def doctor() -> None:
    """Say what this machine has of what nnviz needs: GL, ffmpeg, fonts, Qt."""
    # Each check runs, even where one before it failed.
    sound = [
        _passes("graphics", _graphics),
        _passes("ffmpeg", _ffmpeg),
        _passes("fonts", _fonts),
        _passes("window", _window),
    ]
    _passes("japanese", _japanese, otherwise="WARNING")  # English does without
    raise typer.Exit(0 if all(sound) else 1)


def _passes(name: str, check: Callable[[], str], *, otherwise: str = "MISSING") -> bool:
    """Print what a check finds, or what is to be done; return whether it found what is needed."""
    try:
        found, mark = check(), "ok"
    except NnvizError as error:
        found, mark = str(error), otherwise
    except (ImportError, OSError) as error:  # a library of Python's or of the system's
        found, mark = (
            f"{error}; install nnviz again: pip install --force-reinstall nnviz",
            otherwise,
        )
    typer.echo(f"{mark:<9}{name:<10}{found}")
    return mark == "ok"


def _graphics() -> str:
    from nnviz.render.backend import describe_graphics

    facts = describe_graphics()
    return f"{facts['renderer']}, OpenGL {facts['version']}; chosen: {facts['chosen']}"


def _ffmpeg() -> str:
    from nnviz.film.ffmpeg import describe_ffmpeg

    return describe_ffmpeg()


def _fonts() -> str:
    from nnviz.picture.typography import extent

    fonts = ("sans", "bold", "mono")
    for font in fonts:
        extent("σ 0.4486", font)
    return ", ".join(fonts)


def _japanese() -> str:
    """Return the Japanese font of this system.

    Raises:
        FontError: there is none.

    """
    from nnviz.picture.fallback_fonts import japanese_face, remedy

    face = japanese_face(bold=False)
    if face is None:
        raise FontError(f"no font for Japanese text, which English films do without: {remedy()}")
    return str(face.file)


def _window() -> str:
    """Ask Qt in a process of its own: without a display it ends the process that asks.

    Raises:
        GraphicsError: PyQt6 or a library that it needs is missing.

    """
    asked = subprocess.run(
        [sys.executable, "-c", _SHOW_QT], capture_output=True, text=True, check=False, timeout=60
    )
    version, _, platform = asked.stdout.strip().partition("\n")
    if not version:
        words = asked.stderr.strip().splitlines() or ["it says nothing"]
        raise GraphicsError(f"Qt cannot be loaded: {words[-1]}. {_QT_REMEDY}")
    return f"{version}, " + (platform or "no display here: `nnviz view` needs a desktop or Xvfb")
