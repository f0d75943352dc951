"""What is said below a control: which values are possible, and which is usual."""

from collections.abc import Callable

from nnviz.viewer.playground.names import NAMES
from nnviz.viewer.translation import tr

RANGE = "{lowest:,} to {highest:,} · usually {usual:,}"


def range_said(lowest: float, highest: float, usual: float | None = None) -> str:
    """Return which numbers are possible, and which is usual, if one is."""
    if usual is None:
        return tr("{lowest:,} to {highest:,}", lowest=_plain(lowest), highest=_plain(highest))
    return tr(RANGE, lowest=_plain(lowest), highest=_plain(highest), usual=_plain(usual))


def usually(name: str) -> Callable[[], str]:
    """Return what says which choice is usual."""
    return lambda: tr("usually {usual}", usual=tr(NAMES[name]))


def _plain(number: float) -> float:
    """Return a whole number as such, so that no .0 is said of it."""
    return int(number) if number == int(number) else number
