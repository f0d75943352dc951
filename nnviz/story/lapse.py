"""A time-lapse: which epochs pass by, so that equal time goes to equal progress."""

import math

import numpy as np
from numpy.typing import NDArray

from nnviz.story.training_outline import TrainingOutline

# A lapse ends by showing its last epoch for so long, but for no more than a share of its length: a
# film's last frame is shown before its end, at 1 frame per second by up to so much.
LAST_EPOCH_SECONDS, LAST_EPOCH_SHARE = 1.5, 0.25
LAPSE_STEPS = 4096


def lapse_epochs(
    epochs: tuple[int, int], outline: TrainingOutline, seconds: float
) -> NDArray[np.int64]:
    """Return the epochs that pass by in a time-lapse, of which the last one stays for a while."""
    share = min(LAST_EPOCH_SECONDS / seconds, LAST_EPOCH_SHARE)
    stays = math.ceil(share * LAPSE_STEPS) + 1
    return np.pad(equal_progress(epochs, outline, steps=LAPSE_STEPS - stays), (0, stays), "edge")


def equal_progress(
    epochs: tuple[int, int], outline: TrainingOutline, *, steps: int = LAPSE_STEPS
) -> NDArray[np.int64]:
    """Return epochs that stand for equal steps of progress, for a time-lapse.

    Progress from one epoch to the next is half its share of the epochs and half its share of all
    that the logarithm of the error moves, so that neither a plateau nor a fall flashes by.

    Args:
        epochs: first and last epoch, both recorded.
        outline: the training.
        steps: how many epochs there are to be.

    Returns:
        (steps,) int64 recorded epochs, ascending, from the first to the last.

    """
    chosen = (outline.epochs >= epochs[0]) & (outline.epochs <= epochs[1])
    recorded, error = outline.epochs[chosen], outline.error[chosen]
    tiny = np.finfo(np.float64).tiny
    level = np.log(np.clip(np.nan_to_num(error, nan=1.0, posinf=1.0), tiny, None))
    travelled = np.concatenate([[0.0], np.cumsum(np.abs(np.diff(level)))])
    waited = (recorded - recorded[0]) / max(recorded[-1] - recorded[0], 1)
    progress = waited / 2 + travelled / max(travelled[-1], tiny) / 2
    wanted = np.linspace(0.0, progress[-1], steps)
    return np.asarray(recorded[np.searchsorted(progress, wanted).clip(0, len(recorded) - 1)])
