import re

import numpy as np
import pytest

from nnviz.learning.experiment import Experiment, Layer
from nnviz.picture.numerals import MINUS, numeral, signed
from nnviz.stage.facts.step_arrays import step_arrays
from nnviz.stage.setting import setting_for
from nnviz.stage.worked.calculation import calculation
from nnviz.stage.worked.lines import MOST_TERMS
from nnviz.story.moment import Moment, Phase
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace
from tests.reading import all_numbers, as_read


@pytest.fixture(scope="module")
def setting(trace):
    return setting_for(trace, aspect=16 / 9, language="en", theme="dark")


@pytest.fixture(scope="module")
def step(trace):
    return step_arrays(trace, 1)


def worked(setting, step, phase, **which):
    return calculation(setting, step, Moment(epoch=1, phase=phase, **which))


def lines(calculated):
    return [(line.left, line.right) for line in calculated.lines]


def number(text):
    return float(as_read(text))


def test_the_first_hidden_node_of_the_lecture(setting, step):
    calculated = worked(setting, step, Phase.FORWARD, layer=1, node=0, record=0)
    assert lines(calculated) == [
        (f"0 × {MINUS}0.1660", "0.0000"),
        (f"0 × {MINUS}0.7065", "0.0000"),
        (f"1 × {MINUS}0.2065", f"{MINUS}0.2065"),
        ("sum", f"{MINUS}0.2065"),
        (f"σ({MINUS}0.2065)", "0.4486"),
    ]


def test_the_error_of_the_first_record(setting, step):
    calculated = worked(setting, step, Phase.ERROR, layer=2, record=0)
    assert lines(calculated) == [("0 − 0.4737", f"{MINUS}0.4737")]


def test_the_mean_of_the_absolute_errors(setting, step):
    calculated = worked(setting, step, Phase.MEAN, layer=2)
    assert [right for _, right in lines(calculated)] == [
        "0.473730", "0.511043", "0.456159", "0.544708", "0.496410",
    ]  # fmt: skip


def test_the_output_delta_is_error_times_slope(setting, step):
    calculated = worked(setting, step, Phase.BACKWARD, layer=2, node=0, record=0)
    assert lines(calculated)[-2:] == [
        ("0.4737 × (1 − 0.4737)", "0.2493"),
        (f"{MINUS}0.4737 × 0.2493", f"{MINUS}0.1181"),
    ]


def test_a_hidden_error_comes_back_along_the_weight(setting, step):
    calculated = worked(setting, step, Phase.BACKWARD, layer=1, node=0, record=0)
    assert lines(calculated)[0] == (f"{MINUS}0.1181 × {MINUS}0.5911", "+0.0698")
    assert lines(calculated)[-1][1] == "+0.0173"


def test_a_weight_changes_by_the_sum_over_the_records(setting, step):
    calculated = worked(setting, step, Phase.UPDATE, layer=1, node=0, sender=0)
    contributions = [line.value for line in calculated.lines if line.value is not None]
    assert len(contributions) == 4
    assert sum(contributions) == pytest.approx(step.updates[1][0, 0], abs=1e-15)
    assert lines(calculated)[-1] == (f"{MINUS}0.5911 {MINUS} 0.00451", f"{MINUS}0.5956")


def test_layer_by_layer_every_node_has_a_line(setting, step):
    for phase, layer in ((Phase.FORWARD, 1), (Phase.BACKWARD, 1)):
        assert len(worked(setting, step, phase, layer=layer).lines) == 4


@pytest.mark.parametrize("phase", [Phase.INITIALISE, Phase.EPOCH])
def test_where_nothing_is_calculated_there_is_no_calculation(setting, step, phase):
    assert worked(setting, step, phase) is None


MOMENTS = [
    {"phase": Phase.FORWARD, "layer": 2, "node": 0},
    {"phase": Phase.BACKWARD, "layer": 1, "node": 2},
    {"phase": Phase.UPDATE, "layer": 0, "node": 3, "sender": 1},
    {"phase": Phase.UPDATE, "layer": 0},
    {"phase": Phase.ERROR, "layer": 2},
    {"phase": Phase.MEAN, "layer": 2},
]


@pytest.mark.parametrize("which", MOMENTS, ids=str)
@pytest.mark.parametrize("epoch", [1, 30, 60])
def test_every_number_written_is_a_recorded_one(setting, trace, which, epoch):
    """A number on the board is a recorded value, or the product of two, at its rounding."""
    step = step_arrays(trace, epoch)
    moment = Moment(epoch=epoch, record=2, **which)
    recorded = {0.0, 1.0}
    for tensors in (
        step.activations, step.preactivations, step.derivatives, step.errors, step.deltas,
        step.weights, step.updates, step.weights_after,
    ):  # fmt: skip
        for values in tensors:
            recorded |= set(values.ravel().tolist())
    texts = {form(value) for value in recorded for form in (numeral, signed)}
    texts |= {numeral(abs(value)) for value in recorded} | {"0", "1", "4"}
    texts.add(numeral(step.mean_absolute_error, 6))
    errors = step.differences.ravel()
    texts |= {form(value, 6) for value in (*errors, *abs(errors)) for form in (numeral, signed)}
    for line in calculation(setting, step, moment).lines:
        if not line.right:
            continue  # "and 7 more"
        written = all_numbers(line.left)
        written = [text.lstrip("+") if text not in texts else text for text in written]
        assert set(written) <= texts, line
        factors = re.fullmatch(r"(\S+) × (\S+)", line.left)
        told = line.right.removeprefix("≈ ")
        if told not in texts:
            assert factors, line
            product = number(factors[1]) * number(factors[2])
            assert number(told) == pytest.approx(product, abs=2e-4)


def test_biases_and_long_sums_are_written_in_a_few_lines(tmp_path):
    wide = Layer(units=9, activation="tanh", bias=True)
    record(Experiment(epochs=1, layers=(wide, Layer(units=1))), tmp_path / "wide.nntrace")
    with open_trace(tmp_path / "wide.nntrace") as trace:
        setting = setting_for(trace, aspect=16 / 9, language="en", theme="dark")
        step = step_arrays(trace, 1)
        hidden = worked(setting, step, Phase.FORWARD, layer=1, node=0)
        assert "bias" in [left for left, _ in lines(hidden)]
        assert lines(hidden)[-1][0].startswith("tanh(")
        output = worked(setting, step, Phase.FORWARD, layer=2, node=0)
        products = step.activations[1][0] * step.weights[1][:, 0]
        rest = sum(sorted(products, key=abs)[:4])
        assert ("and 4 more", signed(rest)) in lines(output)
        assert len(output.lines) == MOST_TERMS + 3
        assert np.isclose(number(output.lines[-1].right), step.activations[2][0, 0], atol=1e-4)
        in_full = calculation(
            setting,
            step,
            Moment(epoch=1, phase=Phase.FORWARD, layer=2, node=0),
            most_terms=100,
        )
        assert len(in_full.lines) == 9 + 2


def test_every_rounded_number_is_there_in_full_too(setting, step):
    calculated = worked(setting, step, Phase.UPDATE, layer=1, node=0, sender=0)
    assert all(line.exact is not None for line in calculated.lines)
    assert [line.exact for line in calculated.lines[-2:]] == [
        step.updates[1][0, 0],
        step.weights_after[1][0, 0],
    ]
    for line in calculated.lines:
        assert line.right.removeprefix("≈ ") in {numeral(line.exact), signed(line.exact)}
