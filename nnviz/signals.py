"""The signals that ask a process to end: Ctrl-C, and what the system sends.

It sends them when it is shut down, a terminal is closed, a container or a service is stopped.
"""

import logging
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")  # of which Windows lacks the last


@contextmanager
def requests_handled_by(handle: Callable[[int, FrameType | None], object]) -> Iterator[None]:
    """Hand requests to end to a function during the block, but none that is to be passed over."""
    numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    heeded = [number for number in numbers if before[number] is not signal.SIG_IGN]  # as by nohup
    for number in heeded:
        signal.signal(number, handle)
    try:
        yield
    finally:
        for number in heeded:
            signal.signal(number, before[number])


def silence_libraries() -> None:
    """Let libraries say no more in this process, as a request to end has broken their work.

    An object that was being built is taken apart without what its destructor needs, of which Python
    tells; and VisPy logs the error that ctypes makes of an exception.
    """
    sys.unraisablehook = lambda _: None
    logging.disable()
