"""The plane shows what the network says: it is held against the network's own forward pass."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz.errors import SceneError
from nnviz.learning.data import Data, own
from nnviz.learning.datasets import Dataset
from nnviz.learning.experiment import Experiment, Layer, Recording
from nnviz.learning.network import Network
from nnviz.picture.palette import DARK
from nnviz.stage.facts.plane import CELLS, centres, plane_of
from nnviz.stage.facts.step_arrays import step_arrays
from nnviz.stage.panels.plane import FULLEST
from nnviz.stage.show import Show
from nnviz.story.moment import Moment, Phase
from nnviz.story.storyboard import Shot, Storyboard, default_storyboard

CIRCLE = Experiment(
    data=Data(name="circle", records=60, held_out=0.25),
    layers=(Layer(units=3, activation="tanh", bias=True), Layer(units=1, activation="tanh")),
    learning_rate=0.1,
    batch_size=9,
    epochs=4,
)
FEATURED = replace(
    CIRCLE, data=Data(name="circle", records=60, features=("x2", "x1", "x1_x2", "sin_x1"))
)
CURVED = replace(CIRCLE, data=Data(name="circle", records=60, features=("x1_squared", "sin_x2")))
TWO_CLASSES = Experiment(
    data=own(
        Dataset(
            name="own",
            inputs=[[0.5, 1.0], [1.0, -0.5], [-1.0, 0.25]],
            targets=[[1, 0], [0, 1], [0, 1]],
            source="this test",
            classes=("left", "right"),
        )
    ),
    layers=(Layer(units=2, activation="softmax", bias=True),),
    loss="categorical_cross_entropy",
    epochs=2,
)


@pytest.mark.parametrize("experiment", [CIRCLE, FEATURED, CURVED], ids=["x", "features", "curved"])
def test_the_map_is_the_forward_pass_of_the_recorded_weights(recorded, experiment):
    trace = recorded(experiment)
    plane, step = plane_of(trace), step_arrays(trace, 3)
    x1, x2 = centres(plane.low, plane.high).T
    names = {"x1": x1, "x2": x2, "x1_x2": x1 * x2, "sin_x1": np.sin(x1)}
    names |= {"x1_squared": x1**2, "sin_x2": np.sin(x2)}
    a = np.stack([names[n] for n in experiment.data.features or ("x1", "x2")], axis=1)
    for k in (0, 1):
        z = a @ trace.at(f"weights/{k}", epoch=3)
        a = np.tanh(z + trace.at("biases/0", epoch=3) if k == 0 else z)
    assert plane.shares(step) == pytest.approx(a.reshape(CELLS, CELLS), abs=1e-12)


def test_at_a_record_the_network_says_what_it_said_in_training(recorded):
    trace = recorded(replace(CIRCLE, batch_size=None))
    step = step_arrays(trace, 4)
    network, weights = Network(trace.experiment.network), dict(enumerate(step.weights))
    _, outputs = network.predict(step.activations[0], weights=weights, biases={0: step.biases[0]})
    assert np.array_equal(outputs, step.activations[-1])


def test_rows_go_down_and_columns_to_the_right():
    low, high = np.array([-2.0, 10.0]), np.array([2.0, 30.0])
    grid = centres(low, high).reshape(CELLS, CELLS, 2)
    assert (np.diff(grid[..., 0], axis=1) > 0).all()
    assert (np.diff(grid[..., 1], axis=0) < 0).all()
    half_a_cell = (high - low) / CELLS / 2
    assert grid[-1, 0] == pytest.approx(low + half_a_cell)
    assert grid[0, -1] == pytest.approx(high - half_a_cell)


def test_all_points_of_the_playground_are_there_though_the_trace_holds_few(recorded):
    trace = recorded(replace(FEATURED, recording=Recording(records=4)))
    plane = plane_of(trace)
    whole = replace(FEATURED.data, features=()).dataset
    assert len(trace.dataset.inputs) == 4
    assert np.array_equal(plane.points.training, whole.inputs)
    assert np.array_equal(plane.points.targets, whole.targets[:, 0])


def test_held_out_points_are_told_apart(recorded):
    plane = plane_of(recorded(CIRCLE))
    assert (len(plane.points.training), len(plane.points.held_out)) == (45, 15)


def test_of_two_classes_the_map_shows_which_is_more_likely(recorded):
    trace = recorded(TWO_CLASSES)
    plane, step = plane_of(trace), step_arrays(trace, 2)
    z = centres(plane.low, plane.high) @ step.weights[0] + step.biases[0]
    first, second = np.exp(z).T / np.exp(z).sum(axis=1)
    assert plane.shares(step).ravel() == pytest.approx(second - first)
    assert plane.points.targets.tolist() == [-1, 1, 1]


def test_the_middle_between_two_labels_is_nothing(recorded):
    trace = recorded(replace(CIRCLE, data=Data(name="circle", records=20, labels=(0.0, 1.0))))
    assert plane_of(trace).share_of(np.array([0.0, 0.5, 1.0])).tolist() == [-1, 0, 1]


def test_there_is_no_plane_of_three_inputs(trace):
    assert plane_of(trace) is None
    with pytest.raises(SceneError, match='"plane" needs two inputs'):
        Show(trace, Storyboard(shots=(Shot(panels=("plane",)),)))


def test_the_panel_shows_the_map_of_its_epoch_and_every_record(recorded):
    trace = recorded(CIRCLE)
    show = Show(trace, default_storyboard(4))
    frames = [show.frame_of(Moment(epoch=epoch, phase=Phase.EPOCH)) for epoch in (2, 4)]
    for epoch, frame in zip((2, 4), frames, strict=True):
        shares = show.setting.plane.shares(show.step(epoch))
        assert np.array_equal(frame.maps.colour[0], DARK.of_share(shares * FULLEST))
    assert not np.array_equal(frames[0].maps.colour, frames[1].maps.colour)
    dots = (frames[0].strokes.start == frames[0].strokes.end).all(axis=1)
    corner, size = frames[0].maps.corner[0], frames[0].maps.size[0]
    share = (frames[0].strokes.start[dots] - corner) / size
    inside = ((share >= 0) & (share <= 1)).all(axis=1)
    points = show.setting.plane.points.everywhere
    plane = show.setting.plane
    wanted = (points - plane.low) / (plane.high - plane.low)
    wanted[:, 1] = 1 - wanted[:, 1]
    found = share[inside]
    assert np.abs(found[:, None] - wanted).max(axis=2).min(axis=0).max() < 1e-4


def test_before_training_the_network_says_nothing(recorded):
    show = Show(recorded(CIRCLE), Storyboard(shots=(Shot(tell="initialise"),)))
    assert not len(show.frame_at(1.0).maps.colour)


def test_two_epochs_are_compared_by_their_maps(recorded):
    show = Show(recorded(CIRCLE), Storyboard(shots=(Shot(tell="compare", epochs=(1, 4)),)))
    maps = show.frame_at(1.0).maps
    for colours, epoch in zip(maps.colour, (1, 4), strict=True):
        shares = show.setting.plane.shares(show.step(epoch))
        assert np.array_equal(colours, DARK.of_share(shares * FULLEST))
