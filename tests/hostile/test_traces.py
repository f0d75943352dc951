"""A trace of a stranger is one clear error that costs little, or sound."""

import contextlib
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnviz.errors import TraceError
from nnviz.trace.reader import check
from nnviz.trace.trace import open_trace
from tests.hostile.mutation import copy, flipped, spoil_trace
from tests.hostile.opening import opened
from tests.hostile.traces import EPOCHS, HARMLESS, HOSTILE, change

STRETCHES = 64  # of a file, each of which has one bit flipped


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory):
    return tmp_path_factory.mktemp("spoilt") / "xor.nntrace"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_trace_is_one_clear_error_that_costs_little(path, name, judge):
    change(path, HOSTILE[name])
    verdict = judge(path)
    assert verdict.kind == "TraceDamagedError", verdict
    assert verdict.said.startswith(f"{path}: the trace is damaged: ")
    assert len(verdict.said) < 1000
    assert verdict.is_cheap, verdict


@pytest.mark.parametrize("name", HARMLESS)
def test_what_a_trace_says_of_itself_is_only_said(path, name, judge):
    change(path, HARMLESS[name])
    verdict = judge(path)
    assert verdict.kind == "sound", verdict


def numbers_of(path):
    with open_trace(path) as trace:
        return [trace.between_steps(name, first=1, last=EPOCHS).tobytes() for name in trace.names]


def assert_never_believed(path, sound):
    with contextlib.suppress(TraceError):
        check(path)
        assert numbers_of(path) == numbers_of(sound)


def test_a_flipped_bit_in_any_part_of_a_file_is_never_shown_as_a_number(sound, path):
    content, rng = sound.read_bytes(), Random(1)
    length = len(content) // STRETCHES
    for start in range(0, length * STRETCHES, length):
        changed = flipped(content[start : start + length], rng)
        path.write_bytes(content[:start] + changed + content[start + length :])
        assert_never_believed(path, sound)


@settings(max_examples=50)
@given(rng=st.randoms(use_true_random=False))
def test_flipped_bits_are_never_shown_as_numbers(sound, spoilt, rng):
    copy(sound, spoilt)
    spoilt.write_bytes(flipped(sound.read_bytes(), rng))
    assert_never_believed(spoilt, sound)


@settings(max_examples=50)
@given(rng=st.randoms(use_true_random=False))
def test_a_trace_with_anything_changed_and_good_checksums_is_an_error_or_can_be_shown(
    sound, spoilt, rng
):
    copy(sound, spoilt)
    spoil_trace(spoilt, rng)
    opened(spoilt)
