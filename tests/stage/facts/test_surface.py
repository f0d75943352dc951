"""The loss surface: trainings stand on it where they were recorded."""

from contextlib import ExitStack
from dataclasses import replace

import numpy as np
import pytest

from nnviz.errors import SceneError
from nnviz.learning.data import Data
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.initializers import Initialization
from nnviz.learning.regularization import Regularization
from nnviz.stage.facts.loss_surface import GRID, loss_surface
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace

BOWL = Experiment(
    data="bowl",
    layers=(Layer(units=1, activation="identity"),),
    initialization=Initialization(name="given", weights=(((-3.0,), (4.0,)),)),
    learning_rate=0.1,
    epochs=100,
)
SADDLE = Experiment(  # a · b · x: two weights, one behind the other
    data=Data(name="own").holding(replace(BOWL.dataset, inputs=[[1.0]] * 4, targets=[[1.0]] * 4)),
    layers=(Layer(units=1, activation="identity"),) * 2,
    initialization=Initialization(name="given", weights=(((0.1,),), ((0.2,),))),
    learning_rate=0.05,
    epochs=30,
)
LINE = Experiment(  # one input, a weight and a bias
    data=Data(name="own").holding(
        replace(BOWL.dataset, inputs=[[0.0], [1.0]], targets=[[0.0], [1.0]])
    ),
    layers=(Layer(units=1, activation="sigmoid", bias=True),),
    loss="binary_cross_entropy",
    regularization=Regularization(l2=0.01),
    epochs=20,
)


@pytest.fixture
def recorded(tmp_path):
    with ExitStack() as stack:

        def recorded(experiment):
            path = tmp_path / f"{len(list(tmp_path.iterdir()))}.nntrace"
            record(experiment, path)
            return stack.enter_context(open_trace(path))

        yield recorded


def seen(trace, *others):
    return loss_surface(trace, [("", trace), *(("other", other) for other in others)], "shot 1")


@pytest.mark.parametrize("experiment", [BOWL, SADDLE, LINE])
def test_a_training_stands_on_the_surface_where_it_was_recorded(recorded, experiment):
    trace = recorded(experiment)
    way = seen(trace).ways[0]
    assert way.epochs.tolist() == list(range(1, experiment.epochs + 1))
    np.testing.assert_allclose(way.losses, trace.series("loss"), rtol=1e-12)
    start = [trace.at(name, epoch=1).ravel() for name in experiment.network.parameters()]
    assert way.places[0].tolist() == np.concatenate(start).tolist()


def test_the_bowl_is_a_bowl_around_the_place_where_the_training_ends(recorded):
    surface = seen(recorded(BOWL))
    assert surface.reach == 5.0  # (−3, 4) lies within
    assert np.abs(surface.centre).max() < 1e-9
    side = np.linspace(-5, 5, GRID)
    assert surface.losses == pytest.approx(side[:, None] ** 2 + side**2, abs=1e-12)
    assert surface.top == pytest.approx(50)


def test_a_saddle_falls_one_way_and_rises_the_other(recorded):
    trace = recorded(SADDLE)
    surface = seen(trace)
    assert surface.parameters == ("weights/0", "weights/1")
    up = np.linspace(-1, 1, GRID) * surface.reach
    product = (surface.centre[0] + up)[:, None] * (surface.centre[1] + up)
    assert surface.losses == pytest.approx(0.5 * 4 * (1 - product) ** 2)


def test_long_ways_are_drawn_with_fewer_places_from_the_first_to_the_last(recorded):
    way = seen(recorded(replace(BOWL, epochs=1000))).ways[0]
    assert len(way.epochs) == 200
    assert way.epochs[[0, -1]].tolist() == [1, 1000]


def test_a_variant_that_diverges_does_not_stretch_the_surface(recorded):
    surface = seen(recorded(BOWL), recorded(replace(BOWL, learning_rate=10.0)))
    assert surface.reach == 5.0
    assert surface.ways[1].losses[-1] > 1e200


def test_a_network_of_other_than_two_parameters_has_no_surface_to_show(recorded):
    with pytest.raises(SceneError, match=r"shot 1: .*two parameters, this one has 16"):
        seen(recorded(Experiment(epochs=1)))


def test_trainings_on_two_surfaces_are_refused(recorded):
    with pytest.raises(SceneError, match=r"the variant 'other' has other regularization"):
        seen(recorded(BOWL), recorded(replace(BOWL, regularization=Regularization(l2=1.0))))


def test_a_surface_needs_all_records(recorded):
    points = Data(name="gauss", records=40)
    trace = recorded(replace(BOWL, data=points, batch_size=10, learning_rate=0.001, epochs=2))
    with pytest.raises(SceneError, match="needs all records"):
        seen(trace)
