"""The pace of a film, in frames per second: an exact fraction, as editors count.

Television of North America and Japan shows 24, 30 or 60 frames in 1.001 seconds. People write
that as 23.976, 29.97 and 59.94, and mean 24000/1001, 30000/1001 and 60000/1001. A rounded number
would leave such a recording by 86 frames a day.
"""

import re
from fractions import Fraction
from math import ceil

from nnviz.errors import UsageError

FrameRate = int | Fraction

_DECIMAL = re.compile(r"(\d{1,6})(?:\.(\d{1,3}))?", re.ASCII)
_FRACTION = re.compile(r"(\d{1,6})/(\d{1,6})", re.ASCII)
_TICKS_PER_SECOND = 10_000  # of a film's clock, at least


def parse_frame_rate(said: str | float | Fraction) -> FrameRate:
    """Return the frames per second that `30`, `29.97` or `30000/1001` means.

    Args:
        said: as a text or a number; a number with a point is taken to three digits after it.

    Raises:
        UsageError: it means none.

    """
    if isinstance(said, int | Fraction):
        return _whole_if_it_is(Fraction(said))
    text = said if isinstance(said, str) else f"{said:.3f}"
    if match := _DECIMAL.fullmatch(text):
        return _whole_if_it_is(_meant(Fraction(text), places=len(match[2] or "")))
    if (match := _FRACTION.fullmatch(text)) and int(match[2]):
        return _whole_if_it_is(Fraction(text))
    raise UsageError(
        f"fps {said}: is no number of frames per second; write 30, 23.976 or 24000/1001"
    )


def _meant(decimal: Fraction, *, places: int) -> Fraction:
    """Return the fraction of 1001 that a decimal number is short for, or that number itself."""
    exact = Fraction(1000 * ceil(decimal), 1001)
    return exact if decimal.denominator > 1 and round(exact, places) == decimal else decimal


def _whole_if_it_is(pace: Fraction) -> FrameRate:
    return pace.numerator if pace.denominator == 1 else pace


def frame_seconds(index: int, pace: FrameRate) -> float:
    """Return the second at which a frame is shown, as near as a number can be."""
    return float(index / Fraction(pace))


def ticks_per_second(pace: FrameRate) -> int:
    """Return the ticks per second of a film's clock, in which every frame lasts whole ticks."""
    return pace.numerator * ceil(Fraction(_TICKS_PER_SECOND, pace.numerator))
