"""Typesetting: the lines of a calculation in columns, numbers below each other by their points.

    input    weight
       0 × −0.1660  =   0.0000
       1 × −0.2065  =  −0.2065
    ───────────────────────────
               sum  =  −0.2065
        σ(−0.2065)  =   0.4486

Lines that are built alike share columns; all of them end at the sign before the results.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from nnviz.picture.rounding import ABOUT
from nnviz.picture.typography import extent
from nnviz.stage.equation.columns import (
    PartColumn,
    form_of,
    indent_of,
    number_of,
    reach_of,
    width_of,
)
from nnviz.stage.equation.headings import heading
from nnviz.stage.wording import Wording
from nnviz.stage.worked.lines import Calculation, CalculationLine, Role

LEAST_HEIGHT = 1 / 40  # of a font, of the picture
SMALL = 0.72  # of the size of the numbers: that of what explains them
PITCH, RULE_ROOM = 1.36, 0.2  # em, from line to line, and more where a rule is drawn
SIGN, GAP, LABEL_GAP = 1.5, 0.55, 0.7  # em: of the sign before a result, and between columns
RISE, FALL = 0.36, 0.3  # em: from the middle of a line to its baseline, and from there to its end
BARS = 4.0  # em: how wide the column of bars is
HAIR = 0.04  # em more for numbers, so that what stands beside them does not touch them
MARK = 0.55  # em left of the lines, for the mark of the current one


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


def typeset(worked: Calculation, words: Wording, em: float) -> TypesetEquation:
    """Return a calculation in columns, its numbers `em` high, in picture units."""
    return _Setter(worked, words, em).set()


class _Setter:
    """Sets one calculation.

    Args:
        worked: the calculation.
        words: the texts of a language.
        em: size of its numbers, picture units.

    """

    def __init__(self, worked: Calculation, words: Wording, em: float) -> None:
        self._worked, self._words, self._em = worked, words, em
        self._lines = worked.lines
        self._small = max(SMALL * em, LEAST_HEIGHT) / em  # em
        self._groups = {
            form: self._columns([line for line in self._lines if form_of(line) == form])
            for form in {form_of(line) for line in self._lines}
        }
        heads = [worked.labels] if worked.labels else []
        self._label = max(
            [
                *(extent(line.label, "sans") for line in self._lines),
                *(extent(head, "sans") * self._small for head in heads),
            ]
        )
        self._label += LABEL_GAP if self._label else 0.0
        self._expression = max(
            sum(column.width for column in columns) for columns in self._groups.values()
        )
        results = [number_of(line.right) for line in self._lines if line.right]
        self._before = max((reach_of(text)[0] for text in results), default=0.0)
        self._behind = max((reach_of(text)[1] for text in results), default=0.0)
        self._name = max(extent(line.name, "sans") * self._small for line in self._lines)

    def set(self) -> TypesetEquation:
        """Return it in columns."""
        em, texts = self._em, list[PlacedText]()
        ends = MARK + self._label + self._expression
        right = ends + (SIGN + self._before + self._behind if self._before else 0.0)
        added = any(line.value is not None and line.role is not Role.ERROR for line in self._lines)
        bars = right + GAP if added else None
        head, has_heads = self._worked.formula, self._has_heads
        down = PITCH * self._small if head or has_heads else 0.0
        rules, middles = [], []
        for index, line in enumerate(self._lines):
            if self._is_ruled(index):
                rules.append(down + RULE_ROOM / 2)
                down += RULE_ROOM
            middles.append(down + PITCH / 2)
            texts += self._line(line, index, ends, down + PITCH / 2)
            down += PITCH
        if head:
            texts.append(self._small_text(head, MARK, RISE * self._small + 0.3, -1))
        elif has_heads:
            texts += self._heads(ends)
        named = right + (GAP + self._name if self._name else 0.0)
        wide = max([named, *((text.x / em + self._wide(text)) for text in texts)])
        wide = max(wide, 0.0 if bars is None else bars + BARS)
        return TypesetEquation(
            self._worked,
            em,
            tuple(texts),
            tuple(em * each for each in middles),
            tuple(em * each for each in rules),
            em * MARK,
            em * right,
            None if bars is None else em * bars,
            em * wide,
            em * down,
        )

    def _wide(self, text: PlacedText) -> float:
        return extent(text.text, "sans") * text.height / self._em

    def _is_ruled(self, index: int) -> bool:
        """Return whether a rule divides a line from the terms that it is the sum of."""
        return index > 0 and self._lines[index].result and self._lines[index - 1].terms > 0

    def _columns(self, lines: Sequence[CalculationLine]) -> list[PartColumn]:
        """Return the columns of lines that are built alike."""
        columns = []
        for parts in zip(*(line.parts for line in lines), strict=True):
            role = parts[0].role
            ends = [reach_of(part.text) for part in parts]
            before, behind = (max(side) for side in zip(*ends, strict=True))
            several = (len(lines[0].parts) > 1 and lines[0].terms > 0) or lines[
                0
            ].role is Role.ERROR
            head = heading(self._words, role, [p.role for p in lines[0].parts]) if several else ""
            if not role.is_number:
                before, behind = max(extent(part.text, "sans") for part in parts), 0.0
            wide = max(before + behind, extent(head, "sans") * self._small)
            wide += HAIR
            columns.append(PartColumn(head, before, behind, wide))
        return columns

    @property
    def _has_heads(self) -> bool:
        columns = (column for group in self._groups.values() for column in group)
        return bool(self._worked.labels) or any(column.head for column in columns)

    def _heads(self, ends: float) -> list[PlacedText]:
        """Return what stands above the columns."""
        base, texts = RISE * self._small + 0.3, []
        if self._worked.labels:
            texts.append(self._small_text(self._worked.labels, MARK, base, -1))
        headed = (group for group in self._groups.values() if any(c.head for c in group))
        for columns in headed:
            starts = accumulate((c.width for c in columns), initial=ends - width_of(columns))
            for column, start in zip(columns, starts, strict=False):
                if column.head:
                    wide = extent(column.head, "sans") * self._small
                    middle = start + (column.width - wide) / 2
                    texts.append(self._small_text(column.head, middle, base, -1))
            break
        if self._lines[0].role is Role.ERROR:
            wide = extent(self._words.error, "sans") * self._small
            middle = ends + SIGN + (self._before + self._behind - wide) / 2
            texts.append(self._small_text(self._words.error, middle, base, -1))
        return texts

    def _small_text(
        self, text: str, x: float, base: float, line: int, *, result: bool = False
    ) -> PlacedText:
        em = self._em
        return PlacedText(text, em * x, em * base, em * self._small, Role.WORD, line, result)

    def _line(
        self, line: CalculationLine, index: int, ends: float, middle: float
    ) -> list[PlacedText]:
        """Return the texts of a line whose middle is so far down."""
        em, base, texts = self._em, middle + RISE, list[PlacedText]()

        def write(text: str, x: float, role: Role) -> None:
            texts.append(PlacedText(text, em * x, em * base, em, role, index, line.result))

        if line.label:
            write(line.label, MARK, Role.WORD)
        columns = self._groups[form_of(line)]
        start = ends - width_of(columns)
        for part, column in zip(line.parts, columns, strict=True):
            write(part.text, start + indent_of(part, column), part.role)
            start += column.width
        if line.right:
            sign = ABOUT if line.right.startswith(ABOUT) else "="
            number = number_of(line.right)
            write(sign, ends + (SIGN - extent(sign, "sans")) / 2, Role.SIGN)
            write(number, ends + SIGN + self._before - reach_of(number)[0], line.role)
        if line.name:
            x = ends + SIGN + self._before + self._behind + GAP
            texts.append(self._small_text(line.name, x, base, index, result=True))
        return texts
