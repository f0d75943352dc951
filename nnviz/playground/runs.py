"""Runs: the trainings of one session that are still there, each in a folder of its own.

There are never more of them, nor of their bytes, than the limits say: the oldest go first, and
their files with them. Those that somebody keeps stay until they are let go.
"""

from dataclasses import dataclass
from pathlib import Path

from nnviz.errors import UsageError
from nnviz.learning.experiment import Experiment
from nnviz.playground.goals import NO_GOAL, Goal
from nnviz.temporary import remove

MOST_KEPT = 4
NAMES = ("A", "B", "C", "D", "E")  # one more than are kept: a person may have taken one
RECENT_SPARED = 2  # the newest of the others: one of them is on the screen


@dataclass(frozen=True, kw_only=True, slots=True)
class RunOrder:
    """A training that is to be recorded.

    Attributes:
        number: later orders have larger numbers, from 1.
        experiment: what is trained.
        file: the trace to write; its folder is its own, and is made for it.
        gesture: number of the movement, of a dial perhaps, that it is a part of; 0: of none.
        goes_on: whether the trace is there already, and the training goes on behind its end.
        goal: what ends it earlier.

    """

    number: int
    experiment: Experiment
    file: Path
    gesture: int = 0
    goes_on: bool = False
    goal: Goal = NO_GOAL


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Run:
    """A training that is recorded, perhaps not to its end.

    Attributes:
        number: of its order.
        experiment: what was trained.
        file: its trace.
        gesture: of its order.
        complete: whether it is recorded to its last epoch.
        reached: whether it ended because it had come to its goal.

    """

    number: int
    experiment: Experiment
    file: Path
    gesture: int = 0
    complete: bool = True
    reached: bool = False

    @property
    def n_bytes(self) -> int:
        """How many bytes its folder takes."""
        return sum(file.stat().st_size for file in self.file.parent.iterdir())


@dataclass(frozen=True, kw_only=True, slots=True)
class RunLimits:
    """How much of old runs stays.

    Attributes:
        recent: how many runs that nobody keeps, at least `RECENT_SPARED`.
        n_bytes: how many bytes all runs take together; of the newest that nobody keeps so many
            stay as `RECENT_SPARED` says, however large they are.

    """

    recent: int = 8
    n_bytes: int = 1 << 30


class Runs:
    """The runs that are still there.

    Args:
        folder: where their folders are; an empty one.
        limits: how much of them stays.

    Attributes:
        kept: those that somebody keeps, in that order.
        recent: the others, the oldest first.
        names: what kept runs are called, by the files of their traces.

    """

    def __init__(self, folder: Path, limits: RunLimits) -> None:
        self._folder, self._limits = folder, limits
        self.kept: list[Run] = []
        self.recent: list[Run] = []
        self.names: dict[Path, str] = {}

    @property
    def n_bytes(self) -> int:
        """How many bytes all runs take."""
        return sum(run.n_bytes for run in (*self.kept, *self.recent))

    def place(self, number: int, name: str) -> Path:
        """Return where the trace of a run goes."""
        return self._folder / str(number) / f"{name}.nntrace"

    def of(self, experiment: Experiment) -> Run | None:
        """Return a run of an experiment, if one is there; it becomes the newest."""
        found = [run for run in (*self.kept, *self.recent) if run.experiment == experiment]
        if found and found[0] in self.recent:
            self.recent.remove(found[0])
            self.recent.append(found[0])
        return found[0] if found else None

    def add(self, order: RunOrder, *, complete: bool = True, reached: bool = False) -> Run:
        """Take a run of which something is recorded, in place of less of the same.

        Older ones go, as far as the limits want it.

        Args:
            order: what was to be recorded.
            complete: whether all of it is.
            reached: whether it ended because it had come to its goal.

        """
        run = Run(
            number=order.number,
            experiment=order.experiment,
            file=order.file,
            gesture=order.gesture,
            complete=complete,
            reached=reached,
        )
        self._put(run)
        self._tidy_up()
        return run

    def _put(self, run: Run) -> None:
        """Let a run stand where one of the same file stood, or as the newest."""
        for runs in (self.kept, self.recent):
            for place, there in enumerate(runs):
                if there.file == run.file:
                    runs[place] = run
                    return
        self.recent.append(run)

    def keep(self, run: Run) -> None:
        """Let a run stay until it is let go.

        Raises:
            UsageError: as many are kept as can be, or they would take more room than all may.

        """
        if run in self.kept:
            return
        if len(self.kept) == MOST_KEPT:
            raise UsageError(f"{MOST_KEPT} runs are kept already; let one of them go first")
        if run.n_bytes + sum(each.n_bytes for each in self.kept) > self._limits.n_bytes:
            most = self._limits.n_bytes >> 20
            raise UsageError(f"kept runs may take {most} MiB; let one go, or record less of it")
        self.recent.remove(run)
        self.kept.append(run)
        self.names[run.file] = next(each for each in NAMES if each not in self.names.values())

    def name_of(self, run: Run) -> str:
        """Return what a run is called; empty: it is not kept."""
        return self.names.get(run.file, "")

    def rename(self, run: Run, name: str) -> None:
        """Call a kept run something else; of no name, as before.

        Raises:
            UsageError: another one is called so.

        """
        others = {self.name_of(each) for each in self.kept if each.file != run.file}
        if name in others:
            raise UsageError(f"another kept run is called {name} already; give another name")
        if name and run.file in self.names:
            self.names[run.file] = name

    def let_go(self, run: Run) -> None:
        """Keep a run no longer; it is the newest of the others now."""
        self.kept.remove(run)
        del self.names[run.file]
        self.recent.append(run)
        self._tidy_up()

    def discard(self, order: RunOrder) -> None:
        """Remove what there may be of a training that came to nothing."""
        remove(order.file.parent)

    def _tidy_up(self) -> None:
        while len(self.recent) > RECENT_SPARED and (
            len(self.recent) > self._limits.recent or self.n_bytes > self._limits.n_bytes
        ):
            remove(self.recent.pop(0).file.parent)
