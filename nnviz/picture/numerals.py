"""Numerals: how a recorded number is written on the stage.

A number is rounded to a stated number of decimals and never shown as something that it is not:
what is not finite is named, and what is too small or too large for its decimals is written as a
power of ten.
"""

import math

MINUS = "\u2212"
DECIMALS = 4
ERROR_DECIMALS = 6
LARGE_DECIMALS = 4  # of the mantissa of what is large: an update shall be seen in it


def numeral(value: float, decimals: int = DECIMALS) -> str:
    """Return `value` rounded to `decimals` places, with a true minus sign."""
    value = float(value) + 0.0  # a zero has no sign
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    if value != 0 and not 0.5 * 10.0**-decimals <= abs(value) < 1e5:
        return _power_of_ten(value)
    return f"{value:.{decimals}f}".replace("-", MINUS)


def signed(value: float, decimals: int = DECIMALS) -> str:
    """Return `value` as `numeral` does, with its sign written out where it is positive."""
    text = numeral(value, decimals)
    return f"+{text}" if float(value) > 0 else text


def whole(value: float, decimals: int = DECIMALS) -> str:
    """Return a value as briefly as it can be written: inputs and targets are often whole."""
    if math.isfinite(value) and float(value).is_integer() and abs(value) < 1e5:
        return f"{int(value)}".replace("-", MINUS)
    if math.isfinite(value) and abs(value) >= 1e5 and float(f"{value:g}") == value:
        return brief(value)
    return numeral(value, decimals)


def brief(value: float) -> str:
    """Return a round value, like a tick of an axis, with as few digits as say it."""
    mantissa, e, exponent = f"{float(value):g}".partition("e")
    text = f"{mantissa}e{int(exponent)}" if e else mantissa
    return text.replace("-", MINUS)


def _power_of_ten(value: float) -> str:
    """Return a value whose digits are too far from the point: of large ones, enough to compare."""
    digits = 1 if abs(value) < 1 else LARGE_DECIMALS
    mantissa, exponent = f"{value:.{digits}e}".split("e")
    return f"{mantissa}e{int(exponent)}".replace("-", MINUS)
