"""Checks of the fields of an experiment; their errors name the field, the value and the remedy."""

import math
from collections.abc import Collection
from typing import cast

from nnviz.errors import ExperimentError, quoted


def check(possible: bool, field: str, value: object, remedy: str) -> None:
    """Raise an error where a value is not possible.

    Raises:
        ExperimentError: it is not.

    """
    if not possible:
        raise ExperimentError(f"{field}: {quoted(value)} is not possible; {remedy}")


def check_whole(field: str, value: object, *, lowest: int, highest: int) -> None:
    """Raise an error where a value is no whole number of a range."""
    possible = type(value) is int and lowest <= value <= highest
    check(possible, field, value, f"give a whole number from {lowest:,} to {highest:,}")


def check_name(field: str, value: object, known: Collection[str]) -> None:
    """Raise an error where a value is none of the known names."""
    possible = isinstance(value, str) and value in known
    check(possible, field, value, f"give one of {', '.join(sorted(known))}")


def check_positive(field: str, value: object) -> None:
    """Raise an error where a value is no finite number above 0."""
    possible = is_finite(value) and cast("float", value) > 0
    check(possible, field, value, "give a finite number above 0")


def check_not_negative(field: str, value: object) -> None:
    """Raise an error where a value is no finite number, or below 0."""
    possible = is_finite(value) and cast("float", value) >= 0
    check(possible, field, value, "give a finite number, 0 or more")


def check_fraction(field: str, value: object) -> None:
    """Raise an error where a value is no number from 0 to below 1."""
    possible = is_finite(value) and 0 <= cast("float", value) < 1
    check(possible, field, value, "give a number from 0 to below 1")


def is_finite(value: object) -> bool:
    """Return whether a value is a number, and neither infinite nor NaN."""
    try:
        return type(value) in (int, float) and math.isfinite(cast("float", value))
    except OverflowError:  # a whole number that no float holds
        return False
