"""Wrapping: what becomes of a text that is too wide: it goes on in the next line, or is shortened.

English breaks at spaces. Japanese has none; there a phrase mostly ends with hiragana or a
punctuation mark, and the next one begins with something else. Breaking only there keeps most
words whole.
"""

import re
from typing import Final

import numpy as np

from nnviz.picture.typography import extent

_ENDS: Final = "ぁ-ん、。，．：；！？」』）"
_OPPORTUNITY: Final = re.compile(rf"(?<= )|(?<=[{_ENDS}])(?=[^{_ENDS}ー ])")
_TRIES: Final = 12
SMALLEST: Final = 0.0225  # font that the back row can read, picture units: at least 1/45
ELLIPSIS: Final = "…"


def shortened(text: str, font: str, *, widest: float) -> str:
    """Return a text, or as much of its beginning as is narrow enough with an ellipsis behind it.

    Args:
        text: one line.
        font: see `nnviz.picture.typography`.
        widest: how wide it may be, em.

    """
    if extent(text, font) <= widest:
        return text
    fits, too_long = 0, len(text)
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        narrow = extent(text[:middle].rstrip() + ELLIPSIS, font) <= widest
        fits, too_long = (middle, too_long) if narrow else (fits, middle)
    return text[:fits].rstrip() + ELLIPSIS


def fitted(text: str, font: str, *, height: float, room: float) -> tuple[str, float]:
    """Return a line of text and its height as they fit into a room.

    It is set smaller where it is too wide, as small as `SMALLEST`, and shortened where that is not
    enough.

    Args:
        text: one line.
        font: see `nnviz.picture.typography`.
        height: of the font where there is room, picture units.
        room: how wide the text may be, picture units.

    """
    wide = max(extent(text, font), 1e-9)
    height = min(height, max(room / wide, SMALLEST))
    return shortened(text, font, widest=room / height), height


def wrapped(text: str, font: str, *, widest: float) -> list[str]:
    """Return a text as the fewest lines that are narrow enough, and these about equally wide.

    Args:
        text: to be broken, also where it has line breaks; a word that is too wide stays whole.
        font: see `nnviz.picture.typography`.
        widest: how wide a line may be, em.

    """
    return [line for each in text.split("\n") for line in _broken(each.strip(), font, widest)]


def _broken(text: str, font: str, widest: float) -> list[str]:
    if not text:
        return [""]
    parts = [part for part in _OPPORTUNITY.split(text) if part]
    lines = _filled(parts, font, widest)
    for width in np.linspace(extent(text, font) / max(len(lines), 1), widest, _TRIES):
        even = _filled(parts, font, float(width))
        if len(even) == len(lines):
            return even
    return lines


def _filled(parts: list[str], font: str, width: float) -> list[str]:
    """Return parts in lines, as many in each as it has room for."""
    lines: list[str] = []
    for part in parts:
        if lines and extent((lines[-1] + part).rstrip(), font) <= width:
            lines[-1] += part
        else:
            lines.append(part)
    return [line.rstrip() for line in lines]
