"""Schedules: how the learning rate η changes from epoch to epoch.

* constant: η₁;
* step: η₁ · factor^⌊(epoch − 1) / every⌋;
* cosine: lowest + ½ (η₁ − lowest) (1 + cos(π (epoch − 1) / epochs)), which is equation 5 of
  Loshchilov, Hutter 2017, without restarts: it would be `lowest` in the epoch behind the last.
"""

import math
from dataclasses import dataclass

from nnviz.learning.checks import (
    check_fraction,
    check_name,
    check_not_negative,
    check_whole,
    make_plain,
)

SCHEDULES = ("constant", "step", "cosine")
MAX_EPOCHS = 1_000_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Schedule:
    """How the learning rate changes; it is the same in all steps of an epoch.

    Attributes:
        name: one of `SCHEDULES`.
        every: of the step schedule: after how many epochs the rate falls.
        factor: of the step schedule: what the rate is multiplied by then, 0 to below 1.
        lowest: of the cosine schedule: the rate that it falls towards, 0 or more; the last epoch
            has a little more.

    Raises:
        ExperimentError: a field has an impossible value.

    """

    name: str = "constant"
    every: int = 100
    factor: float = 0.1
    lowest: float = 0.0

    def __post_init__(self) -> None:
        make_plain(self)
        check_name("schedule.name", self.name, SCHEDULES)
        check_whole("schedule.every", self.every, lowest=1, highest=MAX_EPOCHS)
        check_fraction("schedule.factor", self.factor)
        check_not_negative("schedule.lowest", self.lowest)

    def rate(self, first: float, *, epoch: int, epochs: int) -> float:
        """Return the learning rate η of an epoch.

        Args:
            first: the rate of epoch 1.
            epoch: from 1.
            epochs: how many there are in all.

        """
        match self.name:
            case "step":
                return first * math.pow(self.factor, (epoch - 1) // self.every)
            case "cosine":
                swing = 1 + math.cos(math.pi * (epoch - 1) / epochs)
                return self.lowest + (first - self.lowest) * swing / 2
            case _:
                return first
