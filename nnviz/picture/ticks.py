"""Ticks: the round values at which an axis is read, and how they are written."""

import numpy as np
from numpy.typing import NDArray

from nnviz.picture.numerals import SUPERSCRIPTS, brief

LEAST_DECADE = 1e-300  # of which a part is still a number with all its digits
SHARES = (0.2, 0.5, 1.0, 2.0, 5.0)  # of a power of ten, from one tick to the next


def round_ticks(low: float, high: float, *, most: int = 5) -> NDArray[np.float64]:
    """Return a few round values from `low` to `high`, which is greater, at equal steps.

    Between two that are as good as equal there is none but the lower one.
    """
    decade = float(10.0 ** np.floor(np.log10(high - low)))
    if decade < LEAST_DECADE:
        return np.array([low])
    step = next(share * decade for share in SHARES if (high - low) / (share * decade) <= most - 1)
    return np.asarray(np.arange(np.ceil(low / step), np.floor(high / step) + 1) * step)


def decade_ticks(low: float, high: float) -> NDArray[np.float64]:
    """Return a few powers of ten from `low` to `high`, both of which are some."""
    decades = np.arange(round(np.log10(low)), round(np.log10(high)) + 1)
    return np.asarray(10.0 ** decades[:: max(len(decades) // 4, 1)])


def tick_text(tick: float, *, logarithmic: bool = False) -> str:
    """Return how a tick is written: as briefly as it can be, or as a power of ten."""
    if not logarithmic:
        return brief(float(f"{tick:.10g}") + 0.0)
    return "10" + str(round(np.log10(tick))).translate(SUPERSCRIPTS)
