"""Lines of a calculation: how a number comes about, at the left, and the number, at the right."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from nnviz.picture.numerals import numeral, signed, whole
from nnviz.picture.palette import Values
from nnviz.picture.rounding import plus, times, with_rounding_sign
from nnviz.stage.wording import Wording

MOST_TERMS = 5  # lines of a sum that are written out


@dataclass(frozen=True, slots=True)
class CalculationLine:
    """A line of a calculation.

    Attributes:
        left: how the number comes about.
        right: the number, behind `≈` where the numbers at the left, and those of the lines above,
            come to another one as they are written.
        value: the number itself, where its size is to be drawn beside it.
        result: whether it is what the lines above lead to.
        exact: the number before it was rounded, where there is one.
        terms: how many terms of a sum it stands for, where they can be left out and counted.

    """

    left: str
    right: str
    value: float | None = None
    result: bool = False
    exact: float | None = None
    terms: int = 0


@dataclass(frozen=True, slots=True)
class Calculation:
    """A worked calculation.

    Attributes:
        title: what is calculated.
        lines: in the order of the calculation.

    """

    title: str
    lines: tuple[CalculationLine, ...]


def result(
    left: str,
    value: float,
    write: Callable[[float], str] = numeral,
    *,
    comes_of: Fraction | None = None,
) -> CalculationLine:
    """Return the line of what the lines above lead to.

    Args:
        left: how it comes about.
        value: the recorded number.
        write: how it is written.
        comes_of: what the written numbers come to; None where they do not say all of it.

    """
    return CalculationLine(
        left, with_rounding_sign(write(value), comes_of), result=True, exact=float(value)
    )


def products(
    words: Wording,
    factors: Values,
    weights: Values,
    most: int,
    *,
    brief: bool = False,
    bars: bool = False,
) -> list[CalculationLine]:
    """Return the lines of Σ factor × weight; `brief` factors are written without decimals."""
    write = whole if brief else numeral
    terms = list(zip(factors, weights, strict=True))
    lines = [_product(write(x), numeral(w), float(x * w), bars=bars) for x, w in terms[:most]]
    rest = sum(float(x * w) for x, w in terms[most:])
    return [*lines, *lines_left_out(words, len(factors), most, rest=rest, bars=bars)]


def _product(factor: str, weight: str, value: float, *, bars: bool) -> CalculationLine:
    right = with_rounding_sign(signed(value), times(factor, weight))
    return CalculationLine(
        f"{factor} × {weight}", right, value if bars else None, exact=value, terms=1
    )


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
    write: Callable[[float], str] = signed,
) -> list[CalculationLine]:
    """Return the line that says how many of `count` terms are not written; none if all are.

    `rest` is what these add up to, where terms are added, and `write` how that is written.
    """
    left = count - most
    if left <= 0:
        return []
    if rest is None:
        return [CalculationLine(words.more.format(count=left), "")]
    return [without_unwritten(words, left, rest, bars=bars, write=write)]


def without_unwritten(
    words: Wording,
    count: int,
    rest: float,
    *,
    bars: bool = False,
    write: Callable[[float], str] = signed,
) -> CalculationLine:
    """Return the line that stands for so many terms of a sum, and says what they add up to."""
    text, value = words.more.format(count=count), float(rest)
    return CalculationLine(text, write(value), value if bars else None, exact=value, terms=count)
