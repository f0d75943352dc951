"""A weight of exactly 0 is still a connection: a hair that is seen, and can be pointed at."""

import numpy as np
import pytest

from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.initializers import Initialization
from nnviz.picture.camera import project
from nnviz.stage.show import Show
from nnviz.stage.world.edges import HAIR
from nnviz.stage.world.picking import PickedEdge, pick
from nnviz.story.storyboard import Shot, Storyboard
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace

WEIGHTS = (((0.0, 1.0), (0.0, 0.0), (0.0, -1e-12)), ((0.0,), (0.0,)))


@pytest.fixture(scope="module")
def show(tmp_path_factory):
    path = tmp_path_factory.mktemp("hairs") / "zero.nntrace"
    given = Initialization(name="given", weights=WEIGHTS)
    layers = (Layer(units=2, bias=True), Layer(units=1, bias=True))
    record(Experiment(layers=layers, initialization=given, epochs=2, learning_rate=0.0), path)
    shots = (Shot(tell="lapse", epochs=(1, 2), seconds=2.0),)
    with open_trace(path) as trace:
        yield Show(trace, Storyboard(shots=shots))


def test_no_weight_is_thinner_than_a_hair_and_none_is_without_a_sign(show):
    frame, layout = show.frame_at(1.0), show.setting.layout
    start, _ = layout.drawn_ends
    bars, count = frame.cylinders, len(start)
    tips = bars.radius[:count, None] * layout.flow  # their round ends touch the ports
    assert bars.start[:count] - tips == pytest.approx(start, abs=1e-5)  # the edges come first
    radii, colours = bars.radius[:count], bars.colour[:count]
    weights = np.concatenate([np.ravel(layer) for layer in WEIGHTS])
    assert radii[np.abs(weights) < 0.01] == pytest.approx(HAIR)
    assert radii[weights == 1.0] > 8 * HAIR
    palette = show.setting.palette
    assert (colours[weights == 0] == palette.outline).all()
    assert (colours[weights < 0] == palette.negative).all()


def test_a_hair_can_be_pointed_at(show):
    frame, layout = show.frame_at(1.0), show.setting.layout
    start, end = layout.edges(0, np.array([2]))
    (point,) = project(frame.camera, frame.aspect, start * 0.7 + end * 0.3).position.tolist()
    found = pick(layout, layout.drawn, frame.camera, frame.aspect, (point[0], point[1]))
    assert found == PickedEdge(0, 1, 0)
