"""Whatever can be recorded can be drawn: every array of every frame is finite."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnviz.learning.data import own
from nnviz.learning.datasets import Dataset
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.initializers import Initialization
from nnviz.picture.palette import DARK
from nnviz.stage.show import Show
from nnviz.story.storyboard import Shot, Storyboard, default_storyboard
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace
from tests.hostile.opening import require_finite

VALUES = st.sampled_from([0.0, 1.0, -1.0, 5e-324, -1e-310, 1e-300, 1e300, -1e300, 1.79e308])
RATES = st.sampled_from([0.0, 5e-324, 1e-300, 0.1, 10.0, 1e6, 1e300, 1.79e308])
ACTIVATIONS = st.sampled_from(["sigmoid", "tanh", "relu", "leaky_relu", "softplus", "identity"])
INSTANTS = np.linspace(0, 1, 12)


def dataset(values, records, columns):
    chosen = np.resize(np.array(values), (records, columns + 1))
    return Dataset(name="strange", inputs=chosen[:, :-1], targets=chosen[:, -1:], source="a test")


@st.composite
def experiments(draw):
    columns, hidden = draw(st.integers(1, 3)), draw(st.lists(st.integers(1, 3), max_size=2))
    layers = tuple(
        Layer(units=units, activation=draw(ACTIVATIONS), bias=draw(st.booleans()))
        for units in (*hidden, 1)
    )
    widths = [columns, *(layer.units for layer in layers)]
    weights = tuple(
        tuple(tuple(draw(VALUES) for _ in range(after)) for _ in range(before))
        for before, after in pairwise(widths)
    )
    records = draw(st.integers(1, 4))
    return Experiment(
        data=own(dataset(draw(st.lists(VALUES, min_size=1, max_size=9)), records, columns)),
        layers=layers,
        initialization=Initialization(name="given", weights=weights),
        learning_rate=draw(RATES),
        epochs=draw(st.integers(1, 4)),
        batch_size=draw(st.sampled_from([None, 1])),
    )


def require_drawable(trace):
    epochs = int(trace.epochs[-1])
    shots = (
        *default_storyboard(epochs).shots,
        Shot(tell="introduce"),
        Shot(epochs=(epochs, epochs), detail="nodes"),
    )
    for aspect, language, instants in (
        (16 / 9, "en", INSTANTS[::2]),
        (4 / 3, "ja", INSTANTS[1::2]),
    ):
        show = Show(trace, Storyboard(shots=shots), aspect=aspect, language=language)
        for share in instants:
            require_finite(show.frame_at(share * show.duration_seconds))


@settings(max_examples=40)
@given(experiment=experiments())
def test_every_training_can_be_drawn(tmp_path_factory, experiment):
    path = tmp_path_factory.getbasetemp() / "strange.nntrace"
    record(experiment, path, overwrite=True)
    with open_trace(path) as trace:
        require_drawable(trace)


@pytest.mark.parametrize("value", [0.0, 1.0, 5e-324, 1e-300, 1e300, 1.79e308])
def test_a_network_of_one_node_and_one_epoch_can_be_drawn(tmp_path, value):
    initial = Initialization(name="given", weights=(((value,),),))
    experiment = Experiment(
        data=own(dataset([value], 1, 1)),
        layers=(Layer(units=1, activation="identity"),),
        initialization=initial,
        epochs=1,
    )
    record(experiment, tmp_path / "one.nntrace")
    with open_trace(tmp_path / "one.nntrace") as trace:
        require_drawable(trace)


def test_what_is_not_finite_is_as_large_as_anything_and_has_its_own_colour(tmp_path):
    linear = (Layer(units=1, activation="identity"),)
    experiment = Experiment(layers=linear, learning_rate=1e300, epochs=3)
    record(experiment, tmp_path / "wild.nntrace")
    with open_trace(tmp_path / "wild.nntrace") as trace:
        assert not np.isfinite(trace.at("weights/0", epoch=3)).any()
        frame = Show(trace, Storyboard(shots=(Shot(tell="lapse", epochs=(3, 3)),))).frame_at(1.0)
    edges = frame.cylinders
    strange = (edges.colour == DARK.strange).all(axis=1)
    assert strange.sum() == 3
    assert (edges.radius[strange] == edges.radius.max()).all()
    assert "NaN" in frame.labels.text
