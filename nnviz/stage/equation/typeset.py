"""Typesetting: the lines of a calculation in columns, numbers below each other by their points.

    input    weight
       0 × −0.1660  =   0.0000
       1 × −0.2065  =  −0.2065
    ───────────────────────────
               sum  =  −0.2065
        σ(−0.2065)  =   0.4486

Lines that are built alike share columns; all of them end at the sign before the results.
"""

from dataclasses import dataclass
from itertools import accumulate

from nnviz.picture.rounding import ABOUT
from nnviz.picture.typography import extent
from nnviz.stage.equation.columns import indent_of, number_of, reach_of
from nnviz.stage.equation.measuring import (
    GAP,
    MARK,
    PITCH,
    RULE_ROOM,
    SIGN,
    MeasuredEquation,
)
from nnviz.stage.worked.lines import Calculation, CalculationLine, Role

RISE = 0.36  # em, from the middle of a line to its baseline


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A piece of text of an equation.

    Attributes:
        text: what it says.
        x: where it begins, picture units from the left side of the equation.
        base: its baseline, from the upper side.
        height: of its font, picture units.
        role: what it is.
        line: of which line of the calculation; −1: it stands above all.
        result: whether it is what lines lead to.

    """

    text: str
    x: float
    base: float
    height: float
    role: Role
    line: int
    result: bool = False


@dataclass(frozen=True, slots=True)
class TypesetEquation:
    """A calculation in columns; picture units from its upper left corner.

    Attributes:
        worked: the calculation.
        em: size of its numbers.
        texts: what is written.
        middles: of each line, how far down its middle is.
        rules: how far down rules are drawn.
        left: where rules and lines begin.
        right: where rules and lines end.
        bars: where the column of bars begins; None: there is none.
        width: of all.
        height: of all.

    """

    worked: Calculation
    em: float
    texts: tuple[PlacedText, ...]
    middles: tuple[float, ...]
    rules: tuple[float, ...]
    left: float
    right: float
    bars: float | None
    width: float
    height: float


def typeset(measured: MeasuredEquation, em: float) -> TypesetEquation:
    """Return a calculation in columns, its numbers `em` high, in picture units."""
    return _Setter(measured, em).set()


class _Setter:
    """Sets one calculation.

    Args:
        measured: the calculation.
        em: size of its numbers, picture units.

    """

    def __init__(self, measured: MeasuredEquation, em: float) -> None:
        self._measured, self._em, self._small = measured, em, measured.small(em)
        self._lines = measured.worked.lines
        self._ends = measured.ends(self._small)

    def set(self) -> TypesetEquation:
        """Return it in columns."""
        measured, em, small = self._measured, self._em, self._small
        right, down, texts = measured.right(small), measured.top(small), list[PlacedText]()
        rules, middles = [], []
        for index, line in enumerate(self._lines):
            if measured.is_ruled(index):
                rules.append(down + RULE_ROOM / 2)
                down += RULE_ROOM
            middles.append(down + PITCH / 2)
            texts += self._line(line, index, down + PITCH / 2)
            down += PITCH
        wide, high = measured.size(em)
        return TypesetEquation(
            measured.worked,
            em,
            (*texts, *self._above()),
            tuple(em * each for each in middles),
            tuple(em * each for each in rules),
            em * MARK,
            em * right,
            em * (right + GAP) if measured.has_bars else None,
            wide,
            high,
        )

    def _above(self) -> list[PlacedText]:
        """Return what stands above the lines: a formula, or what the columns are called."""
        base, worked = RISE * self._small + 0.3, self._measured.worked
        if worked.formula:
            return [self._small_text(worked.formula, MARK, base, -1)]
        return self._heads(base) if self._measured.has_heads else []

    def _heads(self, base: float) -> list[PlacedText]:
        """Return what stands above the columns, of the first lines that have such."""
        measured, small, texts = self._measured, self._small, list[PlacedText]()
        if measured.worked.labels:
            texts.append(self._small_text(measured.worked.labels, MARK, base, -1))
        headed = (group for group in measured.groups.values() if any(c.head for c in group))
        columns = next(headed, [])
        widths = [column.width(small) for column in columns]
        starts = accumulate(widths, initial=self._ends - sum(widths))
        for column, width, start in zip(columns, widths, starts, strict=False):
            if column.head:
                middle = start + (width - column.head_width * small) / 2
                texts.append(self._small_text(column.head, middle, base, -1))
        if self._lines[0].role is Role.ERROR:
            at = measured.error_head(small)
            texts.append(self._small_text(measured.words.error, at, base, -1))
        return texts

    def _small_text(
        self, text: str, x: float, base: float, line: int, *, result: bool = False
    ) -> PlacedText:
        em = self._em
        return PlacedText(text, em * x, em * base, em * self._small, Role.WORD, line, result)

    def _line(self, line: CalculationLine, index: int, middle: float) -> list[PlacedText]:
        """Return the texts of a line whose middle is so far down."""
        em, base, texts = self._em, middle + RISE, list[PlacedText]()
        measured, ends = self._measured, self._ends

        def write(text: str, x: float, role: Role) -> None:
            texts.append(PlacedText(text, em * x, em * base, em, role, index, line.result))

        if line.label:
            write(line.label, MARK, Role.WORD)
        columns = measured.groups[measured.forms[index]]
        widths = [column.width(self._small) for column in columns]
        starts = accumulate(widths, initial=ends - sum(widths))
        for part, column, width, start in zip(line.parts, columns, widths, starts, strict=False):
            write(part.text, start + indent_of(part, column, width), part.role)
        if line.right:
            sign = ABOUT if line.right.startswith(ABOUT) else "="
            number = number_of(line.right)
            write(sign, ends + (SIGN - extent(sign, "sans")) / 2, Role.SIGN)
            write(number, ends + SIGN + measured.before - reach_of(number)[0], line.role)
        if line.name:
            x = ends + SIGN + measured.before + measured.behind + GAP
            texts.append(self._small_text(line.name, x, base, index, result=True))
        return texts
