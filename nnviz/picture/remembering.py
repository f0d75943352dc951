"""Remembering results: what is computed of arrays of the same numbers is computed once.

A changed experiment is shown as a show of its own, whose network stands where the one before stood.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

import numpy as np

Given = ParamSpec("Given")
Result = TypeVar("Result")


class _Call:
    """What a function is called with; equal to a call with equal numbers."""

    __slots__ = ("arguments", "content", "named")

    def __init__(self, arguments: tuple[Any, ...], named: dict[str, Any]) -> None:
        self.arguments, self.named = arguments, named
        self.content = _content([arguments, sorted(named.items())])

    def __hash__(self) -> int:
        return hash(self.content)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Call) and self.content == other.content


def remembers(most: int) -> Callable[[Callable[Given, Result]], Callable[Given, Result]]:
    """Return what lets a function of arrays, numbers and names remember its newest results.

    Results are shared: whoever gets one must not write into it.

    Args:
        most: how many.

    """

    def decorate(function: Callable[Given, Result]) -> Callable[Given, Result]:
        @lru_cache(most)
        def result_of(call: _Call) -> Result:
            return function(*call.arguments, **call.named)

        @wraps(function)
        def remembering(*arguments: Given.args, **named: Given.kwargs) -> Result:
            return result_of(_Call(arguments, named))

        return remembering

    return decorate


def _content(value: Any) -> Any:
    """Return what can be compared and hashed in place of a value that has arrays."""
    if isinstance(value, np.ndarray):
        return value.shape, value.dtype.str, value.tobytes()
    if isinstance(value, list | tuple):
        return tuple(map(_content, value))
    if is_dataclass(value) and not isinstance(value, type):
        return tuple(_content(getattr(value, each.name)) for each in fields(value))
    return value
