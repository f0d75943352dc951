"""The timeline: which moment of the training is told at which second of the story.

Every shot is cut into beats, each a stretch of seconds that tells one phase. Beats tile the story
without gaps, so that `moment_at` is a look-up and depends on nothing but the seconds.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import SceneError
from nnviz.story.easing import clamp
from nnviz.story.moment import Moment, Phase
from nnviz.story.storyboard import Shot, Storyboard

# Seconds that a phase takes where a shot does not say otherwise.
PACE_SECONDS = {
    Phase.INITIALISE: 4.0,
    Phase.INPUT: 1.2,
    Phase.FORWARD: 3.2,
    Phase.ERROR: 2.2,
    Phase.BACKWARD: 3.2,
    Phase.UPDATE: 4.5,
    Phase.EPOCH: 8.0,
}
LAPSE_SECONDS = 20.0
# A shot that tells more epochs than this one by one is a slip: it would last for hours.
MOST_EPOCHS_TOLD = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Course:
    """What a timeline has to know of a training.

    Attributes:
        layers: number of layers of weights.
        samples: number of training records.
        epochs: (n,) int64, the recorded epochs, ascending.
        error: (n,) float64, the error at each of them; a lapse gives equal time to equal progress
            of it.

    """

    layers: int
    samples: int
    epochs: NDArray[np.int64]
    error: NDArray[np.float64]


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Chapter:
    """A titled stretch of the story.

    Attributes:
        title: as the shot that begins it gives it.
        start_seconds: when it begins.
        end_seconds: when the next one begins, or the story ends.

    """

    title: str
    start_seconds: float
    end_seconds: float


class Timeline:
    """A storyboard laid out over seconds for one training.

    Attributes:
        shots: the shots of the storyboard.
        shot_starts: second at which each of them begins.
        beats: all beats, in order, without gaps.
        duration_seconds: length of the story.

    Raises:
        SceneError: a shot asks for an epoch or a record that the training lacks.

    """

    def __init__(self, storyboard: Storyboard, course: Course) -> None:
        self.shots = storyboard.shots
        self.beats = tuple(_lay_out(storyboard.shots, course))
        self._starts = [beat.start_seconds for beat in self.beats]
        last = self.beats[-1]
        self.duration_seconds = last.start_seconds + last.seconds
        self.shot_starts = tuple(
            next(beat.start_seconds for beat in self.beats if beat.shot == index)
            for index in range(len(self.shots))
        )

    def beat_at(self, seconds: float) -> Beat:
        """Return the beat at `seconds`; before the story the first, after it the last."""
        return self.beats[max(bisect_right(self._starts, seconds) - 1, 0)]

    def moment_at(self, seconds: float) -> Moment:
        """Return the moment that is told at `seconds`."""
        return self.beat_at(seconds).moment_at(seconds)

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The titled stretches of the story, in order, up to its end."""
        titled = [
            (shot.title, start)
            for shot, start in zip(self.shots, self.shot_starts, strict=True)
            if shot.title
        ]
        ends = [start for _, start in titled[1:]] + [self.duration_seconds]
        return tuple(
            Chapter(title=title, start_seconds=start, end_seconds=end)
            for (title, start), end in zip(titled, ends, strict=True)
        )


def _lay_out(shots: tuple[Shot, ...], course: Course) -> Iterator[Beat]:
    start = 0.0
    for index, shot in enumerate(shots):
        _require(shot, index, course)
        moments = list(_moments(shot, course))
        natural = [PACE_SECONDS[moment.phase] for moment in moments]
        if shot.tell == "lapse":
            natural = [LAPSE_SECONDS]
        scale = 1.0 if shot.seconds is None else shot.seconds / sum(natural)
        lengths = [length * scale for length in natural]
        lapse = equal_progress(shot.epochs, course) if shot.tell == "lapse" else None
        ends = list(accumulate(lengths, initial=start))
        for moment, begin, length in zip(moments, ends, lengths, strict=False):
            yield Beat(start_seconds=begin, seconds=length, shot=index, moment=moment, lapse=lapse)
        start = ends[-1]


def _require(shot: Shot, index: int, course: Course) -> None:
    """Refuse a shot that asks for what the training lacks."""
    where = f"shot {index + 1}"
    for epoch in shot.epochs:
        if epoch not in course.epochs:
            raise SceneError(
                f"{where}: epochs: epoch {epoch} was not recorded; the training has epochs "
                f"{course.epochs[0]} to {course.epochs[-1]}."
            )
    told = np.count_nonzero((course.epochs >= shot.epochs[0]) & (course.epochs <= shot.epochs[1]))
    if shot.tell in {"samples", "layers"} and told > MOST_EPOCHS_TOLD:
        raise SceneError(
            f"{where}: epochs: {told} epochs told one by one; at most {MOST_EPOCHS_TOLD} are. "
            'Tell them as a time-lapse: tell = "lapse".'
        )
    if shot.sample > course.samples:
        raise SceneError(
            f"{where}: sample = {shot.sample}: the training has {course.samples} records."
        )


def _moments(shot: Shot, course: Course) -> Iterator[Moment]:
    first, last = shot.epochs
    sample = shot.sample - 1
    if shot.tell == "initialise":
        for layer in range(course.layers):
            yield Moment(epoch=first, phase=Phase.INITIALISE, layer=layer, sample=sample)
    elif shot.tell in {"lapse", "compare"}:
        yield Moment(epoch=last, phase=Phase.EPOCH, sample=sample)
    else:
        samples = range(course.samples) if shot.tell == "samples" else [sample]
        for epoch in course.epochs[(course.epochs >= first) & (course.epochs <= last)]:
            yield from _step(int(epoch), course.layers, samples)


def _step(epoch: int, layers: int, samples: range | list[int]) -> Iterator[Moment]:
    """Tell one training step: each record forward, each record backward, then the updates."""
    for sample in samples:
        yield Moment(epoch=epoch, phase=Phase.INPUT, layer=0, sample=sample)
        for layer in range(1, layers + 1):
            yield Moment(epoch=epoch, phase=Phase.FORWARD, layer=layer, sample=sample)
        yield Moment(epoch=epoch, phase=Phase.ERROR, layer=layers, sample=sample)
    for sample in samples:
        for layer in range(layers, 0, -1):
            yield Moment(epoch=epoch, phase=Phase.BACKWARD, layer=layer, sample=sample)
    for layer in range(layers - 1, -1, -1):
        yield Moment(epoch=epoch, phase=Phase.UPDATE, layer=layer, sample=samples[-1])


def equal_progress(epochs: tuple[int, int], course: Course) -> NDArray[np.int64]:
    """Return epochs that stand for equal steps of progress, for a time-lapse.

    Progress from one epoch to the next is half its share of the epochs and half its share of all
    that the logarithm of the error moves, so that neither a plateau nor a fall flashes by.

    Args:
        epochs: first and last epoch, both recorded.
        course: the training.

    Returns:
        (4096,) int64 recorded epochs, ascending, from the first to the last.

    """
    chosen = (course.epochs >= epochs[0]) & (course.epochs <= epochs[1])
    recorded, error = course.epochs[chosen], course.error[chosen]
    tiny = np.finfo(np.float64).tiny
    level = np.log(np.clip(np.nan_to_num(error, nan=1.0, posinf=1.0), tiny, None))
    travelled = np.concatenate([[0.0], np.cumsum(np.abs(np.diff(level)))])
    waited = (recorded - recorded[0]) / max(recorded[-1] - recorded[0], 1)
    progress = waited / 2 + travelled / max(travelled[-1], tiny) / 2
    wanted = np.linspace(0.0, progress[-1], 4096)
    return recorded[np.searchsorted(progress, wanted).clip(0, len(recorded) - 1)]
