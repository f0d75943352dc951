"""Columns: what stands in a column of a table, and what of it is missing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nnviz.learning.tables.numerals import (
    BEGINS_NUMBER,
    DECIMALS,
    Evidence,
    evidence_of,
    is_numeral,
    numbers_with,
)

MISSING: Final = frozenset({"", "na", "n/a", "#n/a", "nan", "null", "?", "-"})
"""What stands where a value is missing, in small letters."""

YES_NO: Final = (
    {"no": 0.0, "yes": 1.0},
    {"n": 0.0, "y": 1.0},
    {"false": 0.0, "true": 1.0},
    {"f": 0.0, "t": 1.0},
    {"いいえ": 0.0, "はい": 1.0},
)
SECONDS_A_DAY: Final = 86_400


class Kind(Enum):
    """What the values of a column are."""

    NUMBER = "number"
    YES_NO = "yes or no"
    DATE = "date"
    TEXT = "text"
    MIXED = "numbers and text"
    EMPTY = "empty"


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class TableColumn:
    """One column of a table.

    Attributes:
        name: what it is called.
        kind: what its values are.
        values: (n_records,) as the file has them: texts without blanks around, or numbers.
        numbers: (n_records,) float64, NaN where they are missing; of `yes or no` 1 and 0, of dates
            the days since 1 January 1970; (0,) of what are no numbers.
        evidence: what it says of the decimal mark.
        is_named: whether the file has this name for it.

    """

    name: str
    kind: Kind
    values: Sequence[str] | NDArray[Any]
    numbers: NDArray[np.float64]
    evidence: Evidence = Evidence.NONE
    is_named: bool = True

    @property
    def missing(self) -> NDArray[np.bool_]:
        """(n_records,) whether a value is missing."""
        if self.numbers.size:
            return np.isnan(self.numbers)
        return np.fromiter((is_missing(str(value)) for value in self.values), bool)

    @property
    def different(self) -> list[str]:
        """The different values that there are, in the order of the alphabet."""
        lacking = self.missing.tolist()
        return sorted({str(v) for v, lacks in zip(self.values, lacking, strict=True) if not lacks})

    @property
    def odd_record(self) -> int:
        """The first record, from 0, whose value is no number as most of the others are."""
        present = [row for row, text in enumerate(self.values) if not is_missing(text)]
        odd = [
            [row for row in present if not is_numeral(self.values[row], mark)] for mark in DECIMALS
        ]
        return min(odd, key=len)[0]


def is_missing(text: str) -> bool:
    """Return whether a text says that there is no value."""
    return len(text) < 5 and text.lower() in MISSING


def column_of_numbers(name: str, numbers: NDArray[Any]) -> TableColumn:
    """Return a column of an array (n_records,) of numbers or of what NumPy takes for such."""
    return TableColumn(
        name=name, kind=Kind.NUMBER, values=numbers, numbers=np.asarray(numbers, dtype=np.float64)
    )


def column_of_texts(
    name: str, texts: Sequence[str], decimal: str = "", *, number: int = 1
) -> TableColumn:
    """Return what a column of texts holds.

    Args:
        name: of the column; empty: the file has none for it.
        texts: one a record, without blanks around.
        decimal: the mark of its numbers; empty: what they look like.
        number: of the column, from 1, by which it is called if it has no name.

    """
    is_named, name = bool(name), name or f"column {number}"
    present = {text for text in set(texts) if not is_missing(text)}
    if not present:
        empty = np.full(len(texts), np.nan)
        return TableColumn(
            name=name, kind=Kind.EMPTY, values=texts, numbers=empty, is_named=is_named
        )
    kind, meaning, evidence = _meaning(present, decimal)
    numbers = [meaning.get(text, np.nan) for text in texts] if meaning else []
    if not meaning and _mostly_numbers(texts):
        kind = Kind.MIXED
    return TableColumn(
        name=name,
        kind=kind,
        values=texts,
        numbers=np.array(numbers, float),
        evidence=evidence,
        is_named=is_named,
    )


def _meaning(texts: set[str], decimal: str) -> tuple[Kind, Mapping[str, float], Evidence]:
    """Return what texts are, and the number that each means; none of what are no numbers."""
    if texts <= _DIGITS:
        return Kind.NUMBER, _DIGIT_NUMBERS, Evidence.NONE
    marks = [decimal] if decimal else DECIMALS
    for mark in marks if BEGINS_NUMBER.issuperset(text[0] for text in texts) else ():
        if (numbers := numbers_with(texts, mark)) is not None:
            return Kind.NUMBER, numbers, evidence_of(texts)
    if (answers := answers_of(texts)) is not None:
        return Kind.YES_NO, answers, Evidence.NONE
    if (days := _days(texts)) is not None:
        return Kind.DATE, days, Evidence.NONE
    return Kind.TEXT, {}, Evidence.NONE


def answers_of(texts: Collection[str]) -> dict[str, float] | None:
    """Return 0 for each text that says no, and 1 for yes; None: one says something else."""
    words = {text: text.lower() for text in texts}
    pair = next((pair for pair in YES_NO if pair.keys() >= set(words.values())), None)
    return None if pair is None else {text: pair[word] for text, word in words.items()}


_DIGIT_NUMBERS: Mapping[str, float] = MappingProxyType({f"{n}": float(n) for n in range(100)})
_DIGITS: Final = frozenset(_DIGIT_NUMBERS)


def _days(texts: Collection[str]) -> dict[str, float] | None:
    """Return the day that each text means; None: one means none."""
    days: dict[str, float] = {}
    for text in texts:
        if text[0] not in BEGINS_NUMBER or (day := _day(text)) is None:
            return None
        days[text] = day
    return days


def _day(text: str) -> float | None:
    """Return the day of a date as ISO 8601 writes it, from 1 January 1970."""
    try:
        moment = datetime.fromisoformat(text.replace("/", "-"))
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.timestamp() / SECONDS_A_DAY


def _mostly_numbers(texts: Sequence[str]) -> bool:
    """Return whether at least half of the values are numbers, as where one was mistyped."""
    present = [text for text in texts if not is_missing(text)]
    return 2 * sum(map(_seems_number, present)) >= len(present)


def _seems_number(text: str) -> bool:
    """Return whether a text is a number to nnviz or at least to Python: `1_0`, `１２`, `inf`."""
    if is_numeral(text):
        return True
    try:
        float(text)
    except ValueError:
        return False
    return True
