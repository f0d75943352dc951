"""The outline of a training: what a story has to know of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import SceneError
from nnviz.story.moment import Moment, Phase
from nnviz.story.storyboard import Shot

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


def _listed(numbers: NDArray[np.int64]) -> str:
    """Return which records there are, the first ones of many."""
    texts = [str(number) for number in sorted(numbers.tolist())]
    if len(texts) > MOST_LISTED:
        return f"{', '.join(texts[:MOST_LISTED])} and {len(texts) - MOST_LISTED} others"
    return " and ".join(filter(None, [", ".join(texts[:-1]), texts[-1]]))
