"""The training track: the whole training as one walk, whatever a storyboard tells of it.

Every recorded epoch is told by the same beats, so that only those of one epoch are laid out, and a
position among 60,000 epochs is a division and a look-up.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, islice
from typing import Literal

from nnviz.story.beats import MOST_BEATS, Beat, natural_seconds
from nnviz.story.fitting import FEW
from nnviz.story.moment import Moment, Phase
from nnviz.story.steps import step_moments
from nnviz.story.storyboard import Shot
from nnviz.story.track import (
    EPSILON_SECONDS,
    Unit,
    end_after,
    end_before,
    ends_of_runs,
    moment_difference,
    pass_of,
    seconds_within,
)
from nnviz.story.training_outline import TrainingOutline

TrainingDetail = Literal["nodes", "layers", "epochs"]

EPOCH_SECONDS = 0.1  # of an epoch that is told as a whole
LONGEST_SECONDS = 200.0  # of an epoch: that of the lecture's XOR, node by node, takes 186


@dataclass(frozen=True, kw_only=True, slots=True)
class TrackSection:
    """A part of an epoch that goes one way through the network.

    Attributes:
        phase: FORWARD (with its input and its error), MEAN, BACKWARD, UPDATE or EPOCH.
        record: index of the record that goes through; None: all of them do.
        start_seconds: when it begins, from the beginning of the epoch.
        end_seconds: when it ends.

    """

    phase: Phase
    record: int | None
    start_seconds: float
    end_seconds: float


class TrainingTrack:
    """A walk through all recorded epochs of a training, each told in the same way.

    A network or a training set may be so large that its epochs take longer than anybody follows:
    then as many records are told as find room in `LONGEST_SECONDS`, at least one, and that one
    faster if need be; a network of more steps than anybody counts is told layer by layer.

    Args:
        outline: the training.
        detail: how finely an epoch is told: node by node, layer by layer, or as a whole, which
            makes a time-lapse of the track.
        record: index of the record that is shown where one alone is; where not all of them are
            told, those from it on.

    Attributes:
        outline: the training.
        epochs: (n,) int64, the recorded epochs.
        detail: how finely they are told.
        record: index of the record that is shown where one alone is.
        records: indices of the records that are told.
        beats: those of each epoch, in seconds from its beginning.
        sections: the parts of each epoch.
        epoch_seconds: how long an epoch takes.
        duration_seconds: how long all of them take.

    """

    def __init__(
        self, outline: TrainingOutline, detail: TrainingDetail, *, record: int = 0
    ) -> None:
        self.outline = outline
        self.epochs = outline.epochs
        self.detail: TrainingDetail = detail
        self.record = min(max(record, 0), outline.n_records - 1)
        self.records = _records_shown(outline, detail, self.record)
        self.beats = _lay_out(list(_moments(outline, detail, self.records)))
        self._starts = [beat.start_seconds for beat in self.beats]
        self.epoch_seconds = self.beats[-1].start_seconds + self.beats[-1].seconds
        self.duration_seconds = len(self.epochs) * self.epoch_seconds
        self.sections = tuple(_sections(self.beats))
        self._ends = {
            "phase": ends_of_runs(self.beats, lambda beat: beat.start_seconds),
            "record": [section.end_seconds for section in self.sections],
        }

    def moment_at(self, seconds: float) -> Moment:
        """Return the moment at a position."""
        index, inside = self.split(seconds)
        beat = self.beats[max(bisect_right(self._starts, inside + EPSILON_SECONDS / 10) - 1, 0)]
        return replace(beat.moment_at(inside), epoch=int(self.epochs[index]))

    def split(self, seconds: float) -> tuple[int, float]:
        """Return the index of the epoch at a position, and the seconds inside that epoch."""
        whole = int((seconds + EPSILON_SECONDS / 10) // self.epoch_seconds)
        index = min(max(whole, 0), len(self.epochs) - 1)
        return index, max(seconds - index * self.epoch_seconds, 0.0)

    def join(self, index: int, inside_seconds: float) -> float:
        """Return the position so many seconds inside an epoch, at most its end."""
        inside = min(max(inside_seconds, 0.0), self.epoch_seconds - EPSILON_SECONDS)
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
        beat = min(self.beats, key=lambda beat: moment_difference(beat.moment, moment))
        return self.join(index, seconds_within(beat, moment.progress))

    def step(self, seconds: float, unit: Unit, *, forwards: bool) -> float:
        """Return the position one thing on or back; epochs at the same place within each."""
        index, inside = self.split(min(seconds, self.duration_seconds - EPSILON_SECONDS))
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
        return self.join(neighbour, ends[0] - EPSILON_SECONDS if forwards else self.epoch_seconds)

    def shown_before(self, seconds: float, *, forwards: bool) -> float:
        """Return the end of the next phase; a track by whole epochs is a lapse and may pass any."""
        if self.detail == "epochs":
            return self.duration_seconds if forwards else 0.0
        return self.step(seconds, "phase", forwards=forwards)


def usual_detail(outline: TrainingOutline) -> TrainingDetail:
    """Return how finely the epochs of a training are told where nobody has chosen."""
    records = range(min(outline.n_records, FEW))
    return "nodes" if _seconds(outline, "nodes", records) <= LONGEST_SECONDS else "layers"


def _records_shown(outline: TrainingOutline, detail: TrainingDetail, record: int) -> range:
    """Return the records of which an epoch tells: all, or as many as find room, from one on."""
    if detail == "epochs":
        return range(record, record + 1)
    fineness = _detail_within_limits(outline, detail)
    alone, two = (_seconds(outline, fineness, range(n)) for n in (1, 2))
    fitting = max(1 + int((LONGEST_SECONDS - alone) // (two - alone)), 1)
    first = max(min(record, outline.n_records - fitting), 0)
    return range(first, min(first + fitting, outline.n_records))


def _detail_within_limits(
    outline: TrainingOutline, detail: Literal["nodes", "layers"]
) -> Literal["nodes", "layers"]:
    """Return a detail, or a coarser one where it has more beats than anybody counts."""
    beats = islice(_steps(outline, detail, range(1)), MOST_BEATS + 1)
    return detail if sum(1 for _ in beats) <= MOST_BEATS else "layers"


def _moments(outline: TrainingOutline, detail: TrainingDetail, records: range) -> Iterator[Moment]:
    """Yield the moments of an epoch, whose number is left open."""
    if detail == "epochs":
        yield Moment(epoch=1, phase=Phase.EPOCH, record=records[0])
    else:
        yield from _steps(outline, _detail_within_limits(outline, detail), records)


def _steps(
    outline: TrainingOutline, detail: Literal["nodes", "layers"], records: range
) -> Iterator[Moment]:
    return step_moments(Shot(detail=detail), 1, outline.widths, records)


def _seconds(outline: TrainingOutline, detail: Literal["nodes", "layers"], records: range) -> float:
    """Return how long an epoch takes that tells some records, or a time that is too long."""
    return sum(map(natural_seconds, islice(_steps(outline, detail, records), MOST_BEATS + 1)))


def _lay_out(moments: list[Moment]) -> tuple[Beat, ...]:
    lengths = [EPOCH_SECONDS if m.phase is Phase.EPOCH else natural_seconds(m) for m in moments]
    faster = min(LONGEST_SECONDS / sum(lengths), 1.0)
    lengths = [length * faster for length in lengths]
    starts = accumulate(lengths, initial=0.0)
    return tuple(
        Beat(start_seconds=start, seconds=length, shot=0, moment=moment)
        for moment, start, length in zip(moments, starts, lengths, strict=False)
    )


def _sections(beats: tuple[Beat, ...]) -> Iterator[TrackSection]:
    for (phase, record), run in groupby(beats, key=_pass_and_record):
        told = list(run)
        yield TrackSection(
            phase=phase,
            record=record,
            start_seconds=told[0].start_seconds,
            end_seconds=told[-1].start_seconds + told[-1].seconds,
        )


def _pass_and_record(beat: Beat) -> tuple[Phase, int | None]:
    phase = pass_of(beat.moment.phase)
    one = phase in {Phase.FORWARD, Phase.BACKWARD}
    return phase, beat.moment.record if one else None
