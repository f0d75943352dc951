"""Beats: stretches of seconds that tell one phase each, into which every shot is cut."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, islice

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import SceneError
from nnviz.story.easing import clamp
from nnviz.story.lapse import lapse_epochs
from nnviz.story.moment import Moment, Phase
from nnviz.story.steps import step_moments
from nnviz.story.storyboard import BEFORE_TRAINING, Shot
from nnviz.story.training_outline import TrainingOutline

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
# A shot with more beats than this is a slip: it would last for hours.
MOST_BEATS = 5000


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


def lay_out(shots: tuple[Shot, ...], outline: TrainingOutline) -> Iterator[Beat]:
    """Yield the beats of the shots of a storyboard, in order, without gaps.

    Raises:
        SceneError: a shot asks for what the training lacks, or tells nothing.

    """
    start = 0.0
    for index, shot in enumerate(shots):
        where = f"shot {index + 1}"
        _require(shot, where, outline)
        moments = _moments_of_shot(shot, where, outline)
        lengths = _lengths(shot, moments)
        lapse = lapse_epochs(shot.epochs, outline, sum(lengths)) if shot.tell in LAPSES else None
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


def _recorded_epochs_text(epoch: int, recorded: NDArray[np.int64]) -> str:
    """Return which epochs there are in place of one that is not."""
    after = int(np.searchsorted(recorded, epoch))
    if 0 < after < len(recorded):
        return f"the nearest that were are {recorded[after - 1]} and {recorded[after]}"
    return f"the training has epochs {recorded[0]} to {recorded[-1]}"


def _moments_of_shot(shot: Shot, where: str, outline: TrainingOutline) -> list[Moment]:
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
