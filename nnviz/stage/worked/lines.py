"""Lines of a calculation: how a number comes about, at the left, and the number, at the right.

What stands at the left is parts, each of which says what it is: so a number can be given the colour
of the body that it comes from, and numbers of one kind stand below each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from fractions import Fraction
from itertools import zip_longest

import numpy as np

from nnviz.picture.numerals import Writer, in_column, numeral, signed
from nnviz.picture.palette import Values
from nnviz.picture.rounding import plus, times, with_rounding_sign
from nnviz.stage.wording import Wording

MOST_TERMS = 5  # lines of a sum that are written out


class Role(Enum):
    """What a part of a line is."""

    INPUT = auto()
    ACTIVATION = auto()
    TARGET = auto()
    WEIGHT = auto()
    BIAS = auto()
    PRODUCT = auto()
    SUM = auto()
    ERROR = auto()
    DELTA = auto()
    CHANGE = auto()
    SLOPE = auto()
    RATE = auto()
    FACTOR = auto()
    WORD = auto()
    SIGN = auto()

    @property
    def has_body(self) -> bool:
        """Whether it is a number that something on the stage shows by its size and its colour."""
        return self.value <= Role.CHANGE.value

    @property
    def is_number(self) -> bool:
        """Whether it is a number."""
        return self.value <= Role.FACTOR.value


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a line.

    Attributes:
        text: as it is written.
        role: what it is.

    """

    text: str
    role: Role = Role.WORD


Parts = tuple[Part, ...]


def expression(template: str, *numbers: tuple[str, Role]) -> Parts:
    """Return the parts of an expression, in whose template each `{}` stands for a number."""
    parts = []
    for between, number in zip_longest(template.split("{}"), numbers):
        parts += [Part(between, Role.SIGN)] if between else []
        parts += [Part(*number)] if number else []
    return tuple(parts)


def word(text: str) -> Parts:
    """Return a left side that is said in words."""
    return (Part(text),)


@dataclass(frozen=True, slots=True)
class CalculationLine:
    """A line of a calculation.

    Attributes:
        parts: how the number comes about.
        right: the number, behind `≈` where the numbers at the left, and those of the lines above,
            come to another one as they are written.
        value: the number itself, where its size is to be drawn beside it.
        result: whether it is what the lines above lead to.
        exact: the number before it was rounded, where there is one.
        terms: how many terms of a sum it stands for, where they can be left out and counted.
        role: what the number at the right is.
        label: whose line it is, where that is to be said: a node's, an input's, a record's.
        name: what the number at the right is called, where the left does not say it.
        node: the node that it is about, where it is one of several of a layer.

    """

    parts: Parts
    right: str
    value: float | None = None
    result: bool = False
    exact: float | None = None
    terms: int = 0
    role: Role = Role.SUM
    label: str = ""
    name: str = ""
    node: int | None = None

    @property
    def left(self) -> str:
        """How the number comes about, as it is written."""
        return "".join(part.text for part in self.parts)

    @property
    def labelled(self) -> str:
        """How the number comes about, behind whose it is."""
        return f"{self.label}  {self.left}" if self.label else self.left


@dataclass(frozen=True, slots=True)
class Calculation:
    """A worked calculation.

    Attributes:
        title: what is calculated.
        lines: in the order of the calculation.
        formula: how each of the lines comes about, where they are of several nodes or edges.
        labels: what the labels of its lines are; empty: they say it themselves.

    """

    title: str
    lines: tuple[CalculationLine, ...]
    formula: str = ""
    labels: str = ""


def result(
    left: Parts,
    value: float,
    write: Writer = numeral,
    *,
    role: Role,
    comes_of: Fraction | None = None,
    label: str = "",
    name: str = "",
    node: int | None = None,
) -> CalculationLine:
    """Return the line of what the lines above lead to.

    Args:
        left: how it comes about.
        value: the recorded number.
        write: how it is written.
        role: what it is.
        comes_of: what the written numbers come to; None where they do not say all of it.
        label: whose it is.
        name: what it is called.
        node: the one that it is about.

    """
    right = with_rounding_sign(write(value), comes_of)
    exact = float(value)
    return CalculationLine(
        left, right, result=True, exact=exact, role=role, label=label, name=name, node=node
    )


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Products:
    """Products that are added up: Σ factor × weight.

    Attributes:
        words: the texts of a language.
        factors: (n,) the numbers before the sign.
        weights: (n,) those behind it.
        roles: what both are.
        labels: of the n products; empty: they have none.
        write: how factors are written.
        bars: whether products are to be drawn.
        compared: what else stands below the products, written as they are.

    """

    words: Wording
    factors: Values
    weights: Values
    roles: tuple[Role, Role]
    labels: Sequence[str] = ()
    write: Writer = numeral
    bars: bool = False
    compared: Sequence[float] = ()

    @property
    def write_result(self) -> Writer:
        """How products are written, and what stands below them."""
        return in_column(signed, [*self._values, *self.compared])

    @property
    def _values(self) -> Values:
        return np.asarray(self.factors * self.weights, dtype=np.float64)

    def lines(self, most: int) -> list[CalculationLine]:
        """Return the lines of the strongest products in their order, and of the others in one."""
        products, write = self._values, self.write_result
        told = strongest(products, most)
        writers = in_column(self.write, self.factors), in_column(numeral, self.weights)
        lines = [self._line(index, float(products[index]), writers, write) for index in told]
        rest = sum(float(each) for each in np.delete(products, told))
        count = len(products)
        left = lines_left_out(self.words, count, most, rest=rest, bars=self.bars, write=write)
        return [*lines, *left]

    def _line(
        self, index: int, value: float, writers: tuple[Writer, Writer], write: Writer
    ) -> CalculationLine:
        factor, weight = writers[0](self.factors[index]), writers[1](self.weights[index])
        return CalculationLine(
            expression("{} × {}", (factor, self.roles[0]), (weight, self.roles[1])),
            with_rounding_sign(write(value), times(factor, weight)),
            value if self.bars else None,
            exact=value,
            terms=1,
            role=Role.PRODUCT,
            label=self.labels[index] if len(self.labels) else "",
        )


def strongest(values: Values, most: int) -> list[int]:
    """Return the indices of the largest absolute values, ascending; what is not finite is large."""
    size = np.nan_to_num(np.abs(values), nan=np.inf)
    return sorted(np.argsort(-size, kind="stable")[:most].tolist())


def total(lines: Sequence[CalculationLine]) -> Fraction | None:
    """Return what the written terms of a sum come to; None where some are not written."""
    return plus(line.right for line in lines) if all(line.right for line in lines) else None


def lines_left_out(
    words: Wording,
    count: int,
    most: int = MOST_TERMS,
    *,
    rest: float | None = None,
    bars: bool = False,
    write: Writer = signed,
) -> list[CalculationLine]:
    """Return the line that says how many of `count` terms are not written; none if all are.

    `rest` is what these add up to, where terms are added, and `write` how that is written.
    """
    left = count - most
    if left <= 0:
        return []
    if rest is None:
        return [CalculationLine(word(words.more.format(count=left)), "")]
    return [without_unwritten(words, left, rest, bars=bars, write=write)]


def without_unwritten(
    words: Wording,
    count: int,
    rest: float,
    *,
    bars: bool = False,
    write: Writer = signed,
) -> CalculationLine:
    """Return the line that stands for so many terms of a sum, and says what they add up to."""
    text, value = word(words.more.format(count=count)), float(rest)
    return CalculationLine(
        text,
        write(value),
        value if bars else None,
        exact=value,
        terms=count,
        role=Role.PRODUCT,
    )
