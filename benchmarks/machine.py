"""What the figures were measured on: without it they say nothing."""

import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from nnviz.film.ffmpeg import version_of_ffmpeg
from nnviz.render.canvas import Canvas

_LIBRARIES = ("numpy", "vispy", "pyqt6", "zstandard")


def machine() -> dict[str, str]:
    """Return what computes, draws and encodes here, and the day."""
    with Canvas(size=(16, 16)) as canvas:
        graphics = canvas.graphics
    return {
        "day": datetime.now(UTC).date().isoformat(),
        "processor": _processor(),
        "system": f"{platform.system()} {platform.machine()}",
        "graphics": " · ".join(graphics.splitlines()),
        "ffmpeg": version_of_ffmpeg().split()[2],
        "python": platform.python_version(),
        **{name: version(name) for name in _LIBRARIES},
    }


def _processor() -> str:
    """Return how many processors of which make there are."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    return f"{len(names)} × {names[0]}"
