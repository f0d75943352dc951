"""The sizes of deltas and updates, layer by layer: a vanishing gradient is seen at a glance."""

import numpy as np
import pytest

from nnviz.learning.data import Data
from nnviz.learning.experiment import Experiment, Layer
from nnviz.picture.numerals import numeral
from nnviz.stage.facts.layer_sizes import size_limits
from nnviz.stage.facts.step_arrays import step_arrays
from nnviz.stage.panels.choice import panels_of
from nnviz.stage.show import Show
from nnviz.story.moment import Moment, Phase
from nnviz.story.storyboard import Shot, Storyboard
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace
from tests.stage.judging import faults

SIGMOIDS = 5
STORY = Storyboard(shots=(Shot(epochs=(1, 2)), Shot(tell="lapse", epochs=(1, 4))))


@pytest.fixture(scope="module")
def deep(tmp_path_factory):
    layers = (*[Layer(units=3)] * SIGMOIDS, Layer(units=1))
    path = tmp_path_factory.mktemp("deep") / "deep.nntrace"
    record(Experiment(epochs=4, data=Data(name="xor"), layers=layers), path)
    with open_trace(path) as trace:
        yield trace


def labels(trace, moment):
    show = Show(trace, STORY)
    frame = show.frame_of(moment)
    assert not faults(show, frame)
    return frame.labels.text


def written(trace):
    deltas = step_arrays(trace, 2).deltas[1:]
    return [numeral(np.abs(values).mean()) for values in deltas]


def test_the_gradient_vanishes_towards_the_first_layers(deep):
    sizes = [np.abs(values).mean() for values in step_arrays(deep, 2).deltas[1:]]
    assert sizes[0] < sizes[-1] / 1000


def test_every_layer_says_its_mean_delta_at_the_end_of_an_epoch(deep):
    said = labels(deep, Moment(epoch=2, phase=Phase.EPOCH))
    assert set(written(deep)) <= set(said)


@pytest.mark.parametrize("layer", range(1, SIGMOIDS + 2))
def test_going_backward_only_what_has_been_computed_is_said(deep, layer):
    said = labels(deep, Moment(epoch=2, phase=Phase.BACKWARD, layer=layer))
    below = [text for text in written(deep)[: layer - 1] if text not in written(deep)[layer - 1 :]]
    assert set(written(deep)[layer - 1 :]) <= set(said)
    assert not set(below) & set(said)


def test_the_axis_holds_the_sizes_of_all_epochs(deep):
    low, high = size_limits(deep, len(deep.epochs))
    for epoch in deep.epochs:
        step = step_arrays(deep, int(epoch))
        for values in (*step.deltas[1:], *step.updates):
            assert low <= np.abs(values).mean() <= high


@pytest.mark.parametrize("rate", [1e80, 1e160])
def test_a_training_that_runs_away_is_drawn_on_the_axis_of_what_came_before(tmp_path, rate):
    layers = (*[Layer(units=3, activation="identity")] * SIGMOIDS, Layer(units=1))
    record(
        Experiment(epochs=4, data=Data(name="xor"), layers=layers, learning_rate=rate),
        tmp_path / "away.nntrace",
    )
    with open_trace(tmp_path / "away.nntrace") as trace:
        show = Show(trace, STORY)
        assert show.setting.survey.runs_away is not None
        assert np.isfinite(show.setting.size_limits()).all()
        for epoch in trace.epochs:
            labels(trace, Moment(epoch=int(epoch), phase=Phase.EPOCH))


@pytest.mark.parametrize("size", [5e-324, 1e-300, 1.7e308])
def test_the_axis_can_be_computed_of_any_sizes(deep, monkeypatch, size):
    monkeypatch.setattr(type(deep), "at", lambda *_, **__: np.full((2, 2), size))
    low, high = size_limits(deep, len(deep.epochs))
    assert 0 < low < high < np.inf


def test_it_is_there_unasked_in_deep_networks_alone(deep, trace):
    for tell in ("steps", "lapse"):
        asked = {
            which: panels_of(Shot(tell=tell), "shot 1", Show(source, STORY).setting)
            for which, source in (("deep", deep), ("shallow", trace))
        }
        assert "layer_sizes" in asked["deep"]
        assert "layer_sizes" not in asked["shallow"]
