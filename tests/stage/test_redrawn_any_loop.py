"""Equation, map, output curve and race need no experiment: they show what another loop pushed."""

import numpy as np
import pytest

from nnviz.learning.data import own
from nnviz.learning.datasets import Dataset
from nnviz.learning.description import Layer, NetworkDescription
from nnviz.learning.experiment import Experiment
from nnviz.learning.network import initial_weights
from nnviz.picture.frame import same_picture
from nnviz.stage.facts.output_curve import OutputCurve
from nnviz.stage.facts.plane import Plane
from nnviz.stage.panels.choice import panels_of
from nnviz.stage.setting import Variant
from nnviz.stage.show import Show
from nnviz.stage.wording import WORDINGS
from nnviz.stage.worked.calculation import calculation
from nnviz.story.moment import Moment, Phase
from nnviz.story.storyboard import Shot, Storyboard, default_storyboard
from nnviz.trace.recorder import record, recording
from nnviz.trace.trace import open_trace
from tests.trace.pushed import lecture

X = np.random.default_rng(1).uniform(-1, 1, (8, 2))
Y = (X[:, :1] > 0).astype(float)
LAYERS = (Layer(units=4), Layer(units=1))
EPOCHS = 9


@pytest.fixture
def traces(tmp_path):
    """Give what records some rows twice: by an experiment, and by another loop."""
    opened = []

    def both(inputs, *, told=True):
        ours, theirs = (tmp_path / f"{len(opened)}_{name}.nntrace" for name in ("ours", "theirs"))
        data = Dataset(name="rows", inputs=X[:, :inputs], targets=Y, source="this test")
        experiment = Experiment(data=own(data), layers=LAYERS, epochs=EPOCHS)
        record(experiment, ours)
        network = NetworkDescription(inputs=inputs, layers=LAYERS, loss=experiment.loss)
        training = experiment.training if told else None
        with recording(theirs, network=network, data=data, training=training) as recorder:
            weights = list(initial_weights(experiment).values())
            for arrays in lecture(data.inputs, data.targets, weights, EPOCHS):
                recorder.push_arrays(arrays)
        opened.extend(map(open_trace, (ours, theirs)))
        return opened[-2:]

    yield both
    for trace in opened:
        trace.close()


def assert_alike(one, other):
    for seconds in np.linspace(0, one.duration_seconds, 9):
        assert same_picture(one.frame_at(seconds), other.frame_at(seconds))


@pytest.mark.parametrize(("inputs", "kind"), [(1, OutputCurve), (2, Plane)])
def test_a_map_is_drawn_alike_beside_the_equation(traces, inputs, kind):
    shots = (Shot(epochs=(1, 2), detail="nodes", panels=("plane", "equation")),)
    one, other = (Show(trace, Storyboard(shots=shots)) for trace in traces(inputs))
    assert isinstance(other.setting.plane, kind)
    assert_alike(one, other)


@pytest.mark.parametrize("inputs", [1, 2])
def test_a_race_with_its_results_is_drawn_alike(traces, inputs):
    shot = Shot(tell="race", epochs=(1, EPOCHS), panels=("headline", "error_curve"))
    shows = []
    for trace in traces(inputs):
        variants = (Variant(name="one", trace=trace), Variant(name="other", trace=trace))
        shows.append(Show(trace, Storyboard(shots=(shot,)), variants=variants))
    assert_alike(*shows)


def test_the_default_panels_leave_the_code_out(traces):
    ours, theirs = traces(2)
    shot = Shot(epochs=(1, 2))
    settings = [Show(trace, Storyboard(shots=(shot,))).setting for trace in (ours, theirs)]
    with_code, without = (panels_of(shot, "", setting) for setting in settings)
    assert with_code - without == {"code"}
    assert without <= with_code


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_change_is_no_step_of_an_optimizer_that_nobody_knows(traces, language):
    _, theirs = traces(2, told=False)
    show, words = Show(theirs, default_storyboard(EPOCHS), language=language), WORDINGS[language]
    moment = Moment(epoch=3, phase=Phase.UPDATE, layer=1, node=0, sender=2)
    first, _ = calculation(show.setting, show.step(3), moment).lines
    assert first.left == words.change
    assert first.exact == theirs.at("updates/1", epoch=3)[2, 0]
