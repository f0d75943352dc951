"""Numerals: how a column writes numbers, with a decimal comma, thousands apart, or in percent."""

import math
import re
from collections.abc import Callable, Collection, Mapping
from enum import Enum
from types import MappingProxyType

from nnviz.number_parsing import number_of

POINT, COMMA = ".", ","
DECIMALS = (POINT, COMMA)
BEGINS_NUMBER = frozenset("0123456789+-.,")
_APART = "[ '\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}{other}]"  # between thousands


def _grouped(other: str, decimal: str) -> re.Pattern[str]:
    apart = _APART.replace("{other}", re.escape(other))
    tail = rf"(?:{re.escape(decimal)}[0-9]*)?"
    return re.compile(rf"[+-]?[0-9]{{1,3}}(?:{apart}[0-9]{{3}})+{tail}")


_GROUPED: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {POINT: _grouped(COMMA, POINT), COMMA: _grouped(POINT, COMMA)}
)
_COMMA_NUMBER = re.compile(r"[+-]?(?:[0-9]+,[0-9]*|,[0-9]+|[0-9]+)(?:[eE][+-]?[0-9]+)?")
_EITHER = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")  # 1,234: a thousand, or a little over 1
_MARKS = re.compile("[ '\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]")


class Evidence(Enum):
    """What a column says of the decimal mark of its file."""

    NONE = "none"
    POINT = "a point"
    COMMA = "a comma"
    EITHER = "either"


def numbers_with(texts: Collection[str], decimal: str) -> dict[str, float] | None:
    """Return the number that each text means, with this decimal mark; None: one means none.

    Numbers may have their thousands apart and, where all of them do, end in a percent sign, which
    changes nothing: 12 % is 12.
    """
    read = _READERS[decimal]
    found: dict[str, float] = {}
    percents = 0
    for text in texts:
        percents += text.endswith("%")
        number = _finite(read, text.rstrip("%").rstrip() if percents else text)
        if number is None:
            return None
        found[text] = number
    return found if percents in {0, len(texts)} else None


def is_numeral(text: str, *marks: str) -> bool:
    """Return whether a text is a number with one of these decimal marks; else with either."""
    if text[:1] not in BEGINS_NUMBER:
        return False
    plain = text.removesuffix("%").rstrip()
    return any(_finite(_READERS[mark], plain) is not None for mark in marks or DECIMALS)


def _reader(decimal: str) -> Callable[[str], float]:
    grouped, other = _GROUPED[decimal], COMMA if decimal == POINT else POINT

    def read(text: str) -> float:
        if grouped.fullmatch(text):
            text = _MARKS.sub("", text).replace(other, "")
        elif decimal == COMMA and not _COMMA_NUMBER.fullmatch(text):
            raise ValueError(text)
        return number_of(text.replace(decimal, POINT))

    return read


_READERS: Mapping[str, Callable[[str], float]] = MappingProxyType(
    {mark: _reader(mark) for mark in DECIMALS}
)


def _finite(read: Callable[[str], float], text: str) -> float | None:
    try:
        number = read(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def evidence_of(texts: Collection[str]) -> Evidence:
    """Return what numbers say of their decimal mark; 1.234 and 1,234 can each be a thousand."""
    marked = [text for text in texts if POINT in text or COMMA in text]
    if not marked:
        return Evidence.NONE
    if all(map(_EITHER.fullmatch, marked)):
        return Evidence.EITHER
    return Evidence.POINT if numbers_with(marked, POINT) is not None else Evidence.COMMA
