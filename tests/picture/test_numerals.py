import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.picture.numerals import MINUS, brief, in_column, numeral, plain, signed, whole
from tests.reading import as_read


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.44856631662664037, "0.4486"),
        (-0.16595599, f"{MINUS}0.1660"),
        (0.0, "0.0000"),
        (-0.0, "0.0000"),
        (9.5, "9.5000"),
        (1e-9, "1.00·10⁻⁹"),
        (0.00123456, "0.00123"),
        (-0.000131313, f"{MINUS}0.000131"),
        (0.0000099994, "1.00·10⁻⁵"),
        (5e-324, "4.94·10⁻³²⁴"),
        (-3.25e7, f"{MINUS}3.2500·10⁷"),
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
    assert float(as_read(numeral(value))) == pytest.approx(value, rel=0.0051)


@given(st.floats())
def test_what_is_not_zero_is_never_written_as_zero(value):
    if value != 0:
        assert any(c in "123456789∞N" for c in numeral(value))


@given(st.floats(1e-300, 1e300), st.sampled_from([numeral, signed, whole]))
def test_of_what_is_small_three_digits_are_read(value, write):
    digits = as_read(write(value)).partition("e")[0].replace(".", "").strip("+").lstrip("0")
    assert len(digits) >= 3 or value == int(value)


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ([3.5e-5, -1.312e-4], ["+3.50·10⁻⁵", f"{MINUS}1.31·10⁻⁴"]),
        ([3.5e-4, -1.312e-3, 0.0], ["+0.000350", f"{MINUS}0.00131", "0.0000"]),
        ([3.5e-5, 0.9993], ["+3.50·10⁻⁵", "+0.9993"]),
        ([3.5e-5, math.nan, 5e-3, 0.0], ["+3.50·10⁻⁵", "NaN", "+5.00·10⁻³", "0.0000"]),
        ([], []),
    ],
)
def test_numbers_below_each_other_are_written_alike_where_they_can_be(values, texts):
    assert [*map(in_column(signed, values), values)] == texts


@pytest.mark.parametrize("write", [numeral, signed, whole, brief])
@given(st.floats(-1e300, 1e300))
def test_a_computer_reads_a_numeral_as_a_reader_does(write, value):
    assert float(plain(write(value))) == pytest.approx(value, rel=0.0051)


@pytest.mark.parametrize("value", [1e-10, 1e10, -1e10, 1e65])
def test_a_power_of_ten_is_written_without_a_factor(value):
    assert float(plain(brief(value))) == value
    assert brief(1e-10) == "10⁻¹⁰"
