"""Priority: a film that is made in the background takes what a window beside it leaves over."""

import os
import sys
from contextlib import suppress
from pathlib import Path

AUTOGROUP = Path("/proc/self/autogroup")  # of Linux: one for each session
BELOW_NORMAL = 0x4000  # as Windows counts


def give_way(niceness: int) -> None:
    """Let other processes be served first, from now on and for all that this one starts.

    Args:
        niceness: 0 (as others) to 19 (last of all); on Windows any of them but 0 is "below normal".

    """
    if sys.platform == "win32":
        import ctypes

        if niceness:
            kernel = ctypes.windll.kernel32
            kernel.SetPriorityClass(kernel.GetCurrentProcess(), BELOW_NORMAL)
        return
    os.nice(niceness)
    keep_giving_way()


def keep_giving_way() -> None:
    """Let a session that was begun in the background as a whole be as nice as its process is.

    Linux weighs sessions against each other, and the niceness of processes only within each.
    """
    if sys.platform != "linux" or os.getsid(0) != os.getpid() or os.nice(0) <= 0:
        return
    with suppress(OSError):
        AUTOGROUP.write_text(str(os.nice(0)))
