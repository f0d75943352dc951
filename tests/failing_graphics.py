"""Runs nnviz with an OpenGL that fails: `python failing_graphics.py HOW PICTURE render …`.

It fails while the picture of that number is painted or read back, counted from 1 in each process;
so it does in the workers of a film.
"""

import signal
import subprocess
import sys
from types import SimpleNamespace

from OpenGL.platform import PLATFORM
from vispy.ext import egl
from vispy.gloo import gl

OUT_OF_MEMORY, CONTEXT_LOST, UNKNOWN = 0x505, 0x507, 0xDEAD
plain = SimpleNamespace(
    error=gl.glGetError,
    clear=gl.glClear,
    arrays=gl.glDrawArrays,
    elements=gl.glDrawElements,
    read=PLATFORM.GL.glReadPixels,
    current=egl.eglMakeCurrent,
)


def report(code, *, times=1):
    """Let OpenGL report an error, so many times."""
    left = [code] * times
    gl.glGetError = lambda: left.pop() if left else 0


def lose():
    """Lose the context: nothing is drawn, read or made current any more."""

    def refuse(*_):
        raise RuntimeError("Could not make the context current.")

    read_nothing()
    egl.eglMakeCurrent = refuse
    gl.glGetError = lambda: CONTEXT_LOST


def read_nothing(*_):
    """Read pixels back into nowhere, without an error."""
    PLATFORM.GL.glReadPixels = lambda *_: None


def break_driver():
    """Let the driver crash in a call, which ctypes says on Windows."""

    def crash(*_):
        raise OSError("exception: access violation reading 0x0000000000000010")

    gl.glClear = gl.glDrawArrays = gl.glDrawElements = crash


def unforeseen():
    """Raise what nobody foresaw."""
    raise IndexError("list index out of range")


def heal():
    """Let OpenGL work again."""
    gl.glGetError, gl.glClear = plain.error, plain.clear
    gl.glDrawArrays, gl.glDrawElements = plain.arrays, plain.elements
    egl.eglMakeCurrent, PLATFORM.GL.glReadPixels = plain.current, plain.read


# The names of the methods of a canvas during which it happens, and what happens.
FAILURES = {
    "memory": ("paint", lambda: report(OUT_OF_MEMORY)),
    "code": ("paint", lambda: report(UNKNOWN)),
    "codes": ("paint", lambda: report(UNKNOWN, times=1000)),
    "lost": ("paint", lose),
    "driver": ("paint", break_driver),
    "memory read": ("image", lambda: report(OUT_OF_MEMORY)),
    "code read": ("image", lambda: report(UNKNOWN)),
    "lost read": ("image", lose),
    "nothing read": ("image", read_nothing),
}


def fail_at(how, picture):
    """Let OpenGL fail in this process."""
    from nnviz.render.canvas import Canvas

    method, failure = {**FAILURES, "unforeseen": ("paint", unforeseen)}[how]
    really, count = getattr(Canvas, method), []

    def counted(canvas):
        count.append(1)
        if len(count) == picture:
            failure()
        return really(canvas)

    setattr(Canvas, method, counted)


def fail_in_workers(how, picture):
    """Let it fail in the processes, too, that make a film together."""
    from nnviz.film import worker_pool

    def start(command, **options):
        words = [sys.executable, __file__, how, str(picture), "worker", command[-1]]
        return subprocess.Popen(words, **options)

    worker_pool.subprocess = SimpleNamespace(**{**vars(subprocess), "Popen": start})


if __name__ == "__main__":
    HOW, PICTURE = sys.argv.pop(1), int(sys.argv.pop(1))
    signal.signal(signal.SIGINT, signal.default_int_handler)
    fail_at(HOW, PICTURE)
    if sys.argv[1] == "worker":
        from nnviz.film import worker

        del sys.argv[1]
        worker.main()
    else:
        from nnviz.cli import main

        fail_in_workers(HOW, PICTURE)
        main()
