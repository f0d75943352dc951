"""Frames per second are exact fractions, however they are written, and time does not drift."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.errors import UsageError
from nnviz.film.encoding import Encoding
from nnviz.film.formats import GIF
from nnviz.film.frame_rate import frame_seconds, parse_frame_rate, ticks_per_second

NTSC = {24: Fraction(24000, 1001), 30: Fraction(30000, 1001), 60: Fraction(60000, 1001)}


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("30", 30),
        ("24.0", 24),
        ("23.976", NTSC[24]),
        ("23.98", NTSC[24]),
        ("24000/1001", NTSC[24]),
        ("29.97", NTSC[30]),
        ("30000/1001", NTSC[30]),
        ("59.94", NTSC[60]),
        ("119.88", Fraction(120_000, 1001)),
        ("12.5", Fraction(25, 2)),
        ("50/2", 25),
        (60, 60),
        (23.976, NTSC[24]),
        (24000 / 1001, NTSC[24]),
        (30.0, 30),
        (Fraction(30000, 1001), NTSC[30]),
    ],
)
def test_a_pace_is_what_people_mean_by_it(said, meant):
    assert parse_frame_rate(said) == meant
    assert isinstance(parse_frame_rate(said), type(meant))


@pytest.mark.parametrize(
    "said", ["many", "", "1e2", "-30", "30/0", "30/", "1_0", "٣٠", "inf", "29.9701", float("nan")]
)
def test_what_is_no_pace_is_refused_with_examples(said):
    with pytest.raises(UsageError, match=r"fps .*write 30, 23\.976 or 24000/1001"):
        parse_frame_rate(said)


def test_a_pace_out_of_range_is_refused_as_it_was_meant():
    with pytest.raises(UsageError, match=r"fps 60000/1001: .*GIF.* 1 to 50"):
        Encoding(format=GIF, fps=parse_frame_rate("59.94"))
    with pytest.raises(UsageError, match=r"fps 1000/1001: .*1 to 240"):
        Encoding(fps=parse_frame_rate("0.999"))


@given(st.integers(0, 10**7), st.fractions(1, 240, max_denominator=1001))
def test_an_instant_is_the_nearest_number_and_a_frame_lasts_whole_ticks(index, pace):
    assert abs(Fraction(frame_seconds(index, pace)) - index / pace) <= Fraction(1, 10**9)
    assert ticks_per_second(pace) >= 10_000
    assert (ticks_per_second(pace) / pace).denominator == 1


@pytest.mark.parametrize("fps", [24, 30, 60])
def test_whole_paces_have_the_instants_that_they_always_had(fps):
    assert [frame_seconds(n, fps) for n in range(1000)] == [n / fps for n in range(1000)]
