"""Which record is meant: its number in the training set, wherever the window names it."""

from dataclasses import replace

from nnviz.errors import NnvizError
from nnviz.story.moment import Moment, Phase
from nnviz.story.training_outline import TrainingOutline
from nnviz.viewer.translation import tr

RECORD = "record {number:,} of {count:,}"
RECORDED = "{nth} of {count:,} recorded"
ORDINALS = {1: "{number:,}st", 2: "{number:,}nd", 3: "{number:,}rd"}


def total_of(outline: TrainingOutline) -> int:
    """Return how many training records there are, recorded or not."""
    return outline.total or outline.n_records


def record_said(outline: TrainingOutline, number: int, row: int) -> str:
    """Return what a record is called: its number, and its place where only some are recorded.

    Args:
        outline: the training.
        number: of the record in the training set, from 1.
        row: its index among those that are recorded.

    """
    name = tr(RECORD, number=number, count=total_of(outline))
    place = place_said(outline, row)
    return f"{name} · {place}" if place else name


def place_said(outline: TrainingOutline, row: int) -> str:
    """Return which of the recorded records one is; empty where all of them are recorded."""
    if outline.n_records == total_of(outline):
        return ""
    return tr(RECORDED, nth=ordinal(row + 1), count=outline.n_records)


class Numbering:
    """Which training records the rows of a training are; what was asked last is kept at hand.

    Args:
        outline: the training.

    """

    def __init__(self, outline: TrainingOutline) -> None:
        self.outline = outline
        self._at: tuple[int, bool] | None = None
        self._kept: tuple[int, ...] = ()

    def at(self, moment: Moment) -> tuple[int, ...]:
        """Return which records a moment has to show, from 1; none: they cannot be read."""
        epochs = self.outline.epochs
        epoch = int(epochs[max(int(epochs.searchsorted(moment.epoch, side="right")) - 1, 0)])
        at = epoch, moment.phase is Phase.INITIALISE
        if at != self._at:
            try:
                self._kept = self.outline.numbers_at(replace(moment, epoch=epoch))
            except NnvizError:  # of which the picture tells
                self._kept = ()
            self._at = at
        return self._kept


def ordinal(number: int) -> str:
    """Return the ordinal of a number: 1st, 2nd, 3rd, 4th, 11th, 21st."""
    last = number % 10 if number % 100 not in {11, 12, 13} else 0
    return tr(ORDINALS.get(last, "{number:,}th"), number=number)
