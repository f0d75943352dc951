"""Checks of the fields of an experiment; their errors name the field, the value and the remedy."""

import math
from collections.abc import Callable, Collection
from dataclasses import fields
from functools import wraps
from typing import Any, TypeVar, cast
from warnings import warn

import numpy as np

from nnviz.errors import ExperimentError, quoted

T = TypeVar("T")


def plain(value: Any) -> Any:
    """Return a value with Python's numbers in place of NumPy's, and tuples in place of arrays."""
    if isinstance(value, np.floating):
        return float(value)  # also of a longdouble, which `item` leaves as it is
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    return tuple(map(plain, value)) if isinstance(value, list | tuple) else value


def accepting_former(**present: str) -> Callable[[type[T]], type[T]]:
    """Let a dataclass be made with former names of its fields, too, for one release.

    Args:
        present: the present name of each, by the former.

    """

    def accepting(cls: type[T]) -> type[T]:
        made = cls.__init__

        @wraps(made)
        def init(self: T, **given: Any) -> None:
            for former, name in present.items():
                if former in given and name not in given:
                    told = f"{cls.__name__}({former}=…) is called {name} and goes with the next"
                    warn(f"{told} release.", DeprecationWarning, stacklevel=2)
                    given[name] = given.pop(former)
            made(self, **given)

        cls.__init__ = init  # type: ignore[method-assign, assignment]
        return cls

    return accepting


def make_plain(settings: Any, *names: str) -> None:
    """Let these fields of a frozen dataclass, or all, be `plain`: checked and written alike."""
    for name in names or [each.name for each in fields(settings) if each.init]:
        object.__setattr__(settings, name, plain(getattr(settings, name)))


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
