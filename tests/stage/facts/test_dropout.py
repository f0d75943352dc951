"""Dropout is a factor of its own: in the equation, on the curve, in the slope and backwards."""

import math
import re

import numpy as np
import pytest

from nnviz.learning.experiment import Experiment, Layer
from nnviz.stage.facts.before_dropout import before_dropout
from nnviz.stage.facts.step_arrays import step_arrays
from nnviz.stage.setting import setting_for
from nnviz.stage.show import Show
from nnviz.stage.worked.calculation import calculation
from nnviz.story.moment import Moment, Phase
from nnviz.story.storyboard import Shot, Storyboard
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace
from tests.reading import as_read

FUNCTIONS = {
    "relu": lambda z: max(z, 0.0),
    "tanh": math.tanh,
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "identity": lambda z: z,
}
SLOPES = {
    "relu": lambda z: float(z > 0),
    "tanh": lambda z: 1 - math.tanh(z) ** 2,
    "sigmoid": lambda z: FUNCTIONS["sigmoid"](z) * (1 - FUNCTIONS["sigmoid"](z)),
    "identity": lambda z: 1.0,
}


@pytest.fixture(scope="module", params=sorted(FUNCTIONS))
def trace(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("dropout") / "run.nntrace"
    hidden = Layer(units=5, activation=request.param, dropout=0.5)
    record(Experiment(layers=(hidden, Layer(units=1)), epochs=2, learning_rate=0.3), path)
    with open_trace(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def setting(trace):
    return setting_for(trace, aspect=16 / 9, language="en", theme="dark")


def activation_of(trace):
    return trace.experiment.layers[0].activation


def number(text):
    return float(as_read(text))


def test_what_nodes_say_before_dropout_lies_on_the_curve(trace):
    step, name = step_arrays(trace, 1), activation_of(trace)
    assert {0.0, 2.0} == set(step.masks[1].ravel().tolist())
    for row in range(4):
        before = before_dropout(step, name, 1, row)
        sums = step.preactivations[1][row]
        assert before.outputs == pytest.approx([FUNCTIONS[name](z) for z in sums])
        assert before.slopes == pytest.approx([SLOPES[name](z) for z in sums])
        assert np.array_equal(before.outputs * before.factors, step.activations[1][row])
        assert np.array_equal(before.slopes * before.factors, step.derivatives[1][row])


@pytest.mark.parametrize("node", [None, 0, 3])
@pytest.mark.parametrize("row", range(4))
def test_the_equation_of_an_activation_holds(trace, setting, row, node):
    moment = Moment(epoch=1, phase=Phase.FORWARD, layer=1, node=node, record=row)
    lines = calculation(setting, step_arrays(trace, 1), moment).lines
    said = [re.fullmatch(r"(\S*)\((\S+)\) × ([02])", line.left) for line in lines]
    assert any(said)
    for found, line in zip(said, lines, strict=True):
        if found:
            value = FUNCTIONS[activation_of(trace)](number(found[2])) * number(found[3])
            assert number(line.right) == pytest.approx(value, abs=2.1e-4)


@pytest.mark.parametrize("node", [None, 0, 3])
def test_a_delta_is_error_times_slope_times_factor(trace, setting, node):
    step = step_arrays(trace, 1)
    moment = Moment(epoch=1, phase=Phase.BACKWARD, layer=1, node=node, record=2)
    lines = calculation(setting, step, moment).lines
    shown = lines if node is None else lines[-1:]
    sums = step.preactivations[1][2]
    for index, line in enumerate(shown):
        _, slope, factor = map(number, line.left.removeprefix("+").split(" × "))
        at = index if node is None else node
        assert slope == pytest.approx(SLOPES[activation_of(trace)](sums[at]), abs=5.1e-5)
        assert factor == step.masks[1][2, at]


@pytest.mark.parametrize("phase", [Phase.FORWARD, Phase.BACKWARD])
def test_the_plot_says_the_slope_of_the_curve_and_the_factor(trace, phase):
    plot = Shot(detail="nodes", panels=("slope",), records=(2,), layers=(1,))
    show, step = Show(trace, Storyboard(shots=(plot,))), step_arrays(trace, 1)
    for beat in show.timeline.beats:
        node = beat.moment.node
        if beat.moment.phase is not phase:
            continue
        texts = show.frame_at(beat.start_seconds + beat.seconds * 0.99).labels.text
        (told,) = (text for text in texts if "dropout ×" in text)
        assert told.endswith(f"dropout × {step.masks[1][1, node]:.0f}")
        if phase is Phase.BACKWARD:
            (said,) = (text for text in texts if text.startswith("slope "))  # it may be wrapped
            slope = number(said.split()[1])
            expected = SLOPES[activation_of(trace)](step.preactivations[1][1, node])
            assert slope == pytest.approx(expected, abs=5.1e-5)
