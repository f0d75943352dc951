"""Fitting: a story that nobody wrote takes about as long for every training.

The phases of a step take as long as they take, so that the time to tell them grows with the layers
and the records. Of a large training one or two records are told in detail, then all of them at
once.
"""

from collections.abc import Iterator
from dataclasses import replace

from nnviz.story.beats import LAYER_SECONDS, natural_seconds
from nnviz.story.moment import Phase
from nnviz.story.steps import step_moments
from nnviz.story.storyboard import Shot, Storyboard
from nnviz.story.text import Localised, Text
from nnviz.story.training_outline import TrainingOutline

INITIALISE_SECONDS = 16.0  # at most
STEP_SECONDS = 120.0  # likewise, of the step that is told phase by phase
SUMMARY_SECONDS = 6.0
FEW = 2  # records, where all would take too long

ONE_RECORD = Localised(
    en="One record, layer by layer; the weights change by what all of them say",
    ja="学習データ1件を層ごとに。重みはすべての学習データによって変わる",
)
TWO_RECORDS = Localised(
    en="Two records, layer by layer; the weights change by what all of them say",
    ja="学習データ2件を層ごとに。重みはすべての学習データによって変わる",
)
ALL_RECORDS = Localised(en="All records", ja="すべての学習データ")


def fitted_storyboard(storyboard: Storyboard, outline: TrainingOutline) -> Storyboard:
    """Return a storyboard as it suits a training; one that somebody wrote as it is.

    Args:
        storyboard: how the training is told.
        outline: the training.

    Returns:
        One that lasts at most about three minutes, whatever the training, and names only epochs
        that were recorded.

    """
    if not storyboard.by_default:
        return storyboard
    first, last = int(outline.epochs[0]), int(outline.epochs[-1])
    shots: list[Shot] = []
    for shot in storyboard.shots:
        match shot.tell:
            case "initialise":
                shots.append(replace(shot, seconds=_initialise_seconds(outline)))
            case "steps":
                shots += _first_step(shot, first, outline)
            case _:
                shots.append(replace(shot, epochs=(first, last)))
    return Storyboard(shots=tuple(shots))


def seconds_of_steps(outline: TrainingOutline, shot: Shot) -> tuple[float, float]:
    """Return how long a step takes at its natural pace: with one record, and for each one more."""
    alone, two = (
        sum(map(natural_seconds, step_moments(shot, 1, outline.widths, range(n)))) for n in (1, 2)
    )
    return alone, two - alone


def _initialise_seconds(outline: TrainingOutline) -> float:
    layers = len(outline.widths) - 1
    return min(LAYER_SECONDS[Phase.INITIALISE] * layers, INITIALISE_SECONDS)


def _first_step(shot: Shot, epoch: int, outline: TrainingOutline) -> Iterator[Shot]:
    """Yield the step phase by phase; where records are left out, then all of them."""
    shot = replace(shot, epochs=(epoch, epoch), title=_titled(epoch))
    alone, more = seconds_of_steps(outline, shot)
    if alone + more * (outline.n_records - 1) <= STEP_SECONDS:
        yield shot
        return
    fits = outline.n_records >= FEW and alone + more * (FEW - 1) <= STEP_SECONDS
    told = FEW if fits else 1
    yield replace(
        shot,
        records=outline.numbers(epoch)[:told],
        seconds=min(alone + more * (told - 1), STEP_SECONDS),
        caption=_caption(told, outline),
    )
    if outline.n_records > told:
        yield Shot(tell="lapse", epochs=(epoch, epoch), seconds=SUMMARY_SECONDS, title=ALL_RECORDS)


def _titled(epoch: int) -> Text:
    return Localised(en=f"Epoch {epoch}", ja=f"エポック {epoch}")


def _caption(told: int, outline: TrainingOutline) -> Text:
    if told == outline.n_records:
        return ""
    return TWO_RECORDS if told == FEW else ONE_RECORD
