"""Beside each hidden node stands what it says of the plane, in a time-lapse of few nodes."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz.learning.data import Data
from nnviz.learning.experiment import Experiment, Layer
from nnviz.picture.camera import project
from nnviz.picture.palette import DARK
from nnviz.stage.facts.plane import centres
from nnviz.stage.show import Show
from nnviz.stage.world.node_maps import FULLEST
from nnviz.story.moment import Moment, Phase
from nnviz.story.storyboard import Shot, Storyboard, default_storyboard
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace
from tests.stage.judging import bodies, faults

POINTS = Experiment(
    data=Data(name="circle", records=40),
    layers=(
        Layer(units=3, activation="tanh", bias=True),
        Layer(units=2, activation="tanh", bias=True),
        Layer(units=1, activation="tanh"),
    ),
    learning_rate=0.1,
    epochs=4,
)


@pytest.fixture
def shown(tmp_path):
    opened = []

    def shown(experiment, shot=None, **chosen):
        path = tmp_path / f"{len(opened)}.nntrace"
        record(experiment, path)
        opened.append(open_trace(path))
        story = default_storyboard(4) if shot is None else Storyboard(shots=(shot,))
        return Show(opened[-1], story, **chosen)

    yield shown
    for trace in opened:
        trace.close()


def test_each_map_is_what_its_node_says_of_the_plane(shown):
    show = shown(POINTS)
    frame = show.frame_of(Moment(epoch=3, phase=Phase.EPOCH))
    assert len(frame.maps.corner) == 1 + 3 + 2
    plane, step = show.setting.plane, show.step(3)
    first = np.tanh(centres(plane.low, plane.high) @ step.weights[0] + step.biases[0])
    shares = np.moveaxis(first.reshape(50, 50, 3), -1, 0)
    shares = shares / show.setting.scales.largest_activations[1]
    assert np.allclose(frame.maps.colour[1:4], DARK.of_share(shares * FULLEST), atol=1e-6)


@pytest.mark.parametrize("camera", ["front", "three_quarter", "close"])
@pytest.mark.parametrize("aspect", [4 / 3, 16 / 9])
def test_it_stands_right_of_its_node_and_covers_no_box_and_no_number(shown, camera, aspect):
    shot = Shot(tell="lapse", epochs=(1, 4), camera=camera, seconds=4)
    show = shown(POINTS, shot, aspect=aspect)
    frame = show.frame_at(3.9)
    assert faults(show, frame) == []
    nodes = np.concatenate(show.setting.layout.nodes[1:3])
    seen = project(frame.camera, frame.aspect, nodes).position
    corner, size = frame.maps.corner[1:], frame.maps.size[1:]
    assert (corner[:, 0] > seen[:, 0]).all()
    assert (np.abs(corner[:, 1] + size[:, 1] / 2 - seen[:, 1]) < 0.03).all()
    boxes = bodies(frame)[: int((frame.solids.half > 0).all(axis=1).sum())]
    for (left, top), (wide, high) in zip(corner, size, strict=True):
        covers = (boxes[:, 0] < left + wide) & (boxes[:, 2] > left + 0.002)
        covers &= (boxes[:, 1] < top + high) & (boxes[:, 3] > top)
        assert not covers.any()
    assert size.min() >= 0.02


def test_many_nodes_and_calculations_have_none(shown):
    many = replace(POINTS, layers=(Layer(units=24, activation="tanh"), POINTS.layers[2]))
    assert len(shown(many).frame_of(Moment(epoch=2, phase=Phase.EPOCH)).maps.corner) == 1
    frame = shown(POINTS).frame_of(Moment(epoch=2, phase=Phase.FORWARD, layer=1))
    assert len(frame.maps.corner) <= 1
