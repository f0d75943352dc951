"""What is computed of equal numbers is computed once, and only then."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from nnviz.picture.remembering import remembers


@dataclass(frozen=True, eq=False)
class Held:
    array: Any


@pytest.fixture
def calls():
    return []


@pytest.fixture
def remembering(calls):
    @remembers(2)
    def double(value, *, named=0.0):
        calls.append(value)
        return len(calls)

    return double


def test_equal_arrays_are_computed_once_wherever_they_are_held(remembering):
    assert remembering([Held(np.ones(3))], named=1.0) == remembering([Held(np.ones(3))], named=1.0)


@pytest.mark.parametrize(
    "other", [np.zeros(4), np.ones((2, 2)), np.ones(4, np.float32)], ids=["value", "shape", "type"]
)
def test_other_arrays_are_computed_anew(remembering, other):
    assert remembering([Held(np.ones(4))]) != remembering([Held(other)])


def test_only_the_newest_results_are_remembered(remembering, calls):
    for number in (1, 2, 3, 1):
        remembering(number)
    assert len(calls) == 4
