"""The timeline: which moment of the training is told at which second of the story.

Every shot is cut into beats, each a stretch of seconds that tells one phase. Beats tile the story
without gaps, so that `moment_at` is a look-up and depends on nothing but the seconds.
"""

import math
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, islice, pairwise

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import SceneError
from nnviz.story.easing import clamp
from nnviz.story.moment import Moment, Phase
from nnviz.story.spans import Caption, Chapter, merged
from nnviz.story.steps import step_moments
from nnviz.story.storyboard import BEFORE_TRAINING, Shot, Storyboard
from nnviz.story.text import Language, text_in

# Seconds that a phase takes where a shot does not say otherwise: of a layer, and of one node.
LAYER_SECONDS = {
    Phase.INITIALISE: 4.0,
    Phase.INPUT: 1.2,
    Phase.FORWARD: 3.2,
    Phase.ERROR: 2.4,
    Phase.MEAN: 4.0,
    Phase.BACKWARD: 3.2,
    Phase.UPDATE: 4.5,
    Phase.EPOCH: 8.0,
}
NODE_SECONDS = {Phase.FORWARD: 3.0, Phase.BACKWARD: 3.0, Phase.UPDATE: 3.0}
LAPSES = {"lapse", "race", "surface"}
LAPSE_SECONDS = 20.0
# A lapse ends by showing its last epoch for so long, but for no more than a share of its length: a
# film's last frame is shown before its end, at 1 frame per second by up to so much.
LAST_EPOCH_SECONDS, LAST_EPOCH_SHARE = 1.5, 0.25
LAPSE_STEPS = 4096
# Sums of seconds are so much too large or small: what begins now is told now, not a frame later.
ROUNDING_SECONDS = 1e-9
# A shot with more beats than this is a slip: it would last for hours.
MOST_BEATS = 5000
MOST_BEATS_IN_ALL = 20_000
MOST_LISTED = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class TrainingOutline:
    """What a timeline has to know of a training.

    Attributes:
        widths: number of nodes in each layer, the input first.
        n_records: number of records that every recorded epoch holds.
        epochs: (n,) int64, the recorded epochs, ascending.
        error: (n,) float64, the error at each of them; a lapse gives equal time to equal progress
            of it.
        numbers_of: returns which of the training records, from 1, an epoch holds, (n_records,);
            None: all of them, in their order.
        varies: whether these are others in every epoch.
        first_numbers: which of them the training's first step holds, which is told before
            training; None: the same as the epoch.
        total: number of training records; None: as many as are recorded.

    """

    widths: tuple[int, ...]
    n_records: int
    epochs: NDArray[np.int64]
    error: NDArray[np.float64]
    numbers_of: Callable[[int], NDArray[np.int64]] | None = None
    varies: bool = False
    first_numbers: NDArray[np.int64] | None = None
    total: int | None = None

    def row_of(self, number: int, epoch: int) -> int:
        """Return the index of a training record among those that an epoch holds.

        Raises:
            SceneError: there is no such record, or it was not recorded in this epoch.

        """
        total = self.total or self.n_records
        if not 1 <= number <= total:
            raise SceneError(
                f"record {number} does not exist; the training has the records 1 to {total:,}"
            )
        if self.numbers_of is None:
            return number - 1
        numbers = self.numbers_of(epoch)
        rows = np.flatnonzero(numbers == number)
        if not len(rows):
            raise SceneError(
                f"record {number} was not recorded{f' in epoch {epoch}' if self.varies else ''}; "
                f"{_listed(numbers)} were; to have it in every step: recording = {{ records = "
                f"[{number}] }}"
            )
        return int(rows[0])

    def number_of(self, row: int) -> int | None:
        """Return which training record a row of every epoch is; None: in each another one."""
        if self.varies:
            return None
        return row + 1 if self.numbers_of is None else int(self.numbers_of(self.epochs[0])[row])

    def numbers(self, epoch: int) -> tuple[int, ...]:
        """Return which training records an epoch holds, from 1, in its order."""
        if self.numbers_of is None:
            return tuple(range(1, self.n_records + 1))
        return tuple(int(number) for number in self.numbers_of(epoch))

    def numbers_at(self, moment: Moment) -> tuple[int, ...]:
        """Return which training records a moment has to show, from 1, in their order."""
        if moment.phase is Phase.INITIALISE and self.first_numbers is not None:
            return tuple(int(number) for number in self.first_numbers)
        return self.numbers(moment.epoch)

    def rows_of(self, shot: Shot, epoch: int) -> Sequence[int]:
        """Return the indices of the records that a shot tells of an epoch."""
        return [self.row_of(number, epoch) for number in shot.records] or range(self.n_records)


@dataclass(frozen=True, kw_only=True, slots=True)
class Beat:
    """A stretch of the story that tells one phase.

    Attributes:
        start_seconds: when it begins.
        seconds: how long it takes.
        shot: index of the shot that it belongs to.
        moment: what it tells; its progress is that of the beat's end.
        lapse: (n,) int64 epochs that pass by at equal intervals during the beat, or None.

    """

    start_seconds: float
    seconds: float
    shot: int
    moment: Moment
    lapse: NDArray[np.int64] | None = None

    def moment_at(self, seconds: float) -> Moment:
        """Return what is told at `seconds` of the story."""
        progress = clamp((seconds - self.start_seconds) / self.seconds)
        if self.lapse is None:
            return replace(self.moment, progress=progress)
        index = min(int(progress * len(self.lapse)), len(self.lapse) - 1)
        return replace(self.moment, progress=progress, epoch=int(self.lapse[index]))


class Timeline:
    """A storyboard laid out over seconds for one training.

    Attributes:
        shots: the shots of the storyboard.
        shot_starts: second at which each of them begins.
        shot_spans: the seconds at which each of them begins and ends.
        beats: all beats, in order, without gaps.
        duration_seconds: length of the story.

    Raises:
        SceneError: a shot asks for what the training lacks, or tells nothing.

    """

    def __init__(self, storyboard: Storyboard, outline: TrainingOutline) -> None:
        self.shots = storyboard.shots
        self.beats = tuple(islice(_lay_out(storyboard.shots, outline), MOST_BEATS_IN_ALL + 1))
        if len(self.beats) > MOST_BEATS_IN_ALL:
            raise SceneError(
                f"shots: more than {MOST_BEATS_IN_ALL} steps in all. Tell fewer epochs one by one, "
                'or as a time-lapse: tell = "lapse".'
            )
        self._starts = [beat.start_seconds for beat in self.beats]
        last = self.beats[-1]
        self.duration_seconds = last.start_seconds + last.seconds
        first = {beat.shot: beat.start_seconds for beat in reversed(self.beats)}
        self.shot_starts = tuple(first[index] for index in range(len(self.shots)))
        self.shot_spans = tuple(pairwise([*self.shot_starts, self.duration_seconds]))

    def beat_at(self, seconds: float) -> Beat:
        """Return the beat at `seconds`; before the story the first, after it the last."""
        return self.beats[self.index_at(seconds)]

    def index_at(self, seconds: float) -> int:
        """Return the index of the beat at `seconds`."""
        return max(bisect_right(self._starts, seconds + ROUNDING_SECONDS) - 1, 0)

    def moment_at(self, seconds: float) -> Moment:
        """Return the moment that is told at `seconds`."""
        return self.beat_at(seconds).moment_at(seconds)

    def chapters(self, language: Language) -> tuple[Chapter, ...]:
        """Return the titled stretches of the story, in order, up to its end."""
        titled = [
            (text_in(shot.title, language), start)
            for shot, start in zip(self.shots, self.shot_starts, strict=True)
            if shot.title
        ]
        spans = pairwise([*(start for _, start in titled), self.duration_seconds])
        return tuple(
            Chapter(title=title, start_seconds=start, end_seconds=end)
            for (title, _), (start, end) in zip(titled, spans, strict=True)
        )

    def captions(self, language: Language) -> tuple[Caption, ...]:
        """Return what is to be read below the picture, in order; shots may have nothing."""
        return merged(
            Caption(text=text_in(shot.caption, language), start_seconds=start, end_seconds=end)
            for shot, (start, end) in zip(self.shots, self.shot_spans, strict=True)
        )


def _lay_out(shots: tuple[Shot, ...], outline: TrainingOutline) -> Iterator[Beat]:
    start = 0.0
    for index, shot in enumerate(shots):
        where = f"shot {index + 1}"
        _require(shot, where, outline)
        moments = _records_of_shot(shot, where, outline)
        lengths = _lengths(shot, moments)
        lapse = _lapse(shot.epochs, outline, sum(lengths)) if shot.tell in LAPSES else None
        ends = list(accumulate(lengths, initial=start))
        for moment, begin, length in zip(moments, ends, lengths, strict=False):
            yield Beat(start_seconds=begin, seconds=length, shot=index, moment=moment, lapse=lapse)
        start = ends[-1]


def _require(shot: Shot, where: str, outline: TrainingOutline) -> None:
    """Refuse a shot that asks for what the training lacks."""
    for epoch in _epochs(shot, outline):
        if epoch not in outline.epochs:
            raise SceneError(
                f"{where}: epochs: epoch {epoch} was not recorded; "
                f"{_recorded_epochs_text(epoch, outline.epochs)}."
            )
    if shot.records and shot.tell in LAPSES and outline.varies:
        raise SceneError(
            f'{where}: records: tell = "{shot.tell}" goes through epochs that hold other records '
            f"each; to have these in every step: recording = {{ records = {list(shot.records)} }}."
        )
    for layer in shot.layers:
        if not 0 <= layer < len(outline.widths):
            raise SceneError(
                f"{where}: layers: layer {layer} does not exist; the network has layers 0 to "
                f"{len(outline.widths) - 1}."
            )


def _listed(numbers: NDArray[np.int64]) -> str:
    """Return which records there are, the first ones of many."""
    texts = [str(number) for number in sorted(numbers.tolist())]
    if len(texts) > MOST_LISTED:
        return f"{', '.join(texts[:MOST_LISTED])} and {len(texts) - MOST_LISTED} others"
    return " and ".join(filter(None, [", ".join(texts[:-1]), texts[-1]]))


def _recorded_epochs_text(epoch: int, recorded: NDArray[np.int64]) -> str:
    """Return which epochs there are in place of one that is not."""
    after = int(np.searchsorted(recorded, epoch))
    if 0 < after < len(recorded):
        return f"the nearest that were are {recorded[after - 1]} and {recorded[after]}"
    return f"the training has epochs {recorded[0]} to {recorded[-1]}"


def _records_of_shot(shot: Shot, where: str, outline: TrainingOutline) -> list[Moment]:
    try:
        moments = list(islice(_moments(shot, outline), MOST_BEATS + 1))
    except SceneError as error:
        raise SceneError(f"{where}: records: {error}.") from None
    if not moments:
        raise SceneError(
            f"{where}: phases and layers leave nothing to tell; layer 0 has no forward and no "
            "backward, the last layer has no update."
        )
    if len(moments) > MOST_BEATS:
        raise SceneError(
            f"{where}: epochs: more than {MOST_BEATS} steps one by one. Tell fewer epochs, tell "
            'them layer by layer, or as a time-lapse: tell = "lapse".'
        )
    return moments


def _epochs(shot: Shot, outline: TrainingOutline) -> tuple[int, int]:
    """Return the epochs of a shot; before training it shows the first that is recorded."""
    earliest = int(outline.epochs[0])
    return (earliest, earliest) if shot.tell in BEFORE_TRAINING else shot.epochs


def _lengths(shot: Shot, moments: list[Moment]) -> list[float]:
    """Return how many seconds each moment of a shot takes."""
    natural = [natural_seconds(moment) for moment in moments]
    if shot.tell in LAPSES:
        natural = [LAPSE_SECONDS]
    scale = 1 / shot.pace if shot.seconds is None else shot.seconds / sum(natural)
    return [seconds * scale for seconds in natural]


def natural_seconds(moment: Moment) -> float:
    """Return how long a moment takes where nobody says otherwise."""
    paces = LAYER_SECONDS if moment.node is None else NODE_SECONDS
    return paces[moment.phase]


def _moments(shot: Shot, outline: TrainingOutline) -> Iterator[Moment]:
    first, last = _epochs(shot, outline)
    shown = last if shot.tell in {*LAPSES, "compare"} else first
    record = outline.rows_of(shot, shown)[0]
    match shot.tell:
        case "introduce":
            yield Moment(epoch=first, phase=Phase.INITIALISE, record=record)
        case "initialise":
            for layer in range(len(outline.widths) - 1):
                yield Moment(epoch=first, phase=Phase.INITIALISE, layer=layer, record=record)
        case "lapse" | "race" | "surface" | "compare":
            yield Moment(epoch=last, phase=Phase.EPOCH, record=record)
        case "steps":
            for epoch in outline.epochs[(outline.epochs >= first) & (outline.epochs <= last)]:
                told = outline.rows_of(shot, int(epoch))
                yield from step_moments(shot, int(epoch), outline.widths, told)


def _lapse(epochs: tuple[int, int], outline: TrainingOutline, seconds: float) -> NDArray[np.int64]:
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
