"""What is said of an experiment that is tried out: whether it is trained, and what went wrong."""

from typing import TYPE_CHECKING

from nnviz.playground.model import Playground
from nnviz.viewer.playground.goal_seeking import goal_epoch
from nnviz.viewer.translation import tr

if TYPE_CHECKING:
    from nnviz.stage.show import Show

NOTHING = "Open a scene or a recording to try its experiment out."
SEES = "The picture shows the experiment below."
TRAINS = "Training…"
TRAINED = "Training: epoch {done:,} of {total:,}"
OF_BEFORE = "Stopped. The picture shows the last training that ended."
SIDE_BY_SIDE = "The picture shows the kept trainings side by side."
PAUSED = "Paused at epoch {epoch:,} of {total:,}; Train goes on."
REACHED = "What was to be reached is reached at epoch {epoch:,}."
FAILED = "This could not be trained: {why}. The picture shows the last training that ended."
DIED = "the process that trains has ended ({why}); Train begins it anew"
DIVERGED = "This training diverged at epoch {epoch:,}. Undo leaves it."
KEPT = "This training is kept: {count} of at most {most}"


def state_said(
    playground: Playground, show: "Show | None", progress: tuple[int, int] | None, *, slow: bool
) -> str:
    """Return how an experiment stands, in the language that is spoken.

    Args:
        playground: whose experiment.
        show: what is shown; None: nothing is.
        progress: epochs that are trained, and of how many; None: nobody knows.
        slow: whether the training takes so long that it is worth a word.

    """
    if playground.fault:
        return tr(FAILED, why=playground.fault)
    if slow and playground.training is not None:
        done, total = progress or (0, 0)
        return tr(TRAINED, done=done, total=total) if progress else tr(TRAINS)
    if playground.can_train and not playground.is_shown:
        return tr(OF_BEFORE)
    return tr(SEES) if show is None else _said_of(playground, show)


def _said_of(playground: Playground, show: "Show") -> str:
    """Return how the training that is shown has ended."""
    trace = show.trace
    if playground.shown is not None and len(show.trainings) > 1:
        return tr(SIDE_BY_SIDE)
    epoch = goal_epoch(playground.goal, trace) if playground.is_shown else None
    if trace.divergence is not None:
        return tr(DIVERGED, epoch=trace.divergence.epoch)
    if epoch is not None:
        return tr(REACHED, epoch=epoch)
    if playground.can_train and not trace.complete:
        epochs = playground.experiment.epochs
        return tr(PAUSED, epoch=int(trace.epochs[-1]), total=epochs)
    return tr(SEES)
