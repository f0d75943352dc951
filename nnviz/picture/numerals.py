"""Numerals: how a recorded number is written on the stage.

A number is rounded to a stated number of decimals and never shown as something that it is not:
what is not finite is named, what is small has more decimals, so that three digits of it are read,
and what is too small or too large for decimals is written as a power of ten.
"""

import math
from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import ArrayLike

MINUS = "\u2212"
DECIMALS = 4
ERROR_DECIMALS = 6
LARGE_DECIMALS = 4  # of the mantissa of what is large: an update shall be seen in it
DIGITS = 3  # of what is small: it can be calculated with
SMALLEST, LARGEST = 1e-4, 1e5  # from which size on decimals are written, and from which no more
SMALL = 0.01  # below it, numbers beside powers of ten are written as such, too
TIMES_TEN = "·10"
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
PLAIN_DIGITS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")

Writer = Callable[[float], str]


def numeral(value: float, decimals: int = DECIMALS, *, as_power: bool = False) -> str:
    """Return `value` rounded to `decimals` places, or more if it is small; minus is a true one.

    With `as_power` it is written as a power of ten, unless it is zero.
    """
    value = float(value) + 0.0  # a zero has no sign
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    if value != 0:
        if as_power or not SMALLEST <= abs(value) < LARGEST:
            return _power_of_ten(value)
        decimals = max(decimals, min(decimals, DIGITS) - 1 - math.floor(math.log10(abs(value))))
    return f"{value:.{decimals}f}".replace("-", MINUS)


def signed(value: float, decimals: int = DECIMALS, *, as_power: bool = False) -> str:
    """Return `value` as `numeral` does, with its sign written out where it is positive."""
    text = numeral(value, decimals, as_power=as_power)
    return f"+{text}" if float(value) > 0 else text


def whole(value: float, decimals: int = DECIMALS, *, as_power: bool = False) -> str:
    """Return a value as briefly as it can be written: inputs and targets are often whole."""
    if math.isfinite(value) and float(value).is_integer() and abs(value) < 1e5:
        return f"{int(value)}".replace("-", MINUS)
    if math.isfinite(value) and abs(value) >= 1e5 and float(f"{value:g}") == value:
        return brief(value)
    return numeral(value, decimals, as_power=as_power)


def brief(value: float) -> str:
    """Return a round value, like a tick of an axis, with as few digits as say it."""
    mantissa, e, exponent = f"{float(value):g}".partition("e")
    mantissa = mantissa.replace("-", MINUS)
    if not e:
        return mantissa
    power = _times_ten_to(exponent)
    return power.lstrip("·") if mantissa == "1" else f"{mantissa}{power}"


def in_column(write: Callable[..., str], values: ArrayLike) -> Writer:
    """Return how `write` writes numbers that are compared: all as powers of ten if one has to be.

    Unless they reach from what is small to what is not: then each is written as it is read best.

    Args:
        write: `numeral` or `signed`.
        values: the numbers; what is zero or not finite looks as everywhere.

    """
    sizes = np.abs(np.asarray(values, dtype=np.float64).ravel())
    sizes = sizes[np.isfinite(sizes) & (sizes > 0)]
    if not sizes.size or sizes.min() >= SMALLEST or sizes.max() >= SMALL:
        return write
    return partial(write, as_power=True)


def plain(text: str) -> str:
    """Return a numeral as a computer reads it: `−1.23·10⁻⁵` as `-1.23e-5`."""
    said = text.replace(MINUS, "-")
    base = said.rstrip("⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
    exponent = said[len(base) :].translate(PLAIN_DIGITS)
    mantissa = base.removesuffix("10").removesuffix("·") or "1"
    return f"{mantissa}e{exponent}" if exponent else said


def _power_of_ten(value: float) -> str:
    """Return a value whose digits are too far from the point: of large ones, enough to compare."""
    digits = DIGITS - 1 if abs(value) < 1 else LARGE_DECIMALS
    mantissa, exponent = f"{value:.{digits}e}".split("e")
    return mantissa.replace("-", MINUS) + _times_ten_to(exponent)


def _times_ten_to(exponent: str) -> str:
    return f"{TIMES_TEN}{str(int(exponent)).translate(SUPERSCRIPTS)}"
