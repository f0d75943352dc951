"""Rounding: whether a line comes out, calculated with the numbers as they are written.

A result is always the recorded number. Who calculates with the rounded numbers before it may come
to another one; then, and only then, `≈` stands before the result. A line without that sign comes
out to its last digit.
"""

import math
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from typing import Final

from nnviz.picture.numerals import numeral, plain, signed, whole

ABOUT: Final = "≈"
NUMERALS_KEPT: Final = 4096  # what they say: a calculation reads each several times


@lru_cache(maxsize=NUMERALS_KEPT)
def number_printed(text: str) -> Fraction | None:
    """Return the number that a numeral says, exactly; None: it is not finite."""
    plain = _plain(text)
    return Fraction(plain) if plain[-1:].isdigit() else None


def float_printed(text: str) -> float:
    """Return the float that is nearest to what a numeral says; NaN: it is not finite."""
    plain = _plain(text)
    return float(plain) if plain[-1:].isdigit() else math.nan


def exact(value: float) -> Fraction | None:
    """Return a number exactly; None: it is not finite."""
    return Fraction(value) if math.isfinite(value) else None


def with_rounding_sign(text: str, value: Fraction | None) -> str:
    """Return a result as it is written, with the sign of rounding where it takes one.

    Args:
        text: the numeral of the recorded number.
        value: what comes of the numerals before it; None where they do not say all of it.

    """
    said = number_printed(text)
    if value is None or said is None or 2 * abs(value - said) <= unit_of(text):
        return text
    return f"{ABOUT} {text}"


def unit_of(text: str) -> Fraction:
    """Return what one more in the last digit of a finite numeral is."""
    mantissa, _, exponent = _plain(text).partition("e")
    decimals = len(mantissa.partition(".")[2])
    return Fraction(10) ** (int(exponent or 0) - decimals)


def times(*texts: str) -> Fraction | None:
    """Return the product of what numerals say; None: one of them is not finite."""
    factors = [number_printed(text) for text in texts]
    finite = [factor for factor in factors if factor is not None]
    return math.prod(finite, start=Fraction(1)) if len(finite) == len(factors) else None


def plus(texts: Iterable[str]) -> Fraction | None:
    """Return the sum of what numerals say; None: one of them is not finite."""
    terms = [number_printed(text) for text in texts]
    finite = [term for term in terms if term is not None]
    return sum(finite, Fraction(0)) if len(finite) == len(terms) else None


def minus(text: str, other: str) -> Fraction | None:
    """Return the difference of what two numerals say; None: one of them is not finite."""
    first, second = number_printed(text), number_printed(other)
    return None if first is None or second is None else first - second


def divided(value: Fraction | None, by: int) -> Fraction | None:
    """Return a part of what numerals come to."""
    return None if value is None else value / by


def error_text(target: float, output: float) -> str:
    """Return an error, target − output, as it is written beside the two."""
    return with_rounding_sign(signed(target - output), minus(whole(target), numeral(output)))


def _plain(text: str) -> str:
    return plain(text.removeprefix(f"{ABOUT} "))
