"""Many inputs that are no image: each a box with its name and its value, left of the network."""

import re

import numpy as np
import pytest

from nnviz.learning.data import own
from nnviz.learning.datasets import Dataset
from nnviz.learning.experiment import Experiment, Layer
from nnviz.picture.camera import project
from nnviz.picture.frame import Shape
from nnviz.stage.geometry.layout import Layout
from nnviz.stage.show import Show
from nnviz.stage.world.input_names import input_name
from nnviz.story.moment import Moment, Phase
from nnviz.story.storyboard import Shot, Storyboard
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace
from tests.stage.judging import faults

FORWARD = Moment(epoch=1, phase=Phase.FORWARD, layer=1)


@pytest.mark.parametrize("inputs", [10, 13, 16, 17])
def test_as_many_inputs_as_can_be_named_stand_in_a_column(inputs):
    layout = Layout((inputs, 4, 3))
    assert layout.in_grid(0) == (inputs > 16)
    assert layout.has_names_before == (inputs <= 16)
    assert Layout((13, 13, 3)).in_grid(1)
    assert Layout((13, 4, 3), upright=True).in_grid(0)
    assert Layout((16, 4, 3), image=(4, 4)).in_grid(0)


@pytest.fixture(scope="module")
def trace(tmp_path_factory):
    values = np.random.default_rng(3).normal(size=(8, 13))
    targets = np.eye(3)[np.arange(8) % 3]
    path = tmp_path_factory.mktemp("many") / "many.nntrace"
    layers = (Layer(units=4, activation="tanh"), Layer(units=3, activation="softmax"))
    data = own(
        Dataset(name="many", inputs=values, targets=targets, source="own", classes=("p", "q", "r"))
    )
    loss = "categorical_cross_entropy"
    record(Experiment(epochs=2, data=data, layers=layers, loss=loss), path)
    with open_trace(path) as opened:
        yield opened


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize(("aspect", "language"), [(16 / 9, "en"), (4 / 3, "ja"), (1.0, "en")])
def test_each_has_its_name_and_value_left_of_its_box(trace, aspect, language, theme):
    story = Storyboard(shots=(Shot(epochs=(1, 2)),))
    show = Show(trace, story, aspect=aspect, language=language, theme=theme)
    frame = show.frame_of(FORWARD)
    assert not faults(show, frame)
    places = project(frame.camera, aspect, show.setting.layout.nodes[0]).position
    named = {}
    for text, place in zip(frame.labels.text, frame.labels.position, strict=True):
        if found := re.fullmatch(r"(x[₀-₉]+) = .+", text):
            named[found[1]] = place
    assert sorted(named) == sorted(input_name(index) for index in range(13))
    for index, place in enumerate(places):
        x, y = named[input_name(index)]
        assert x < place[0]
        assert abs(y - place[1]) < 0.03
    assert (frame.solids.shape == Shape.BOX).any()


@pytest.mark.parametrize("aspect", [16 / 9, 4 / 3, 1.0])
def test_outputs_are_named_at_their_boxes(trace, aspect):
    show = Show(trace, Storyboard(shots=(Shot(epochs=(1, 2)),)), aspect=aspect)
    frame = show.frame_of(Moment(epoch=1, phase=Phase.ERROR, layer=2))
    places = project(frame.camera, aspect, show.setting.layout.nodes[-1]).position
    for name, (x, y) in zip("pqr", places, strict=True):
        (at,) = [
            place
            for text, place in zip(frame.labels.text, frame.labels.position, strict=True)
            if text.startswith(f"{name}: 0.")
        ]
        assert abs(at[0] - x) < 0.1
        assert 0 < at[1] - y < 0.1
