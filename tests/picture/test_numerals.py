import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.picture.numerals import MINUS, numeral, signed, whole


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.44856631662664037, "0.4486"),
        (-0.16595599, f"{MINUS}0.1660"),
        (0.0, "0.0000"),
        (-0.0, "0.0000"),
        (9.5, "9.5000"),
        (1e-9, f"1.0e{MINUS}9"),
        (-3.25e7, f"{MINUS}3.2500e7"),
        (math.nan, "NaN"),
        (math.inf, "∞"),
        (-math.inf, f"{MINUS}∞"),
    ],
)
def test_a_numeral_is_the_value_at_the_stated_rounding(value, text):
    assert numeral(value) == text


def test_decimals_are_as_asked():
    assert numeral(0.49641003, 6) == "0.496410"


def test_a_sign_is_written_out_except_for_zero():
    assert [signed(v) for v in (0.5, -0.5, 0.0)] == ["+0.5000", f"{MINUS}0.5000", "0.0000"]


@pytest.mark.parametrize(
    ("value", "text"), [(1.0, "1"), (-2.0, f"{MINUS}2"), (0.5, "0.5000"), (math.nan, "NaN")]
)
def test_whole_numbers_are_written_without_decimals(value, text):
    assert whole(value) == text


@given(st.floats(-1e300, 1e300))
def test_a_numeral_is_never_far_from_the_value(value):
    read = float(numeral(value).replace(MINUS, "-"))
    assert read == pytest.approx(value, rel=0.051, abs=0.5e-4)


@given(st.floats())
def test_what_is_not_zero_is_never_written_as_zero(value):
    if value != 0:
        assert any(c in "123456789∞N" for c in numeral(value))
