"""Measuring: how much room a calculation in columns takes, whatever the size that it is set in.

Lengths are in em of the numbers. What explains the numbers is `small`, a share of that: it has a
least size, so that the share grows where the numbers become smaller.
"""

from collections.abc import Sequence

from nnviz.picture.typography import extent
from nnviz.stage.equation.columns import (
    PartColumn,
    form_of,
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
BARS = 4.0  # em: how wide the column of bars is
MARK = 0.55  # em left of the lines, for the mark of the current one

Form = tuple[Role | str, ...]


class MeasuredEquation:
    """A calculation, measured once for all sizes.

    Args:
        worked: the calculation.
        words: the texts of a language.

    Attributes:
        worked: the calculation.
        words: the texts of a language.
        forms: how its lines are built, line by line.
        groups: the columns of the lines that are built alike.
        before: how far results reach left of their point.
        behind: how far they reach right of it.

    """

    def __init__(self, worked: Calculation, words: Wording) -> None:
        self.worked, self.words = worked, words
        self.forms = [form_of(line) for line in worked.lines]
        self.groups = {form: self._columns(form) for form in dict.fromkeys(self.forms)}
        ends = [reach_of(number_of(line.right)) for line in worked.lines if line.right]
        self.before = max((before for before, _ in ends), default=0.0)
        self.behind = max((behind for _, behind in ends), default=0.0)
        self._labels = max(extent(line.label, "sans") for line in worked.lines)
        self._names = max(extent(line.name, "sans") for line in worked.lines)
        rooms = ([RULE_ROOM] * self.is_ruled(index) for index in range(len(worked.lines)))
        self._rows = [row for room in rooms for row in (*room, PITCH)]

    def _columns(self, form: Form) -> list[PartColumn]:
        """Return the columns of the lines that are built in one way."""
        lines = [
            line for line, its in zip(self.worked.lines, self.forms, strict=True) if its == form
        ]
        return [self._column(lines, index) for index in range(len(form))]

    def _column(self, lines: Sequence[CalculationLine], index: int) -> PartColumn:
        first, parts = lines[0], [line.parts[index] for line in lines]
        role, head = parts[0].role, ""
        if (len(first.parts) > 1 and first.terms > 0) or first.role is Role.ERROR:
            head = heading(self.words, role, [part.role for part in first.parts])
        wide = extent(head, "sans")
        if not role.is_number:
            return PartColumn(head, wide, max(extent(part.text, "sans") for part in parts), 0.0)
        before, behind = zip(*(reach_of(part.text) for part in parts), strict=True)
        return PartColumn(head, wide, max(before), max(behind))

    def is_ruled(self, index: int) -> bool:
        """Return whether a rule divides a line from the terms that it is the sum of."""
        lines = self.worked.lines
        return index > 0 and lines[index].result and lines[index - 1].terms > 0

    @property
    def has_heads(self) -> bool:
        """Whether something stands above the columns."""
        columns = (column for group in self.groups.values() for column in group)
        return bool(self.worked.labels) or any(column.head for column in columns)

    @property
    def has_bars(self) -> bool:
        """Whether there are bars beside the lines."""
        lines = self.worked.lines
        return any(line.value is not None and line.role is not Role.ERROR for line in lines)

    def small(self, em: float) -> float:
        """Return the size of what explains numbers that are `em` high, picture units."""
        return max(SMALL * em, LEAST_HEIGHT) / em

    def ends(self, small: float) -> float:
        """Return where the left sides of the lines end."""
        label = max(self._labels, extent(self.worked.labels, "sans") * small)
        label += LABEL_GAP if label else 0.0
        return MARK + label + max(width_of(columns, small) for columns in self.groups.values())

    def right(self, small: float) -> float:
        """Return where the lines end."""
        return self.ends(small) + (SIGN + self.before + self.behind if self.before else 0.0)

    def error_head(self, small: float) -> float:
        """Return where the heading of errors begins, above the middle of the results."""
        wide = extent(self.words.error, "sans") * small
        return self.ends(small) + SIGN + (self.before + self.behind - wide) / 2

    def width(self, small: float) -> float:
        """Return how wide all of it is."""
        worked, right = self.worked, self.right(small)
        sides = [right + (GAP + self._names * small if self._names else 0.0)]
        if worked.formula:
            sides.append(MARK + extent(worked.formula, "sans") * small)
        elif worked.lines[0].role is Role.ERROR:
            sides.append(self.error_head(small) + extent(self.words.error, "sans") * small)
        if self.has_bars:
            sides.append(right + GAP + BARS)
        return max(sides)

    def top(self, small: float) -> float:
        """Return how far down the first line begins."""
        return PITCH * small if self.worked.formula or self.has_heads else 0.0

    def height(self, small: float) -> float:
        """Return how high all of it is."""
        return sum(self._rows, start=self.top(small))

    def size(self, em: float) -> tuple[float, float]:
        """Return its width and its height where numbers are `em` high, picture units."""
        small = self.small(em)
        return em * self.width(small), em * self.height(small)
