"""The board writes only formulas that give the recorded numbers, whatever the loss is."""

import re

import pytest

from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.optimizers import OptimizerSettings
from nnviz.stage.facts.step_arrays import step_arrays
from nnviz.stage.setting import setting_for
from nnviz.stage.worked.calculation import calculation
from nnviz.story.moment import Moment, Phase
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace
from tests.reading import as_read


@pytest.fixture
def opened(tmp_path):
    traces = []

    def open_one(**fields):
        path = tmp_path / f"{len(traces)}.nntrace"
        record(Experiment(epochs=3, **fields), path)
        traces.append(open_trace(path))
        setting = setting_for(traces[-1], aspect=16 / 9, language="en", theme="dark")
        return setting, step_arrays(traces[-1], 2)

    yield open_one
    for trace in traces:
        trace.close()


def number(text):
    return float(as_read(text))


LOSSES = ["half_squared_error", "mean_squared_error", "binary_cross_entropy"]


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("layer", [1, 2])
def test_what_is_written_gives_the_delta(opened, loss, layer):
    setting, step = opened(loss=loss)
    moment = Moment(epoch=2, phase=Phase.BACKWARD, layer=layer, node=0, record=1)
    last = calculation(setting, step, moment).lines[-1]
    assert last.exact == step.deltas[layer][1, 0]
    if quotient := re.fullmatch(r"\((\S+) − (\S+)\) ÷ (\d+)", last.left):
        target, output, count = map(number, quotient.groups())
        written = (target - output) / count
    else:
        error, slope = map(number, last.left.split(" × "))
        written = error * slope
    assert written == pytest.approx(last.exact, abs=1e-4)


def test_a_paired_loss_melts_error_and_slope_into_one(opened):
    setting, step = opened(loss="binary_cross_entropy")
    moment = Moment(epoch=2, phase=Phase.BACKWARD, layer=2, node=0, record=1)
    (only,) = calculation(setting, step, moment).lines
    assert only.left.endswith("÷ 4")


def test_the_error_of_the_output_is_target_minus_output_whatever_the_loss(opened):
    setting, step = opened(loss="mean_squared_error")
    (line,) = calculation(
        setting, step, Moment(epoch=2, phase=Phase.ERROR, layer=2, record=1)
    ).lines
    target, output = map(number, line.left.split(" − "))
    assert number(line.right) == pytest.approx(target - output, abs=1e-4)


def test_an_update_that_is_more_than_a_sum_is_not_written_as_one(opened):
    plain, _ = opened()
    setting, step = opened(optimizer=OptimizerSettings(name="adam"))
    moment = Moment(epoch=2, phase=Phase.UPDATE, layer=1, node=0, sender=0)
    assert plain.updates_are_sums
    assert not setting.updates_are_sums
    assert next(line.left for line in calculation(setting, step, moment).lines) == "step of adam"


def test_deltas_of_a_whole_layer_name_their_layer(opened):
    setting, step = opened(layers=(Layer(units=3, activation="tanh"), Layer(units=1)))
    told = calculation(setting, step, Moment(epoch=2, phase=Phase.BACKWARD, layer=1, record=0))
    assert told.title == "Deltas of the hidden layer"
    assert len(told.lines) == 3
