"""A forged trace is one clear error that costs little; what can be drawn is drawn."""

import pytest

from tests.hostile.forged import FILES, FORGED
from tests.hostile.traces import change


def refused(path, verdict):
    assert verdict.kind == "TraceDamagedError", verdict
    assert verdict.said.startswith(f"{path}: the trace is damaged: ")
    assert len(verdict.said) < 1000
    assert verdict.is_cheap, verdict


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_trace_is_one_clear_error_that_costs_little(path, name, judge):
    change(path, FORGED[name])
    refused(path, judge(path))


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_lies_about_its_size_is_one_clear_error_that_costs_little(path, name, judge):
    FILES[name](path)
    refused(path, judge(path))
