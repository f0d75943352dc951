"""Opens files of strangers, each in a process of its own, and measures what that costs.

A server has loaded nnviz once; for each file it forks a child, which opens the file as a user
would. So a sample takes milliseconds, and one that crashes, hangs or eats memory harms nobody.
"""

import json
import os
import resource
import select
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tests.hostile.opening import opened
from tests.repository import ROOT

SECONDS, MEGABYTES = 2.0, 200
PATIENCE_SECONDS = 300  # of the clock, which runs on while the machine does something else
TRIES = 3  # of a file that costs more than is promised
MOST_ADDRESSES = 4 << 30
ERRORS = 20_000  # characters of a traceback that are kept


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What came of opening a file.

    Attributes:
        kind: of the error, `sound` where there was none, `crash` where it was none of nnviz's.
        said: its message, or the traceback.
        seconds: of the processor that it took, whatever else the machine does.
        megabytes: the most memory that the process had, what it had before included.

    """

    kind: str
    said: str
    seconds: float
    megabytes: float

    @property
    def cost(self) -> tuple[float, float]:
        """Seconds and megabytes."""
        return self.seconds, self.megabytes

    @property
    def is_cheap(self) -> bool:
        """Whether it kept to what is promised of files of strangers."""
        return self.seconds < SECONDS and self.megabytes < MEGABYTES

    @property
    def is_fair(self) -> bool:
        """Whether nothing crashed, and what was refused cost little."""
        return self.kind == "sound" or (self.kind != "crash" and self.is_cheap)


def least(judge: Callable[[], Verdict]) -> Verdict:
    """Return a verdict; of a dear error, the cheapest of so many as are tried; of a crash, that."""
    found = judge()
    for _ in range(TRIES - 1):
        if found.is_fair or found.kind == "crash":
            break
        again = judge()
        found = again if again.kind == "crash" else min(found, again, key=lambda each: each.cost)
    return found


class Judge:
    """A server that opens files; a context manager."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.hostile.judge"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def judge(self, path: Path) -> Verdict:
        """Open a file, and say what came of it and what it costs.

        Whatever else the machine does takes the processor's caches away and only adds to the cost:
        an error that seems dear is made again, and the least counts.
        """
        return least(lambda: self._judge(path))

    def _judge(self, path: Path) -> Verdict:
        self._process.stdin.write(f"{json.dumps(str(path))}\n")
        self._process.stdin.flush()
        return Verdict(**json.loads(self._process.stdout.readline()))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()


def serve() -> None:
    """Judge one file a line of standard input, until there are no more."""
    for line in sys.stdin:
        sys.stdout.write(f"{json.dumps(_judged(Path(json.loads(line))))}\n")
        sys.stdout.flush()


def _judged(path: Path) -> dict[str, object]:
    heard, told = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(heard)
        _open(path, told)
    os.close(told)
    said = _hear(heard, time.monotonic() + PATIENCE_SECONDS)
    os.kill(child, signal.SIGKILL)
    used = os.wait4(child, 0)[2]
    fallback = {"kind": "crash", "said": f"it ended or hung without a word: {said!r}"}
    return {
        **(json.loads(said) if said else fallback),
        "seconds": used.ru_utime + used.ru_stime,
        "megabytes": used.ru_maxrss / 1024,
    }


def _hear(heard: int, until: float) -> bytes:
    """Return what the child says until it ends, or nothing if it takes too long."""
    with open(heard, "rb", buffering=0) as pipe:
        said = b""
        while select.select([pipe], [], [], max(until - time.monotonic(), 0))[0]:
            part = pipe.read(1 << 16)
            if not part:
                return said
            said += part
    return b""


def _open(path: Path, told: int) -> None:
    """Open a file in the child, say what came of it, and end."""
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_ADDRESSES, MOST_ADDRESSES))
        kind, said = opened(path)
    except BaseException:
        kind, said = "crash", traceback.format_exc()[-ERRORS:]
    os.write(told, json.dumps({"kind": kind, "said": said[:ERRORS]}).encode())
    os._exit(0)


if __name__ == "__main__":
    serve()
