"""What a plan costs grows with the layers, not with a power of their number: work is counted."""

import sys

import pytest

from nnviz.cli.summaries import plan_facts
from nnviz.learning.experiment import Experiment, Layer
from nnviz.trace.format import describe, tensor_rows
from nnviz.trace.recorder import checked_plan


def of_layers(count):
    hidden = Layer(units=2, activation="tanh", bias=True, dropout=0.1)
    return Experiment(layers=(*(hidden,) * count, Layer(units=1, bias=True)))


def calls(work):
    """Return how many functions of Python some work calls."""
    counted = 0

    def count(_frame, event, _argument):
        nonlocal counted
        counted += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return counted


def told(plan):
    return [*plan_facts(plan)]


@pytest.mark.parametrize(
    "work",
    [
        pytest.param(lambda experiment: told(checked_plan(experiment)), id="dry run"),
        pytest.param(lambda experiment: tensor_rows(checked_plan(experiment)), id="table"),
        pytest.param(lambda experiment: describe(checked_plan(experiment)), id="description"),
    ],
)
def test_twice_the_layers_are_twice_the_work(work):
    few, many = (of_layers(count) for count in (24, 48))
    work(few)  # what is loaded and worked out once
    assert calls(lambda: work(many)) < 2.2 * calls(lambda: work(few))


def test_what_a_plan_is_asked_twice_it_works_out_once():
    plan = checked_plan(of_layers(20))
    size = plan.largest_file
    again: list[int] = []
    assert calls(lambda: again.append(plan.step_bytes + plan.chunk_steps + plan.page_bytes)) < 5
    assert 0 < again[0] < size
