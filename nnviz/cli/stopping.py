"""Ctrl-C ends a command as Ctrl-C, whatever a library makes of it; so do the system's requests."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from nnviz.signals import requests_handled_by, silence_libraries


class StoppedError(KeyboardInterrupt):
    """A signal came that ends a command.

    Attributes:
        status: what the process is to exit with.

    """

    def __init__(self, number: int) -> None:
        super().__init__()
        self.status = 128 + number


@contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Let Ctrl-C and requests of the system end a block by `StoppedError`.

    ctypes makes an `ArgumentError` of whatever arises while it converts an argument, and OpenGL is
    called by ctypes all the time.

    Raises:
        StoppedError: one came; it has the notes of the error that came of it.

    """
    came: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        if came and number != signal.SIGINT:
            return  # it is tidying up already, which only a person may cut short
        came.append(number)
        silence_libraries()
        raise StoppedError(number)

    with requests_handled_by(stop):
        try:
            yield
        except Exception as error:
            if not came:
                raise
            stopped = StoppedError(came[0])
            for note in getattr(error, "__notes__", []):
                stopped.add_note(note)
            raise stopped from error
