"""Runs nnviz and holds it still: `python held.py TITLE COUNT render …`.

It stops where so many of what TITLE names are done, and waits for a signal: no test has to hurry.
SIGUSR1 lets it go on.
"""

import signal
import socket
import sys

from rich.progress import Progress

from nnviz.cli import main, reporting


def hold(title: str, count: int) -> None:
    """Let whatever reports its progress wait at a report."""
    plain, show, released = reporting.json_progress, Progress.update, []
    heard, told = socket.socketpair()  # by which no signal is missed, however soon it comes
    told.setblocking(False)
    signal.set_wakeup_fd(told.fileno())
    signal.signal(signal.SIGUSR1, lambda *_: released.append(True))

    def wait(what, done):
        # `told` stays open as long as it is asked for here
        while told and what == title and done >= count and not released:
            heard.recv(1)

    def tell(what):
        report = plain(what)

        def held(done, total):
            report(done, total)
            wait(what, done)

        return held

    def update(bars, task, **fields):
        show(bars, task, **fields)
        wait(bars.tasks[task].description, fields.get("completed", 0))

    reporting.json_progress, Progress.update = tell, update  # to programs, and on a terminal


if __name__ == "__main__":
    hold(sys.argv.pop(1), int(sys.argv.pop(1)))
    main()
