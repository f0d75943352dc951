"""Kills recordings at random lines and instants, and compares what comes of them.

After each the next one runs to its end beside what was left, of which nothing may stay.

`python -m tests.trace.killing --count KILLS --seed SEED` does it many times.
"""

import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from nnviz import open_trace
from nnviz.trace.reader import check
from tests.figures import Figures, asked

VICTIM = Path(__file__).with_name("victim.py")
TABLES = ("meta", "records", "tensors", "chunks", "blobs")
GROWING = ("chunks", "blobs")
MAY_LOSE = (0, 384)  # epochs that were reported: a chunk, where progress is told more often


class Victim:
    """A recording in a process of its own."""

    def __init__(self, number: int, path: Path, how: str, *, line: int = 0) -> None:
        command = [sys.executable, VICTIM, str(number), path, how, str(line)]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def wait_for(self, reports: int) -> None:
        """Read so many lines that it prints."""
        for _ in range(reports):
            self.process.stdout.readline()

    def end(self, number: signal.Signals | None = None) -> tuple[list[str], str]:
        """Send a signal, wait for the end, and return what was printed since, and the errors."""
        if number is not None:
            self.process.send_signal(number)
        printed, said = self.process.communicate()
        return printed.splitlines(), said


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return what a trace holds besides its state; its log stays beside it."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
        return {name: database.execute(f"SELECT * FROM {name}").fetchall() for name in TABLES}


class Whole:
    """A recording that nothing has stopped, to hold others against."""

    def __init__(self, number: int, path: Path) -> None:
        printed, said = Victim(number, path, "begin").end()
        assert said == "", said
        self.number = number
        self.path = path
        self.lines = int(printed[-1].split()[0])
        self.rows = rows(path)

    def compare(self, path: Path, *, reported: int) -> bool:
        """Hold a recording that was killed against this one; return whether it is complete."""
        check(path)
        with open_trace(path) as trace:
            last = int(trace.epochs[-1]) if len(trace.epochs) else 0
            complete = trace.complete
        assert last >= reported - MAY_LOSE[self.number], (last, reported)
        for table, there in rows(path).items():
            expected = self.rows[table]
            grows = table in GROWING and not complete
            assert there == (expected[: len(there)] if grows else expected), table
        return complete


def require_nothing_left(path: Path, number: int, how: str) -> None:
    """Let the next run come to its end beside a copy of what a killed one left, and look there."""
    with tempfile.TemporaryDirectory() as place:
        copied = Path(shutil.copytree(path.parent, Path(place, "left")), path.name)
        _, said = Victim(number, copied, how).end()
        assert said == "", said
        assert [each.name for each in copied.parent.iterdir()] == [path.name]


def remove(path: Path) -> None:
    """Remove a recording, and all that is beside it."""
    shutil.rmtree(path.parent)
    path.parent.mkdir()


class Killer:
    """Kills recordings, each at a random line or at a random instant."""

    def __init__(self, rng: random.Random, whole: Whole, other: Whole) -> None:
        self._rng = rng
        self._whole = whole
        self._other = other

    def kill(self, path: Path) -> bool:
        """Kill a recording that begins or goes on; return whether it was complete nevertheless."""
        reported = self._killed(path, "resume" if path.exists() else "begin")
        if not path.exists():
            assert not reported
            require_nothing_left(path, self._whole.number, "begin")
            return False
        if self._whole.compare(path, reported=reported):
            require_nothing_left(path, self._whole.number, "overwrite")
            remove(path)
            return True
        require_nothing_left(path, self._whole.number, "resume")
        return False

    def kill_replacing(self, path: Path) -> bool:
        """Kill one that replaces another recording; return whether it had done so."""
        shutil.copy(self._other.path, path)
        reported = self._killed(path, "overwrite")
        for partial in path.parent.glob("killed.partial-*.nntrace"):
            self._whole.compare(partial, reported=reported)
        replaced = rows(path) != self._other.rows
        if replaced:
            assert self._whole.compare(path, reported=reported)
        require_nothing_left(path, self._whole.number, "overwrite")
        remove(path)
        return replaced

    def _killed(self, path: Path, how: str) -> int:
        """Kill a recording and return the last epoch that it has reported."""
        if self._rng.random() < 0.6:
            line = self._rng.randint(1, self._whole.lines)
            printed, said = Victim(self._whole.number, path, how, line=line).end()
        else:
            victim = Victim(self._whole.number, path, how)
            victim.wait_for(self._rng.randint(0, 5))
            time.sleep(self._rng.uniform(0.0, 0.05))  # into whatever happens between reports
            printed, said = victim.end(signal.SIGKILL)
        assert said == "", said
        return max([0, *(int(line) for line in printed if line.isdigit())])


def main(count: int, seed: int) -> None:
    """Kill recordings that begin, go on or replace another, and look at all that is left."""
    rng, completed = random.Random(seed), 0
    with tempfile.TemporaryDirectory() as place, Figures("recordings killed", seed) as figures:
        folder = Path(place)
        wholes = [Whole(number, folder / f"whole-{number}.nntrace") for number in (0, 1)]
        places = [folder / name / "killed.nntrace" for name in ("0", "1", "replaced")]
        for path in places:
            path.parent.mkdir()
        killers = [Killer(rng, wholes[0], wholes[1]), Killer(rng, wholes[1], wholes[0])]
        for turn in range(count):
            number = int(rng.random() < 0.3)
            if turn % 5 == 4:
                with figures.attempt("replacing"):
                    completed += killers[number].kill_replacing(places[2])
            else:
                with figures.attempt("resuming" if places[number].exists() else "beginning"):
                    completed += killers[number].kill(places[number])
        assert completed or count < 100
        figures.note(f"{completed} came to their end, all equal; nothing was left")


if __name__ == "__main__":
    options = asked("recordings killed", count=300)
    main(options.count, options.seed)
