"""Going to where a training has come to its goal."""

from pathlib import Path

from nnviz.playground.goals import Goal, epoch_reached, watched_losses
from nnviz.trace.trace import Trace
from nnviz.viewer.session import Session


class GoalSeeking:
    """Brings the playhead to the goal of each training once; whoever moves it on is left alone.

    Args:
        session: whose playhead.

    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._sought: tuple[Path, Goal] | None = None

    def go(self, goal: Goal) -> None:
        """Stand where the training that is shown has come to a goal, if it has."""
        show = self._session.show
        if show is None or not goal or self._sought == (show.trace.path, goal):
            return
        if len(show.trainings) > 1:
            return  # side by side, each comes to it elsewhere
        epoch = goal_epoch(goal, show.trace)
        if epoch is not None:
            self._sought = show.trace.path, goal
            self._session.player.pause()
            self._session.player.to_epoch(epoch)


def goal_epoch(goal: Goal, trace: Trace) -> int | None:
    """Return the first recorded epoch in which a training has come to a goal; None: none."""
    return epoch_reached(goal, trace.epochs, watched_losses(trace)) if goal else None
