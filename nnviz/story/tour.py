"""The tour: the whole training as one walk, whatever a storyboard tells of it.

Every recorded epoch is told by the same beats, so that only those of one epoch are laid out, and a
position among 60,000 epochs is a division and a look-up.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, islice
from typing import Literal

from nnviz.story.moment import Moment, Phase
from nnviz.story.steps import step_moments
from nnviz.story.storyboard import Shot
from nnviz.story.timeline import (
    MOST_BEATS,
    Beat,
    Course,
    natural_seconds,
)
from nnviz.story.track import (
    HAIR_SECONDS,
    Unit,
    end_after,
    end_before,
    ends_of_runs,
    likeness,
    pass_of,
    within,
)

TourDetail = Literal["nodes", "layers", "epochs"]

EPOCH_SECONDS = 0.1  # of an epoch that is told as a whole
FOLLOWED_BEATS = 200  # an epoch with more of them is not followed node by node


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """A part of an epoch that goes one way through the network.

    Attributes:
        phase: FORWARD (with its input and its error), MEAN, BACKWARD, UPDATE or EPOCH.
        sample: index of the record that goes through; None: all of them do.
        start_seconds: when it begins, from the beginning of the epoch.
        end_seconds: when it ends.

    """

    phase: Phase
    sample: int | None
    start_seconds: float
    end_seconds: float


class Tour:
    """A walk through all recorded epochs of a training, each told in the same way.

    A network or a training set may be so large that its epochs take more steps than anybody
    follows: then it is told layer by layer, and of the records the first ones.

    Args:
        course: the training.
        detail: how finely an epoch is told: node by node, layer by layer, or as a whole, which
            makes a time-lapse of the tour.

    Attributes:
        course: the training.
        epochs: (n,) int64, the recorded epochs.
        detail: how finely they are told.
        beats: those of each epoch, in seconds from its beginning.
        stretches: the parts of each epoch.
        epoch_seconds: how long an epoch takes.
        duration_seconds: how long all of them take.

    """

    def __init__(self, course: Course, detail: TourDetail) -> None:
        self.course = course
        self.epochs = course.epochs
        self.detail: TourDetail = detail
        self.beats = _lay_out(list(_moments(course, detail)))
        self._starts = [beat.start_seconds for beat in self.beats]
        self.epoch_seconds = self.beats[-1].start_seconds + self.beats[-1].seconds
        self.duration_seconds = len(self.epochs) * self.epoch_seconds
        self.stretches = tuple(_stretches(self.beats))
        self._ends = {
            "phase": ends_of_runs(self.beats, lambda beat: beat.start_seconds),
            "sample": [stretch.end_seconds for stretch in self.stretches],
        }

    def moment_at(self, seconds: float) -> Moment:
        """Return the moment at a position."""
        index, inside = self.split(seconds)
        beat = self.beats[max(bisect_right(self._starts, inside + HAIR_SECONDS / 10) - 1, 0)]
        return replace(beat.moment_at(inside), epoch=int(self.epochs[index]))

    def split(self, seconds: float) -> tuple[int, float]:
        """Return the index of the epoch at a position, and the seconds inside that epoch."""
        whole = int((seconds + HAIR_SECONDS / 10) // self.epoch_seconds)
        index = min(max(whole, 0), len(self.epochs) - 1)
        return index, max(seconds - index * self.epoch_seconds, 0.0)

    def join(self, index: int, inside_seconds: float) -> float:
        """Return the position so many seconds inside an epoch, at most its end."""
        inside = min(max(inside_seconds, 0.0), self.epoch_seconds - HAIR_SECONDS)
        return index * self.epoch_seconds + inside

    def index_near(self, epoch: int) -> int:
        """Return the index of the recorded epoch that is nearest to an epoch."""
        after = min(int(self.epochs.searchsorted(epoch)), len(self.epochs) - 1)
        before = max(after - 1, 0)
        nearer = epoch - self.epochs[before] < self.epochs[after] - epoch
        return before if nearer else after

    def to_epoch(self, seconds: float, epoch: int) -> float:
        """Return the same place within the recorded epoch that is nearest to `epoch`."""
        return self.join(self.index_near(epoch), self.split(seconds)[1])

    def seconds_near(self, moment: Moment) -> float:
        """Return the position whose moment is most like another one."""
        index = self.index_near(moment.epoch)
        if self.detail != "epochs" and moment.phase is Phase.INITIALISE:
            return self.join(index, 0.0)
        if self.detail != "epochs" and moment.phase is Phase.EPOCH:
            return self.join(index, self.epoch_seconds)
        beat = min(self.beats, key=lambda beat: likeness(beat.moment, moment))
        return self.join(index, within(beat, moment.progress))

    def step(self, seconds: float, unit: Unit, *, forwards: bool) -> float:
        """Return the position one thing on or back; epochs at the same place within each."""
        index, inside = self.split(min(seconds, self.duration_seconds - HAIR_SECONDS))
        neighbour = index + (1 if forwards else -1)
        outside = not 0 <= neighbour < len(self.epochs)
        if unit == "epoch":
            return seconds if outside else self.join(neighbour, inside)
        ends = self._ends[unit]
        found = (end_after if forwards else end_before)(ends, inside)
        if found is not None:
            return self.join(index, found)
        if outside:
            return self.duration_seconds if forwards else 0.0
        return self.join(neighbour, ends[0] - HAIR_SECONDS if forwards else self.epoch_seconds)

    def shown_before(self, seconds: float, *, forwards: bool) -> float:
        """Return the end of the next phase; a tour by whole epochs is a lapse and may pass any."""
        if self.detail == "epochs":
            return self.duration_seconds if forwards else 0.0
        return self.step(seconds, "phase", forwards=forwards)


def usual_detail(course: Course) -> TourDetail:
    """Return how finely the epochs of a training are told where nobody has chosen."""
    few = _beats(course, "nodes", samples=course.samples) <= FOLLOWED_BEATS
    return "nodes" if few else "layers"


def _moments(course: Course, detail: TourDetail) -> Iterator[Moment]:
    """Yield the moments of an epoch, whose number is left open."""
    if detail == "epochs":
        yield Moment(epoch=1, phase=Phase.EPOCH)
        return
    fineness = detail if _beats(course, detail, samples=1) <= MOST_BEATS else "layers"
    alone, two = (_beats(course, fineness, samples=min(n, course.samples)) for n in (1, 2))
    fitting = 1 + (MOST_BEATS - alone) // max(two - alone, 1)
    told = range(max(min(course.samples, fitting), 1))
    yield from step_moments(Shot(detail=fineness), 1, course.widths, told)


def _beats(course: Course, detail: Literal["nodes", "layers"], *, samples: int) -> int:
    """Return how many beats an epoch with so many records has, or one more than it may have."""
    moments = step_moments(Shot(detail=detail), 1, course.widths, range(samples))
    return sum(1 for _ in islice(moments, MOST_BEATS + 1))


def _lay_out(moments: list[Moment]) -> tuple[Beat, ...]:
    lengths = [EPOCH_SECONDS if m.phase is Phase.EPOCH else natural_seconds(m) for m in moments]
    starts = accumulate(lengths, initial=0.0)
    return tuple(
        Beat(start_seconds=start, seconds=length, shot=0, moment=moment)
        for moment, start, length in zip(moments, starts, lengths, strict=False)
    )


def _stretches(beats: tuple[Beat, ...]) -> Iterator[Stretch]:
    for (phase, sample), run in groupby(beats, key=_pass_and_record):
        told = list(run)
        yield Stretch(
            phase=phase,
            sample=sample,
            start_seconds=told[0].start_seconds,
            end_seconds=told[-1].start_seconds + told[-1].seconds,
        )


def _pass_and_record(beat: Beat) -> tuple[Phase, int | None]:
    phase = pass_of(beat.moment.phase)
    one = phase in {Phase.FORWARD, Phase.BACKWARD}
    return phase, beat.moment.sample if one else None
