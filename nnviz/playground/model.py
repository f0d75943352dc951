"""The playground: an experiment, its history and its runs, and the verbs that change them.

A plain object. Whoever has a process that trains gives it `training` whenever that is another one,
and says what became of it by `finish`, `abandon` and `fail`.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

from nnviz.errors import UsageError
from nnviz.learning.experiment import Experiment
from nnviz.playground.goals import NO_GOAL, Goal
from nnviz.playground.history import History
from nnviz.playground.runs import Run, RunLimits, RunOrder, Runs

FLIPPING = -1  # the movement from one kept run to another


class Playground:
    """An experiment that somebody tries out.

    Args:
        experiment: with which it begins.
        folder: an empty one, for recordings.
        name: of the files of the recordings, without their ending.
        limits: how much of old runs stays.

    Attributes:
        history: what the experiment was and is.
        runs: the trainings that are still there.
        shown: the run that is to be seen: the last good one; None: what was there before any.
        training: what is to be trained now; None: nothing is.
        goal: what ends trainings earlier, from the next one on.
        fault: why the present experiment has no run; empty: nothing went wrong.

    """

    def __init__(
        self,
        experiment: Experiment,
        folder: Path,
        *,
        name: str = "experiment",
        limits: RunLimits | None = None,
    ) -> None:
        self._first, self._name = experiment, name
        self.history = History(experiment)
        self.runs = Runs(folder, limits or RunLimits())
        self.shown: Run | None = None
        self.training: RunOrder | None = None
        self.goal: Goal = NO_GOAL
        self.fault = ""
        self._ordered: dict[int, RunOrder] = {}
        self._last_number = 0
        self._left: Run | None = None

    @property
    def experiment(self) -> Experiment:
        """The experiment that holds."""
        return self.history.present

    @property
    def is_shown(self) -> bool:
        """Whether what is seen is a run of the experiment that holds."""
        return self.shown is not None and self.shown.experiment == self.experiment

    @property
    def can_train(self) -> bool:
        """Whether something of the experiment that holds could be trained, and is not."""
        if self.training is not None:
            return False
        return not self.shown.complete if self.is_shown and self.shown else self._is_changed

    @property
    def _is_changed(self) -> bool:
        return self.shown is not None or len(self.history) > 1

    def is_wanted(self, run: Run) -> bool:
        """Return whether a run is to be seen, or on the way of a movement to the one that is."""
        shown = self.shown
        return shown is not None and (run is shown or 0 != run.gesture == shown.gesture)

    def change(self, *, gesture: int = 0, **fields: Any) -> None:
        """Change fields of the experiment, and order its training.

        Args:
            gesture: see `History.change`.
            fields: of `Experiment`, with their new values.

        Raises:
            ExperimentError: the values are not possible, alone or together; nothing has changed.

        """
        changed = replace(self.experiment, **fields)
        if changed != self.experiment:
            self.history.change(changed, gesture=gesture)
            self._turn(gesture)

    def undo(self) -> None:
        """Take the last change back, if there is one."""
        if self.history.can_undo:
            self.history.undo()
            self._turn()

    def redo(self) -> None:
        """Make the change again that was taken back last, if one was."""
        if self.history.can_redo:
            self.history.redo()
            self._turn()

    def train(self) -> None:
        """Order the training of the experiment, or its rest, where it was stopped or went wrong."""
        self._turn()

    def stop(self) -> None:
        """Train no longer; what is recorded and followed of it stays, and `train` goes on there."""
        part, self.training = self.training, None
        if part is not None and self.shown is not None and self.shown.file == part.file:
            self.shown = self.runs.add(part, complete=False)  # as far as it has come by now
        self._forget(self._last_number)

    def keep(self) -> Run:
        """Let the run that is shown stay, whatever comes; return it.

        Raises:
            UsageError: the experiment has no run yet, or too many are kept already.

        """
        if self.shown is None or not self.is_shown or self.training is not None:
            raise UsageError("this experiment has no run that could be kept; let it train first")
        self.runs.keep(self.shown)
        return self.shown

    def branch(self, run: Run, *, gesture: int = 0) -> None:
        """Go on from a run that is there: its experiment holds again; that can be undone, too."""
        if run.experiment != self.experiment:
            self.history.change(run.experiment, gesture=gesture)
        self._turn()

    def flip(self) -> Run | None:
        """Go on from the kept run behind the one that is shown, round and round; return it.

        The run that was left for the kept ones is one of them, as long as it is there. However
        often that is done, undo takes it back at once.
        """
        if self.is_shown and self.shown in self.runs.recent:
            self._left = self.shown
        left = [self._left] if self._left in self.runs.recent else []
        stops = [run for run in (*self.runs.kept, *left) if run is not None]
        if not self.runs.kept:
            return None
        index = stops.index(self.shown) + 1 if self.shown in stops else 0
        run = stops[index % len(stops)]
        self.branch(run, gesture=FLIPPING)
        return run

    def follow(self, number: int) -> Run | None:
        """Hear that something is recorded of a training that goes on, and can be seen.

        Args:
            number: of its order.

        Returns:
            The run that is to be seen now; None: it is seen already, or nobody wants it any more.

        """
        order = self._under_way(number)
        if order is None or number not in self._ordered:
            return None
        del self._ordered[number]
        self.shown = self.runs.add(order, complete=False)
        return self.shown

    def reach(self, number: int) -> Run | None:
        """Hear that a training has come to its goal; `train` goes on with it, to its last epoch.

        Args:
            number: of its order.

        Returns:
            The run that is to be seen now; None: nobody wants it any more.

        """
        order = self._under_way(number)
        if order is None:
            return None
        self._ordered.pop(number, None)
        self.training = None
        self.shown = self.runs.add(order, complete=False, reached=True)
        return self.shown

    def finish(self, number: int) -> Run | None:
        """Take a training that is recorded.

        Args:
            number: of its order.

        Returns:
            The run that is to be seen now; None: nobody wants this one any more, and its files
            are gone.

        """
        order = self._ordered.pop(number, None) or self._under_way(number)
        if order is None:
            return None
        self._forget(number)
        if order is not self.training and not self._is_on_the_way(order):
            self.runs.discard(order)
            return None
        if order is self.training:
            self.training = None
        self.shown = self.runs.add(order)
        return self.shown

    def abandon(self, number: int) -> None:
        """Hear that a training was given up for a newer one."""
        self._forget(number)

    def fail(self, number: int, why: str) -> None:
        """Hear that a training cannot be recorded; what was shown before stays.

        Args:
            number: of its order.
            why: what is said of it.

        """
        if self.training is not None and self.training.number == number:
            self.training, self.fault = None, why
        self._forget(number)

    def _turn(self, gesture: int = 0) -> None:
        """Show a run of the experiment that holds, or order one."""
        self.fault = ""
        if self.training is not None and self.training.experiment == self.experiment:
            return
        there = self.runs.of(self.experiment)
        if there is not None:
            self.shown = there
        if there is not None and there.complete:
            self.stop()
        else:
            self._order(gesture, there)

    def _order(self, gesture: int, begun: Run | None) -> None:
        """Order a training, or the rest of one that is begun."""
        self._last_number += 1
        number = self._last_number
        order = RunOrder(
            number=number,
            experiment=self.experiment,
            file=begun.file if begun else self.runs.place(number, self._name),
            gesture=gesture,
            goes_on=begun is not None,
            goal=NO_GOAL if begun and begun.reached else self.goal,
        )
        self.training = order
        if begun is None:
            self._ordered[number] = order
        else:
            self.shown = self.runs.add(order, complete=False)

    def _under_way(self, number: int) -> RunOrder | None:
        """Return what is being trained, if it is the order of this number."""
        return self.training if self.training and self.training.number == number else None

    def _is_on_the_way(self, order: RunOrder) -> bool:
        """Return whether a training is of the movement that still goes on."""
        return self.training is not None and 0 != order.gesture == self.training.gesture

    def _forget(self, number: int) -> None:
        """Remove what is there of orders up to a number; one works, and on the newest of all."""
        for old in [each for each in self._ordered if each <= number]:
            self.runs.discard(self._ordered.pop(old))
