"""Schedules of the learning rate."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.errors import ExperimentError
from nnviz.learning.schedules import SCHEDULES, Schedule
from tests.choosing import chosen


def rates(schedule, epochs):
    return [schedule.rule.rate(0.8, epoch=epoch, epochs=epochs) for epoch in range(1, epochs + 1)]


def test_a_constant_rate_stays():
    assert rates(Schedule(), 3) == [0.8] * 3


def test_a_rate_falls_in_steps():
    falling = rates(Schedule(name="step", every=2, factor=0.5), 6)
    assert falling == [0.8, 0.8, 0.4, 0.4, 0.2, 0.2]


def test_a_rate_falls_along_half_a_cosine():
    falling = rates(Schedule(name="cosine", lowest=0.2), 4)
    assert falling[0] == 0.8
    assert falling[2] == pytest.approx(0.5)  # half-way
    assert falling == sorted(falling, reverse=True)


@given(
    name=st.sampled_from(sorted(SCHEDULES)),
    every=st.integers(1, 50),
    factor=st.floats(0, 0.99),
    lowest=st.floats(0, 0.8),
)
def test_no_rate_rises_or_leaves_its_limits(name, every, factor, lowest):
    found = rates(chosen(Schedule, name=name, every=every, factor=factor, lowest=lowest), 40)
    assert all(later <= earlier for earlier, later in pairwise(found))
    assert found[0] == pytest.approx(0.8)
    assert min(found) >= (lowest - 1e-12 if name == "cosine" else 0)


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "linear"},
        {"every": 0, "name": "step"},
        {"factor": 1.0, "name": "step"},
        {"lowest": -1.0, "name": "cosine"},
    ],
)
def test_an_impossible_field_is_named(fields):
    field, *_ = fields
    with pytest.raises(ExperimentError, match=rf"^schedule\.{field}: .*; give"):
        Schedule(**fields)
