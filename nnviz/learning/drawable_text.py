"""Drawable text: what no text may hold that is to be shown, whoever wrote it."""

import unicodedata
from typing import Final

from nnviz.errors import ExperimentError

JOINER: Final = "\N{ZERO WIDTH JOINER}"  # between emoji that are one
_INVISIBLE: Final = {
    "Cc": "a control character",
    "Cf": "an invisible character",
    "Cn": "no character",
    "Co": "a character without a meaning of its own",
    "Cs": "half of a character",
    "Zl": "a line separator",
    "Zp": "a paragraph separator",
}


def undrawable(text: str, *, breaks: bool = False) -> str:
    """Return which character of a text can never be drawn, and where; empty: all of them can.

    Args:
        text: to be shown.
        breaks: whether it may have line breaks.

    """
    for number, character in enumerate(text, 1):
        kind = _INVISIBLE.get(unicodedata.category(character))
        if kind is None or character == JOINER or (breaks and character == "\n"):
            continue
        remedy = "write a space in its place" if character in "\t\n\r" else "remove it"
        code = f"{character!a} (U+{ord(character):04X})"
        return f"{code}, its character {number}, is {kind}; {remedy}"
    return ""


def require_name(text: str, what: str) -> None:
    """Refuse a name that can never be drawn.

    Args:
        text: the name.
        what: said before what is wrong.

    Raises:
        ExperimentError: one of its characters can never be drawn.

    """
    if fault := undrawable(text):
        raise ExperimentError(f"{what}: {text!a:.60}: {fault}")
