"""Everything of this machine that a film's pixels depend on, in words.

Segments of a film that were made by other software, or by the same on another machine, could
differ in the last bit, or more; they are told apart by this.
"""

import hashlib
import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path

from nnviz.film.ffmpeg import version_of_ffmpeg
from nnviz.picture.fallback_fonts import japanese_face

_LIBRARIES = ("freetype-py", "numpy", "pyopengl", "uharfbuzz", "vispy")
_TELL_ONLY = ("cli", "viewer")  # rooms without any part in a film's pictures


def rendering_environment(graphics: str) -> str:
    """Return what draws and encodes films here.

    Args:
        graphics: what the canvas draws with.

    Raises:
        FilmError: there is no ffmpeg, or it does not run.

    """
    libraries = [f"{name} {version(name)}" for name in ("nnviz", *_LIBRARIES)]
    # How many threads x264 takes decides where it looks for what has moved.
    machine = f"{platform.machine()} {platform.platform()} {processors()} {sys.version}"
    return "\n".join([*libraries, _own_digest(), *_fonts(), version_of_ffmpeg(), graphics, machine])


def _own_digest() -> str:
    """Return a digest of nnviz itself, whose version says too little while it is worked on."""
    root, digest = Path(__file__).parents[1], hashlib.sha256()
    for file in sorted(root.rglob("*")):
        room = file.relative_to(root).parts[0]
        if room not in _TELL_ONLY and file.suffix in {".py", ".glsl", ".otf", ".ttf"}:
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _fonts() -> list[str]:
    """Return which Japanese fonts of the system step in for missing characters."""
    faces = filter(None, (japanese_face(bold=bold) for bold in (False, True)))
    files = [(face.file, face.number, face.file.stat()) for face in faces]
    return [f"{file} {number} {stat.st_size} {stat.st_mtime_ns}" for file, number, stat in files]


def processors() -> int:
    """Return how many processors this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
