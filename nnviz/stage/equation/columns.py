"""Columns of an equation: parts that stand below each other, numbers by their points; in em."""

from collections.abc import Sequence
from dataclasses import dataclass

from nnviz.picture.rounding import ABOUT
from nnviz.picture.typography import extent
from nnviz.stage.worked.lines import CalculationLine, Part, Role

DECIMAL_POINT = "."


HAIR = 0.04  # em more for numbers, so that what stands beside them does not touch them


@dataclass(frozen=True, slots=True)
class PartColumn:
    """A column of parts that stand below each other; em of the numbers.

    Attributes:
        head: what stands above it.
        head_width: how wide that is, em of its own font.
        before: how far numbers reach left of their point.
        behind: how far they reach right of it.

    """

    head: str
    head_width: float
    before: float
    behind: float

    def width(self, small: float) -> float:
        """Return how wide all of it is; `small` is the size of what stands above it."""
        return max(self.before + self.behind, self.head_width * small) + HAIR


def form_of(line: CalculationLine) -> tuple[Role | str, ...]:
    """Return how a line is built: lines that are built alike share their columns."""
    return tuple(part.role if part.role.is_number else part.text for part in line.parts)


def width_of(columns: Sequence[PartColumn], small: float) -> float:
    """Return how wide columns are beside each other, em, with heads of a size `small`."""
    return sum(column.width(small) for column in columns)


def indent_of(part: Part, column: PartColumn, width: float) -> float:
    """Return how far from the left side of its column, which is so wide, a part begins."""
    if not part.role.is_number:
        return width - extent(part.text, "sans")
    spare = width - column.before - column.behind
    return spare / 2 + column.before - reach_of(part.text)[0]


def number_of(right: str) -> str:
    """Return the number at the right of a line, without the sign of rounding."""
    return right.removeprefix(f"{ABOUT} ")


def reach_of(text: str) -> tuple[float, float]:
    """Return how far a number reaches left of its point, and right of it, em."""
    before, point, behind = text.partition(DECIMAL_POINT)
    wide = extent(before, "sans")
    return wide, extent(text, "sans") - wide if point and behind else 0.0
