"""Ctrl-C in the terminal that the window was started from, and the system's requests to end."""

import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from PyQt6.QtCore import QCoreApplication, QSocketNotifier
from PyQt6.sip import voidptr

from nnviz.signals import requests_handled_by


@contextmanager
def ctrl_c_ends(application: QCoreApplication) -> Iterator[None]:
    """Let Ctrl-C end the event loop with status 130, even while nothing happens in it.

    So do other signals that ask for it, each with the status that a shell reports of it.

    Python sees a signal only when it runs; Qt, waiting, does not let it run. So the signal also
    writes to a socket that Qt waits for.
    """
    heard, told = socket.socketpair()
    with heard, told:
        heard.setblocking(False)
        told.setblocking(False)
        notifier = QSocketNotifier(voidptr(heard.fileno()), QSocketNotifier.Type.Read)
        notifier.activated.connect(lambda: heard.recv(1))
        fd_before = signal.set_wakeup_fd(told.fileno())
        try:
            with requests_handled_by(lambda number, _frame: application.exit(128 + number)):
                yield
        finally:
            signal.set_wakeup_fd(fd_before)
            notifier.setEnabled(False)
