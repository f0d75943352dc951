"""The system's libraries that drawing needs, which no Python package brings along."""

import ctypes.util
import sys
from typing import Final

from nnviz.errors import GraphicsError

LIBRARIES: Final = {"EGL": "libegl1", "GL": "libgl1", "fontconfig": "libfontconfig1"}
SOFTWARE_DRIVER: Final = "libgl1-mesa-dri"


def require_libraries() -> None:
    """Make sure that the libraries are there, on Linux; elsewhere the system brings its own.

    Raises:
        GraphicsError: some are missing; the message says how to install them.

    """
    if sys.platform != "linux":
        return
    missing = [name for name in LIBRARIES if ctypes.util.find_library(name) is None]
    if missing:
        raise GraphicsError(
            f"drawing needs the system's {', '.join('lib' + name for name in missing)}, which "
            f"cannot be found. {how_to_install(*(LIBRARIES[name] for name in missing))}"
        )


def how_to_install(*packages: str) -> str:
    """Return a sentence that says how packages, and a driver without a card, are installed."""
    return f"On Debian or Ubuntu: sudo apt-get install {' '.join(packages)} {SOFTWARE_DRIVER}"
