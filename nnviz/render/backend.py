"""Which OpenGL draws, chosen once for this machine.

On Linux pictures are drawn without any window through EGL: by the graphics card's own driver
where NVIDIA's is installed, else by Mesa, which needs no card at all. Elsewhere a hidden window
of Qt lends its OpenGL. Whoever sets `EGL_PLATFORM` knows better and is obeyed.
"""

import ctypes.util
import os
import sys
from pathlib import Path
from typing import Final, NamedTuple

from nnviz.errors import GraphicsError

NVIDIA_DRIVER: Final = Path("/proc/driver/nvidia/version")
LIBRARIES: Final = {"EGL": "libegl1", "GL": "libgl1", "fontconfig": "libfontconfig1"}
DEBIAN: Final = "sudo apt-get install libegl1 libgl1 libgl1-mesa-dri libfontconfig1"


class Offscreen(NamedTuple):
    """How this machine draws where no window is.

    Attributes:
        app: VisPy's name of what lends the OpenGL.
        why: how it was chosen, for people.

    """

    app: str
    why: str


def choose_offscreen() -> Offscreen:
    """Choose the OpenGL of this machine, and tell EGL before it wakes up.

    This is the one place that writes to the process's environment: EGL reads its platform from
    there, once, when VisPy's backend is imported.

    Raises:
        GraphicsError: libraries are missing; the message says how to install them.

    """
    if sys.platform != "linux":
        return Offscreen("pyqt6", "a hidden window of Qt, as there is no EGL on this system")
    _require_libraries()
    if "EGL_PLATFORM" in os.environ:
        return Offscreen("egl", f"EGL_PLATFORM={os.environ['EGL_PLATFORM']} is set")
    if NVIDIA_DRIVER.exists():
        return Offscreen("egl", f"EGL's default display, as {NVIDIA_DRIVER} exists")
    os.environ["EGL_PLATFORM"] = "surfaceless"
    return Offscreen("egl", "EGL without a surface, as there is no NVIDIA driver")


def cannot_draw(reason: Exception, how: Offscreen) -> GraphicsError:
    """Return the error to raise where OpenGL did not start."""
    return GraphicsError(
        f"OpenGL does not start ({how.why}): {reason}. On Debian or Ubuntu a software driver is "
        f"installed by: {DEBIAN}"
    )


def _require_libraries() -> None:
    missing = [name for name in LIBRARIES if ctypes.util.find_library(name) is None]
    if missing:
        packages = " ".join(LIBRARIES[name] for name in missing)
        raise GraphicsError(
            f"the system's {', '.join('lib' + name for name in missing)} cannot be found. "
            f"On Debian or Ubuntu: sudo apt-get install {packages} libgl1-mesa-dri"
        )
