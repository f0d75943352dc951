"""Which OpenGL draws, chosen once for this machine.

On Linux pictures are drawn without any window through EGL: by the graphics card's own driver
where NVIDIA's is installed, else by Mesa, which needs no card at all. Elsewhere a hidden window
of Qt lends its OpenGL. Whoever sets `EGL_PLATFORM` knows better and is obeyed.
"""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from ctypes import CDLL, c_void_p
from pathlib import Path
from typing import Final, NamedTuple

from vispy import gloo
from vispy.gloo import gl
from vispy.scene import SceneCanvas

from nnviz.errors import GraphicsError
from nnviz.render.libraries import LIBRARIES, how_to_install

DPI: Final = 96  # of no use to us, but else VisPy asks programs that a bare system lacks, and warns
GIVES_UP: Final = (RuntimeError, OSError)  # of VisPy, and of ctypes on Windows
NVIDIA_DRIVER: Final = Path("/proc/driver/nvidia/version")

# VisPy raises what it warns of there, and an error is said once.
logging.getLogger("vispy").addFilter(lambda record: "Error drawing visual" not in str(record.msg))


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
    """
    if sys.platform != "linux":
        return Offscreen("pyqt6", "a hidden window of Qt, as there is no EGL on this system")
    if "EGL_PLATFORM" in os.environ:
        return Offscreen("egl", f"EGL with EGL_PLATFORM={os.environ['EGL_PLATFORM']}")
    if NVIDIA_DRIVER.exists():
        return Offscreen("egl", f"EGL's default display, as {NVIDIA_DRIVER} exists")
    os.environ["EGL_PLATFORM"] = "surfaceless"
    return Offscreen("egl", "EGL with EGL_PLATFORM=surfaceless, as there is no NVIDIA driver")


def open_offscreen(size: tuple[int, int]) -> SceneCanvas:
    """Return a canvas of VisPy without a window, its OpenGL current.

    Args:
        size: width and height, pixels.

    Raises:
        GraphicsError: OpenGL does not start; the message says what to do.

    """
    how = choose_offscreen()
    try:
        canvas = SceneCanvas(size=size, app=how.app, show=False, dpi=DPI)
        canvas.set_current()
        gloo.flush()
    except GIVES_UP as error:
        raise GraphicsError(
            f"OpenGL does not start ({how.why}): {error}. If there is no usable graphics driver, "
            f"install the one that needs no card. {how_to_install(*LIBRARIES.values())}"
        ) from error
    return canvas


def close_offscreen(canvas: SceneCanvas) -> None:
    """Close a canvas that `open_offscreen` opened, and give its memory back.

    VisPy's EGL backend keeps a context until the process ends, with all that it holds. One that
    was lost can give nothing back any more, and that is no error.
    """
    with suppress(*GIVES_UP):
        if canvas.app.backend_name == "egl":
            from OpenGL.platform import PLATFORM  # no window needs it

            canvas.set_current()
            _destroy_current_context(PLATFORM.EGL)
        canvas.close()


@contextmanager
def giving_up_is_said(graphics: str) -> Iterator[None]:
    """Say what to do where OpenGL fails while it draws, or is lost.

    Args:
        graphics: what draws, as `name_of_graphics` names it.

    Raises:
        GraphicsError: it failed.

    """
    try:
        yield
    except GIVES_UP as error:
        what = str(error).rstrip(".")
        raise GraphicsError(
            f"OpenGL gave up while a picture was drawn ({graphics}): {what}. Try again; where it "
            "gives up again, a smaller size and --workers 1 take less of the graphics card's "
            "memory, and on Linux EGL_PLATFORM=surfaceless draws without the card"
        ) from error


def _destroy_current_context(egl: CDLL) -> None:
    egl.eglGetCurrentDisplay.restype = egl.eglGetCurrentContext.restype = c_void_p
    display = c_void_p(egl.eglGetCurrentDisplay())
    context = c_void_p(egl.eglGetCurrentContext())
    egl.eglMakeCurrent(display, None, None, None)
    egl.eglDestroyContext(display, context)


def name_of_graphics() -> str:
    """Return vendor, name and version of the OpenGL that is current."""
    names = (gl.GL_VENDOR, gl.GL_RENDERER, gl.GL_VERSION)
    return ", ".join(str(gl.glGetParameter(name)) for name in names)


def describe_graphics() -> dict[str, str]:
    """Return what draws on this machine: renderer, vendor, version, and how it was chosen.

    Raises:
        GraphicsError: this machine cannot draw; the message says what to do.

    """
    chosen = choose_offscreen().why
    canvas = open_offscreen((16, 16))
    try:
        names = {"renderer": gl.GL_RENDERER, "vendor": gl.GL_VENDOR, "version": gl.GL_VERSION}
        facts = {name: str(gl.glGetParameter(number)) for name, number in names.items()}
    finally:
        close_offscreen(canvas)
    return facts | {"chosen": chosen}
