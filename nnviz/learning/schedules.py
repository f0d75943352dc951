"""Schedules: how the learning rate η changes from epoch to epoch. Each is a class here."""

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import ClassVar

from nnviz.learning.checks import check_fraction, check_not_negative, check_whole
from nnviz.learning.choices import Choice, choice_of, setting

MAX_EPOCHS = 1_000_000_000


@dataclass(frozen=True, kw_only=True)
class ScheduleRule(ABC):
    """How a learning rate changes.

    Attributes:
        CHANGES: whether it changes at all.
        IMPORT: the line that a NumPy program needs first; empty: none.
        LINES: what else a program says before training, of the number of `{epochs}`.
        STATEMENTS: how it computes the `rate` of epoch `j`, from 0, from that of the first, `r0`,
            in the order of operations of `rate`.

    """

    CHANGES: ClassVar[bool] = True
    IMPORT: ClassVar[str] = ""
    LINES: ClassVar[tuple[str, ...]] = ()
    STATEMENTS: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def rate(self, first: float, *, epoch: int, epochs: int) -> float:
        """Return the learning rate η of an epoch.

        Args:
            first: the rate of epoch 1.
            epoch: from 1.
            epochs: how many there are in all.

        """


class Constant(ScheduleRule):
    """Constant: η₁."""

    CHANGES = False

    def rate(self, first: float, *, epoch: int, epochs: int) -> float:
        """Return η₁."""
        return first


@dataclass(frozen=True, kw_only=True)
class StepSchedule(ScheduleRule):
    """Step: η₁ · factor^⌊(epoch − 1) / every⌋."""

    factor: float = setting(
        "what the rate is multiplied by then, 0 to below 1", 0.1, check_fraction, written="fall"
    )
    every: int = setting(
        "after how many epochs the rate falls",
        100,
        partial(check_whole, lowest=1, highest=MAX_EPOCHS),
        written="every",
    )
    STATEMENTS = ("rate = r0*fall**(j//every)",)

    def rate(self, first: float, *, epoch: int, epochs: int) -> float:
        """Return η₁ · factor^⌊(epoch − 1) / every⌋."""
        return first * math.pow(self.factor, (epoch - 1) // self.every)


@dataclass(frozen=True, kw_only=True)
class Cosine(ScheduleRule):
    """Cosine: lowest + ½ (η₁ − lowest) (1 + cos(π (epoch − 1) / epochs)).

    Equation 5 of Loshchilov, Hutter 2017, without restarts: it would be `lowest` in the epoch
    behind the last.
    """

    lowest: float = setting(
        "the rate that it falls towards, 0 or more; the last epoch has a little more",
        0.0,
        check_not_negative,
        written="low",
    )
    IMPORT = "from math import cos, pi"
    LINES = ("n = {epochs}",)
    STATEMENTS = ("swing = 1 + cos(pi*j/n)", "r = (r0 - low)*swing/2", "rate = low + r")

    def rate(self, first: float, *, epoch: int, epochs: int) -> float:
        """Return lowest + ½ (η₁ − lowest) (1 + cos(π (epoch − 1) / epochs))."""
        swing = 1 + math.cos(math.pi * (epoch - 1) / epochs)
        return self.lowest + (first - self.lowest) * swing / 2


SCHEDULES: Mapping[str, type[ScheduleRule]] = MappingProxyType(
    {"constant": Constant, "step": StepSchedule, "cosine": Cosine}
)


@choice_of("schedule", SCHEDULES)
class Schedule(Choice[ScheduleRule]):
    """How the learning rate changes, one of `SCHEDULES`; in all steps of an epoch it is the same.

    Raises:
        ExperimentError: a field has an impossible value, or is none of this schedule.

    """

    name: str = "constant"
