"""Wrapping: where a text that is too wide for the picture goes on in the next line.

English breaks at spaces. Japanese has none; there a phrase mostly ends with hiragana or a
punctuation mark, and the next one begins with something else. Breaking only there keeps most
words whole.
"""

import re
from typing import Final

import numpy as np

from nnviz.stage.typography import extent

_ENDS: Final = "ぁ-ん、。，．：；！？」』）"
_OPPORTUNITY: Final = re.compile(rf"(?<= )|(?<=[{_ENDS}])(?=[^{_ENDS}ー ])")
_TRIES: Final = 12


def wrapped(text: str, font: str, *, widest: float) -> list[str]:
    """Return a text as the fewest lines that are narrow enough, and these about equally wide.

    Args:
        text: to be broken; a word that is too wide stays whole.
        font: see `nnviz.stage.typography`.
        widest: how wide a line may be, em.

    """
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
