"""Lines of a calculation: how a number comes about, at the left, and the number, at the right."""

from collections.abc import Callable
from dataclasses import dataclass

from nnviz.stage.numerals import numeral, signed, whole
from nnviz.stage.palette import Values
from nnviz.stage.wording import Wording

MOST_TERMS = 5  # lines of a sum that are written out


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a calculation.

    Attributes:
        left: how the number comes about.
        right: the number.
        value: the number itself, where its size is to be drawn beside it.
        result: whether it is what the lines above lead to.
        exact: the number before it was rounded, where there is one.

    """

    left: str
    right: str
    value: float | None = None
    result: bool = False
    exact: float | None = None


@dataclass(frozen=True, slots=True)
class Calculation:
    """A worked calculation.

    Attributes:
        title: what is calculated.
        lines: in the order of the calculation.

    """

    title: str
    lines: tuple[Line, ...]


def result(left: str, value: float, write: Callable[[float], str] = numeral) -> Line:
    """Return the line of what the lines above lead to."""
    return Line(left, write(value), result=True, exact=float(value))


def products(
    words: Wording,
    factors: Values,
    weights: Values,
    most: int,
    *,
    brief: bool = False,
    bars: bool = False,
) -> list[Line]:
    """Return the lines of Σ factor × weight; `brief` factors are written without decimals."""
    write = whole if brief else numeral
    terms = [(x, w, float(x * w)) for x, w in zip(factors[:most], weights[:most], strict=True)]
    lines = [
        Line(
            f"{write(x)} × {numeral(w)}", signed(product), product if bars else None, exact=product
        )
        for x, w, product in terms
    ]
    return [*lines, *more(words, len(factors), most)]


def more(words: Wording, count: int, most: int = MOST_TERMS) -> list[Line]:
    """Return the line that says how many of `count` terms are not written; none if all are."""
    left = count - most
    return [Line(words.more.format(count=left), "")] if left > 0 else []
