import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.story.easing import clamp, part_progress, smooth

progress = st.floats(0.0, 1.0)


@pytest.mark.parametrize("easing", [clamp, smooth])
def test_an_easing_goes_from_nothing_to_everything(easing):
    assert easing(0.0) == 0.0
    assert easing(1.0) == 1.0
    assert easing(-3.0) == 0.0
    assert easing(3.0) == 1.0


@given(progress, progress)
def test_an_easing_never_turns_back(one, other):
    low, high = sorted((one, other))
    assert smooth(low) <= smooth(high) + 1e-12


@given(st.floats(0.0, 0.999))
def test_an_easing_makes_no_jump(p):
    assert abs(smooth(p + 0.001) - smooth(p)) < 0.0016  # its steepest slope is 1.5


def test_smooth_sets_off_and_arrives_at_rest():
    assert smooth(0.001) < 0.00001
    assert smooth(0.999) > 0.99999


def test_a_part_runs_while_the_whole_passes_it():
    assert part_progress(0.2, 0.25, 0.75) == 0.0
    assert part_progress(0.5, 0.25, 0.75) == 0.5
    assert part_progress(0.9, 0.25, 0.75) == 1.0
