"""Programs that we start end with us, also when we are killed.

On Linux the system ends them. Elsewhere one that reads its input ends where that ends, and one that
does not is started by a watcher, which reads it in its place. This file is run by its path for
both: `python child_processes.py PARENT PROGRAM ARGUMENT …`.
"""

import os
import sys
from errno import ENOENT

TYPE_CHECKING = False  # as `typing` takes longer to load than all else here
if TYPE_CHECKING:
    from collections.abc import Sequence
    from subprocess import Popen

_KILL = 9
_PATIENCE_SECONDS = 5.0  # for a watcher whose input has ended


def command_ending_with_parent(command: "Sequence[str]", *, reads_input: bool) -> list[str]:
    """Return a command that runs another one, which ends when we do.

    A thread that outlives it is to start it, with a pipe of ours for its standard input if it reads
    that, else with `no_input()`.

    Args:
        command: a program and its arguments.
        reads_input: whether it ends where its standard input does.

    Raises:
        FileNotFoundError: there is no such program.

    """
    from shutil import which

    if which(command[0]) is None:
        raise FileNotFoundError(ENOENT, os.strerror(ENOENT), command[0])
    if reads_input and sys.platform != "linux":
        return list(command)
    return [sys.executable, "-I", "-S", __file__, str(os.getpid()), *command]


def no_input() -> int:
    """Return what is to be given to `Popen` as the input of a program that reads none."""
    from subprocess import DEVNULL, PIPE

    return DEVNULL if sys.platform == "linux" else PIPE  # which the watcher reads


def end_child(process: "Popen[bytes]") -> None:
    """End a program that was started so, at once."""
    from subprocess import TimeoutExpired

    if sys.platform != "linux" and process.stdin is not None:
        try:
            process.stdin.close()  # a watcher that were killed would end nobody
            process.wait(_PATIENCE_SECONDS)
        except (OSError, TimeoutExpired):
            pass
    process.kill()
    process.wait()


def end_with_parent(parent: int, *, by: int) -> None:
    """Let the system send this process a signal when its parent ends, where it can: on Linux.

    Args:
        parent: number of the process that is its parent, if that has not ended already.
        by: number of the signal.

    """
    if sys.platform != "linux":
        return
    import ctypes

    ctypes.CDLL(None).prctl(1, by)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:
        os.kill(os.getpid(), by)


def _become(parent: int, command: list[str]) -> None:
    """Go on as another program, which ends when its parent does."""
    end_with_parent(parent, by=_KILL)
    os.execvp(command[0], command)  # noqa: S606  # a list of arguments, as everywhere


def _watch(command: list[str]) -> int:
    """Run a program until it ends, or our input does; return its status."""
    from subprocess import DEVNULL, Popen
    from threading import Thread

    with Popen(command, stdin=DEVNULL) as program:
        Thread(target=_kill_at_the_end_of_input, args=(program,), daemon=True).start()
        return program.wait()


def _kill_at_the_end_of_input(program: "Popen[bytes]") -> None:
    while os.read(0, 4096):
        pass
    program.kill()


def main() -> None:
    """Run the program that the arguments name."""
    parent, command = int(sys.argv[1]), sys.argv[2:]
    try:
        if sys.platform == "linux":
            _become(parent, command)
        sys.exit(_watch(command))
    except OSError as error:
        sys.exit(f"{command[0]} cannot be started: {error.strerror}; see `nnviz doctor`")


if __name__ == "__main__":
    main()
