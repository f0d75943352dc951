"""Columns of an equation: parts that stand below each other, numbers by their points; in em."""

from collections.abc import Sequence
from dataclasses import dataclass

from nnviz.picture.rounding import ABOUT
from nnviz.picture.typography import extent
from nnviz.stage.worked.lines import CalculationLine, Part, Role

DECIMAL_POINT = "."


@dataclass(frozen=True, slots=True)
class PartColumn:
    """A column of parts that stand below each other; em of the numbers.

    Attributes:
        head: what stands above it.
        before: how far numbers reach left of their point.
        behind: how far they reach right of it.
        width: of all of it.

    """

    head: str
    before: float
    behind: float
    width: float


def form_of(line: CalculationLine) -> tuple[Role | str, ...]:
    """Return how a line is built: lines that are built alike share their columns."""
    return tuple(part.role if part.role.is_number else part.text for part in line.parts)


def width_of(columns: Sequence[PartColumn]) -> float:
    """Return how wide columns are beside each other, em."""
    return sum(column.width for column in columns)


def indent_of(part: Part, column: PartColumn) -> float:
    """Return how far from the left side of its column a part begins."""
    spare = column.width - column.before - column.behind
    if not part.role.is_number:
        return column.width - extent(part.text, "sans")
    return spare / 2 + column.before - reach_of(part.text)[0]


def number_of(right: str) -> str:
    """Return the number at the right of a line, without the sign of rounding."""
    return right.removeprefix(f"{ABOUT} ")


def reach_of(text: str) -> tuple[float, float]:
    """Return how far a number reaches left of its point, and right of it, em."""
    before, point, behind = text.partition(DECIMAL_POINT)
    wide = extent(before, "sans")
    return wide, extent(text, "sans") - wide if point and behind else 0.0
