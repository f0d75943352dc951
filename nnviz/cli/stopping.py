"""Ctrl-C ends a command as Ctrl-C, whatever a library makes of it."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def stopped_by_ctrl_c() -> Iterator[None]:
    """Let Ctrl-C end a block by `KeyboardInterrupt`.

    ctypes makes an `ArgumentError` of whatever arises while it converts an argument, and OpenGL is
    called by ctypes all the time.

    Raises:
        KeyboardInterrupt: Ctrl-C came; it has the notes of the error that came of it.

    """
    came = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal came
        came = True
        signal.default_int_handler(number, frame)

    handler_before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    except Exception as error:
        if not came:
            raise
        stopped = KeyboardInterrupt()
        for note in getattr(error, "__notes__", []):
            stopped.add_note(note)
        raise stopped from error
    finally:
        signal.signal(signal.SIGINT, handler_before)
