"""Tracks: the ways through a training that a transport can move along.

There are two: the story, as its storyboard tells it, and the track through the whole training. On
both a position is a number of seconds, and things (phases, records, epochs) follow each other.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import groupby
from typing import Literal, Protocol

from nnviz.story.beats import Beat
from nnviz.story.moment import Moment, Phase

Unit = Literal["phase", "record", "epoch"]

# The end of a thing is the beginning of the next one. Who stops at its end stops so much earlier.
EPSILON_SECONDS = 1e-5


class Track(Protocol):
    """A way through a training.

    Attributes:
        duration_seconds: its length.

    """

    duration_seconds: float

    def moment_at(self, seconds: float) -> Moment:
        """Return the moment at a position."""

    def seconds_near(self, moment: Moment) -> float:
        """Return the position whose moment is most like another one."""

    def step(self, seconds: float, unit: Unit, *, forwards: bool) -> float:
        """Return the position one thing on or back; at either end of the track, that end.

        Forwards leads to the end of this thing, or from there to the end of the next one;
        backwards to the end of the one before. Epochs of a training track are stepped through at
        the same place within each.
        """

    def shown_before(self, seconds: float, *, forwards: bool) -> float:
        """Return the position that play must not pass before it has been shown."""


def pass_of(phase: Phase) -> Phase:
    """Return the pass through the network that a phase belongs to, by its name."""
    return Phase.FORWARD if phase in {Phase.INPUT, Phase.ERROR} else phase


def ends_of_runs(beats: Iterable[Beat], key: Callable[[Beat], Hashable]) -> list[float]:
    """Return the seconds at which runs of beats with the same key end, ascending."""
    lasts = [list(run)[-1] for _, run in groupby(beats, key=key)]
    return [last.start_seconds + last.seconds for last in lasts]


def end_after(ends: Sequence[float], seconds: float) -> float | None:
    """Return where to stop next; None: there is no later end."""
    index = bisect_right(ends, seconds + 1.5 * EPSILON_SECONDS)
    return ends[index] - EPSILON_SECONDS if index < len(ends) else None


def end_before(ends: Sequence[float], seconds: float) -> float | None:
    """Return where to stop on the way back; None: there is no earlier end."""
    index = bisect_left(ends, seconds + 0.5 * EPSILON_SECONDS) - 1
    return ends[index] - EPSILON_SECONDS if index >= 0 else None


def moment_difference(told: Moment, wanted: Moment) -> tuple[bool, ...]:
    """Return in what two moments of an epoch differ, what matters most first; less is nearer."""
    return (
        told.phase != wanted.phase,
        pass_of(told.phase) != pass_of(wanted.phase),
        told.record != wanted.record,
        told.layer != wanted.layer,
        told.node != wanted.node,
        told.sender != wanted.sender,
    )


def seconds_within(beat: Beat, progress: float) -> float:
    """Return the position at which a beat has come so far, its end being a hair before it."""
    seconds = beat.start_seconds + min(progress, 1.0) * beat.seconds
    return min(seconds, beat.start_seconds + beat.seconds - EPSILON_SECONDS)
