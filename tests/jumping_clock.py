"""Runs nnviz under a wall clock that jumps: `python jumping_clock.py SEED record …`.

Whenever it is read it may have been set back or forth by hours. What is written gets its times, as
the files of a machine whose clock is set do. So it is in the workers of a film.
"""

import os
import random
import subprocess
import sys
import time
from types import SimpleNamespace

HOURS = 3600 * 10**9
HOW_OFTEN = 0.3


class Clock:
    """A wall clock that is set now and then, never the same way.

    Attributes:
        offset_ns: how far it is from the true time.

    """

    def __init__(self, seed):
        self._rng = random.Random(seed)
        self._true = time.time_ns
        self.offset_ns = 0

    def time_ns(self):
        if self._rng.random() < HOW_OFTEN:
            self.offset_ns = self._rng.randint(-12 * HOURS, 12 * HOURS)
        return self._true() + self.offset_ns

    def time(self):
        return self.time_ns() / 1e9

    def rule(self):
        """Let everything in this process go by this clock."""
        from nnviz.film import cache

        time.time_ns, time.time, cache.time_ns = self.time_ns, self.time, self.time_ns
        touch = os.utime
        for name in ("replace", "rename", "link"):
            setattr(os, name, self._stamping(getattr(os, name), touch))
        os.utime = lambda path, times=None, **options: (
            touch(path, times, **options) if times or options else self._touch(path, touch)
        )

    def _stamping(self, really, touch):
        def stamped(source, target, **options):
            really(source, target, **options)
            self._touch(target, touch)

        return stamped

    def _touch(self, path, touch):
        now = self.time_ns()
        touch(path, ns=(now, now))


def rule_in_workers(seed):
    """Let the processes that make a film together have such clocks, too."""
    from nnviz.film import worker_pool

    def start(command, **options):
        words = [sys.executable, __file__, str(seed + 1), "worker", command[-1]]
        return subprocess.Popen(words, **options)

    worker_pool.subprocess = SimpleNamespace(**{**vars(subprocess), "Popen": start})


if __name__ == "__main__":
    SEED = int(sys.argv.pop(1))
    Clock(SEED).rule()
    if sys.argv[1] == "worker":
        from nnviz.film import worker

        del sys.argv[1]
        worker.main()
    else:
        from nnviz.cli import main

        rule_in_workers(SEED)
        main()
