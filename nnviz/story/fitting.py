"""Fitting: a story that nobody wrote takes about as long for every training.

The phases of a step take as long as they take, so that the time to tell them grows with the layers
and the records. Of a large training one or two records are told in detail, then all of them at
once.
"""

from collections.abc import Iterator
from dataclasses import replace

from nnviz.story.moment import Phase
from nnviz.story.steps import step_moments
from nnviz.story.storyboard import Shot, Storyboard
from nnviz.story.text import Localised, Text
from nnviz.story.timeline import LAYER_SECONDS, Course, natural_seconds

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


def fitted(storyboard: Storyboard, course: Course) -> Storyboard:
    """Return a storyboard as it suits a training; one that somebody wrote as it is.

    Args:
        storyboard: how the training is told.
        course: the training.

    Returns:
        One that lasts at most about three minutes, whatever the training, and names only epochs
        that were recorded.

    """
    if not storyboard.by_default:
        return storyboard
    first, last = int(course.epochs[0]), int(course.epochs[-1])
    shots: list[Shot] = []
    for shot in storyboard.shots:
        match shot.tell:
            case "initialise":
                shots.append(replace(shot, seconds=_initialising(course)))
            case "steps":
                shots += _first_step(shot, first, course)
            case _:
                shots.append(replace(shot, epochs=(first, last)))
    return Storyboard(shots=tuple(shots))


def seconds_of_steps(course: Course, shot: Shot) -> tuple[float, float]:
    """Return how long a step takes at its natural pace: with one record, and for each one more."""
    alone, two = (
        sum(map(natural_seconds, step_moments(shot, 1, course.widths, range(n)))) for n in (1, 2)
    )
    return alone, two - alone


def _initialising(course: Course) -> float:
    layers = len(course.widths) - 1
    return min(LAYER_SECONDS[Phase.INITIALISE] * layers, INITIALISE_SECONDS)


def _first_step(shot: Shot, epoch: int, course: Course) -> Iterator[Shot]:
    """Yield the step phase by phase; where records are left out, then all of them."""
    shot = replace(shot, epochs=(epoch, epoch), title=_titled(epoch))
    alone, more = seconds_of_steps(course, shot)
    if alone + more * (course.samples - 1) <= STEP_SECONDS:
        yield shot
        return
    fits = course.samples >= FEW and alone + more * (FEW - 1) <= STEP_SECONDS
    told = FEW if fits else 1
    yield replace(
        shot,
        samples=course.numbers(epoch)[:told],
        seconds=min(alone + more * (told - 1), STEP_SECONDS),
        caption=_caption(told, course),
    )
    if course.samples > told:
        yield Shot(tell="lapse", epochs=(epoch, epoch), seconds=SUMMARY_SECONDS, title=ALL_RECORDS)


def _titled(epoch: int) -> Text:
    return Localised(en=f"Epoch {epoch}", ja=f"エポック {epoch}")


def _caption(told: int, course: Course) -> Text:
    if told == course.samples:
        return ""
    return TWO_RECORDS if told == FEW else ONE_RECORD
