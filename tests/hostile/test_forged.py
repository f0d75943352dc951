"""A forged trace is one clear error that costs little; what can be drawn is drawn."""

import shutil

import pytest

from tests.hostile.forged import FILES, FORGED
from tests.hostile.traces import change, make_trace


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    path = tmp_path_factory.mktemp("sound") / "xor.nntrace"
    make_trace(path)
    return path


@pytest.fixture
def path(sound, tmp_path):
    return shutil.copy(sound, tmp_path / "xor.nntrace")


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
