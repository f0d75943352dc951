"""How every program of the torture is asked, and what it says at its end.

Each takes `--count N`, how much it tries, and `--seed N`. Its last line says how much it tried, of
what kinds, how many faults it found, and what the dearest try took; the status is 1 on any fault.
"""

import resource
import sys
import time
import traceback
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

MEGABYTE = 1024 if sys.platform == "linux" else 1024**2  # in the units of `ru_maxrss`


def asked(what: str, *, count: float) -> Namespace:
    """Read `--count` and `--seed`.

    Args:
        what: what is counted, in words.
        count: how many, where nothing else is asked for; its type is that of the option.

    """
    parser = ArgumentParser(description=what)
    parser.add_argument("--count", type=type(count), default=count, help=f"{what} ({count:,})")
    parser.add_argument("--seed", type=int, default=1, help="of all that is drawn by chance (1)")
    return parser.parse_args()


def peak_megabytes() -> float:
    """Return the most memory that this process has had, or one that it started and that ended."""
    users = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(user).ru_maxrss for user in users) / MEGABYTE


class Figures:
    """Counts tries; a context manager that ends the process with its line and a status.

    An exception in the block is a fault that ends it, one in a try is a fault before the next try.

    Attributes:
        kinds: how many tries of each kind there were.
        faults: how many did not hold what is promised.
        slowest_seconds: what the slowest took.

    """

    def __init__(self, what: str, seed: int) -> None:
        self.kinds = Counter[str]()
        self.faults, self.slowest_seconds = 0, 0.0
        self._what, self._seed, self._began = what, seed, time.monotonic()
        self._notes: list[str] = []

    @contextmanager
    def attempt(self, kind: str) -> Iterator[None]:
        """Count the block as a try of some kind, and what it raises as a fault."""
        self.kinds[kind] += 1
        with self.timed():
            try:
                yield
            except Exception:
                said = traceback.format_exc()
                self.fault(f"try {self.tries} ({kind}), seed {self._seed}:\n{said}")

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Measure how long the block takes."""
        began = time.monotonic()
        yield
        self.slowest_seconds = max(self.slowest_seconds, time.monotonic() - began)

    @property
    def tries(self) -> int:
        """How many there were."""
        return self.kinds.total()

    def fault(self, said: str) -> None:
        """Count a fault, and say what it is."""
        self.faults += 1
        sys.stdout.write(f"FAULT: {said}\n")

    def note(self, said: str) -> None:
        """Say something more at the end."""
        self._notes.append(said)

    def line(self) -> str:
        """Return what is said at the end."""
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in self.kinds.most_common())
        spent = time.monotonic() - self._began
        parts = [
            f"{self._what}: {self.tries:,} tries ({kinds}), {self.faults} faults",
            f"at most {self.slowest_seconds:.1f} s and {peak_megabytes():.0f} MB",
            f"{spent:.0f} s in all, seed {self._seed}",
        ]
        return "; ".join([*parts, *self._notes])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, Exception):
            self.fault("".join(traceback.format_exception(error)))
        elif error is not None:
            return  # Ctrl-C
        if not self.tries:
            self.fault("nothing was tried")
        sys.stdout.write(f"{self.line()}\n")
        sys.exit(self.faults > 0)
