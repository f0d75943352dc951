"""Starting points: a training begins with the weights of an epoch, to the last bit."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz.errors import ExperimentError
from nnviz.learning.experiment import Experiment, Layer
from nnviz.playground.starting_points import first_of, starting_point
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace

BIASED = Experiment(layers=(Layer(units=3, bias=True), Layer(units=1)), epochs=20)


@pytest.fixture
def trace(tmp_path):
    record(BIASED, tmp_path / "whole.nntrace")
    with open_trace(tmp_path / "whole.nntrace") as opened:
        yield opened


def test_training_on_from_an_epoch_is_what_would_have_come_anyway(trace, tmp_path):
    weights = [trace.at(f"weights/{k}", epoch=8) for k in (0, 1)]
    point = starting_point(weights, {0: trace.at("biases/0", epoch=8)})
    rest = replace(BIASED, initialization=point.initialization, epochs=13)
    record(rest, tmp_path / "rest.nntrace")
    with open_trace(tmp_path / "rest.nntrace") as on:
        for name in ("weights/0", "weights/1", "biases/0"):
            there, here = trace.between(name, first=8, last=20), on.between(name, first=1, last=13)
            assert there.tobytes() == here.tobytes()


def test_one_weight_or_bias_is_another_and_the_others_stay():
    before = first_of(BIASED)
    after = before.with_weight(0, (2, 1), 0.5).with_bias(1, 2, -1.5)
    assert (after.weights[0][2, 1], after.biases[0][2]) == (0.5, -1.5)
    assert np.count_nonzero(after.weights[0] != before.weights[0]) == 1
    assert before.biases[0].tolist() == [0, 0, 0]
    assert replace(BIASED, initialization=after.initialization).initialization.rule.biases == (
        (0.0, 0.0, -1.5),
        (),
    )


def test_the_first_weights_given_are_those_that_were_drawn():
    plain = Experiment(epochs=1)
    given = replace(plain, initialization=first_of(plain).initialization)
    assert first_of(given).weights[0].tobytes() == first_of(plain).weights[0].tobytes()


def test_weights_of_a_training_that_has_diverged_are_refused():
    with pytest.raises(ExperimentError, match="finite"):
        _ = first_of(BIASED).with_weight(0, (0, 0), np.inf).initialization
