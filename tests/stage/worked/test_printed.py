"""Who calculates with the numbers on screen comes to the result on screen, or sees that it is
rounded."""

import math
import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.picture.numerals import MINUS, numeral, signed, whole
from nnviz.picture.rounding import (
    ABOUT,
    error_text,
    exact,
    float_printed,
    minus,
    number_printed,
    plus,
    times,
    unit_of,
    with_rounding_sign,
)
from nnviz.stage.worked.calculation import calculation
from tests import reading
from tests.reading import as_read
from tests.repository import ALL_SCENES

FLOATS = st.floats(allow_nan=True, allow_infinity=True)
LEAST = {"xor": 400, "one_step": 130, "digits": 90, "dropout": 60, "spiral": 30, "circle": 25}
WRITERS = st.sampled_from([numeral, signed, whole])


@given(FLOATS, WRITERS)
def test_what_is_written_is_read_back_within_half_a_digit(value, write):
    text = write(value)
    said = number_printed(text)
    assert (said is None) == (not math.isfinite(value))
    if said is not None:
        assert 2 * abs(said - exact(value)) <= unit_of(text)
        assert float_printed(text) == float(as_read(text))
    else:
        assert math.isnan(float_printed(text))


@given(FLOATS, WRITERS)
def test_a_result_that_its_own_value_leads_to_needs_no_sign(value, write):
    assert with_rounding_sign(write(value), exact(value)) == write(value)


@given(st.floats(-1e4, 1e4), st.floats(-1e4, 1e4))
def test_a_sum_bears_the_sign_exactly_where_it_is_off(one, other):
    texts, right = (numeral(one), signed(other)), numeral(one + other)
    marked = with_rounding_sign(right, plus(texts)).startswith(ABOUT)
    off = abs(sum(map(decimal, texts)) - decimal(right)) > Decimal(str(float(unit_of(right)))) / 2
    assert marked == off


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=4))
def test_a_product_is_that_of_the_written_factors(values):
    texts = [numeral(value) for value in values]
    assert times(*texts) == math.prod(Fraction(decimal(text)) for text in texts)


@pytest.mark.parametrize("strange", ["NaN", "∞", f"{MINUS}∞"])
def test_what_is_not_finite_is_named_and_bears_no_sign(strange):
    assert plus(["1.0000", strange]) is times("2", strange) is minus(strange, "1") is None
    assert with_rounding_sign(strange, Fraction(1)) == strange
    assert with_rounding_sign("1.0000", None) == "1.0000"


def test_the_sign_does_not_hinder_reading():
    assert number_printed(f"{ABOUT} {MINUS}1.1774") == Fraction("-1.1774")


def decimal(text):
    return Decimal(as_read(text))


FUNCTIONS = {
    "σ": lambda z: 1 / (1 + math.exp(-z)),
    "tanh": math.tanh,
    "relu": lambda z: max(z, 0),
    "": lambda z: z,
}
NUMBER = re.compile(reading.NUMBER)
CALLED = re.compile(r"^([a-zσ]*)\(([^()]*)\)((?: × \S+)?)$")


def worth(expression):
    """Return what an expression of numerals comes to, calculated without any code of nnviz."""
    text = expression.replace(" − ", " - ").replace(" + ", " + ").replace("÷", "/")
    text = NUMBER.sub(lambda found: f"Fraction('{decimal(found[0])}')", text.replace("×", "*"))
    if not re.fullmatch(r"(?:Fraction\('[-+.eE\d]+'\)|[-+*/() ])+", text) or "Fraction" not in text:
        return None
    return eval(text, {"Fraction": Fraction})


def comes_of(lines, index):
    """Return what a line of a calculation comes to, taken as it is written; None: not a formula."""
    line, before = lines[index], lines[:index]
    terms = [worth(each.right.removeprefix(f"{ABOUT} ")) for each in before if not each.result]
    whole_sum = sum(terms) if terms and None not in terms else None
    if line.left in {"sum", "change"} and line.result:
        return whole_sum
    if line.left.startswith("rate "):
        return worth(line.left.removeprefix("rate "))
    if line.left.startswith("sum ÷ ") and whole_sum is not None:
        return whole_sum / int(line.left.removeprefix("sum ÷ "))
    if softmax := re.fullmatch(r"exp\((\S+)\) ÷ (\S+)", line.left):
        assert any((each.left, each.right) == ("Σ exp(z)", softmax[2]) for each in before)
        return math.exp(decimal(softmax[1])) / float(decimal(softmax[2]))
    if softmax := re.fullmatch(r"exp\((\S+) − (\S+)\)", line.left):
        assert any((each.left, each.right) == ("ln Σ eᶻ", softmax[2]) for each in before)
        return math.exp(decimal(softmax[1]) - decimal(softmax[2]))
    if called := CALLED.match(line.left):
        z = float(decimal(called[2]))
        value = FUNCTIONS[called[1]](z)
        return value * float(decimal(called[3].removeprefix(" × "))) if called[3] else value
    return None if line.left.startswith("|") else worth(line.left)


def is_off(value, text):
    unit = Decimal(10) ** decimal(text).as_tuple().exponent
    return 2 * abs(Fraction(value) - Fraction(decimal(text))) > Fraction(unit) * (1 + 10**-9)


@pytest.fixture(scope="module", params=ALL_SCENES, ids=lambda path: path.stem)
def told(request, open_scene):
    """Return every line that a film writes, its whole calculation with it, each once."""
    calculations = {}
    with open_scene(request.param) as show:
        for beat in show.timeline.beats:
            step = show.step(beat.moment.epoch)
            worked = calculation(show.setting, step, beat.moment)
            if worked is not None:
                calculations[worked.title, worked.lines] = worked.lines
    return request.param.stem, list(calculations.values())


def test_no_printed_result_of_a_film_is_off_without_a_sign(told):
    name, calculations = told
    checked, unsigned, needless = 0, [], []
    for lines in calculations:
        for index, line in enumerate(lines):
            value = comes_of(lines, index)
            if value is None or not line.right or "∞" in line.right or "NaN" in line.right:
                continue
            checked += 1
            if is_off(value, line.right) and not line.right.startswith(ABOUT):
                unsigned.append((line.left, line.right, float(value)))
            if not is_off(value, line.right) and line.right.startswith(ABOUT):
                needless.append((line.left, line.right, float(value)))
    assert not unsigned
    assert not needless
    assert checked >= LEAST.get(name, 0)


@given(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3))
def test_an_error_bears_the_sign_where_target_and_output_come_to_another(target, output):
    text = error_text(target, output)
    value = worth(f"({whole(target)}) − ({numeral(output)})")
    assert text.startswith(ABOUT) == (2 * abs(value - number_printed(text)) > unit_of(text))
    assert text.removeprefix(f"{ABOUT} ") == signed(target - output)
