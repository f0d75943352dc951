"""What is said of an experiment that is tried out: whether it is trained, and what went wrong."""

from typing import TYPE_CHECKING

from nnviz.playground.model import Playground
from nnviz.viewer.translation import tr

if TYPE_CHECKING:
    from nnviz.stage.show import Show

NOTHING = "Open a scene or a recording to try its experiment out."
SEES = "The picture shows the experiment below."
TRAINS = "Training…"
TRAINED = "Training: epoch {done:,} of {total:,}"
OF_BEFORE = "Stopped. The picture shows the last training that ended."
FAILED = "This could not be trained: {why}. The picture shows the last training that ended."
DIED = "the process that trains has ended ({why}); Train begins it anew"
DIVERGED = "This training diverged at epoch {epoch:,}. Undo leaves it."
KEPT = "This training is kept: {count} of at most {most}"
NEEDS = "{loss} needs the output activation {activation}. Change the other one first."


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
    if is_stale(playground) and playground.training is None:
        return tr(OF_BEFORE)
    divergence = show.trace.divergence if show is not None else None
    return tr(SEES) if divergence is None else tr(DIVERGED, epoch=divergence.epoch)


def is_stale(playground: Playground) -> bool:
    """Return whether what is seen is of another experiment than the one that holds."""
    changed = playground.shown is not None or len(playground.history) > 1
    return changed and not playground.is_shown
