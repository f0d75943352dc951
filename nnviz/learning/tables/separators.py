"""Separators: which mark stands between the values of a table."""

import csv
from collections import Counter
from collections.abc import Sequence
from typing import Final

SEPARATORS: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars", " ": "blanks"}
_TRIED: Final = (",", ";", "\t", "|")  # blanks stand in names and texts, too: they have to be said


def separator_of(lines: Sequence[str]) -> str:
    """Return the mark that parts the first lines of a table most evenly; a comma if none does."""
    return max(_TRIED, key=lambda mark: _evenness(lines, mark))


def _evenness(lines: Sequence[str], mark: str) -> tuple[bool, float, int]:
    """Return whether a mark parts the first line, how many rows alike, and into how many values."""
    try:
        lengths = [len(row) for row in csv.reader(lines, delimiter=mark) if row]
    except csv.Error:
        return False, 0.0, 0
    counts = Counter(length for length in lengths if length > 1)
    if not counts:
        return False, 0.0, 0
    usual, rows = counts.most_common(1)[0]
    return lengths[0] > 1, rows / len(lengths), usual
