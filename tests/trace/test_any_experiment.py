"""Any experiment: recorded twice it is the same content, and what is read is what was computed."""

import sqlite3
from itertools import pairwise, repeat

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from nnviz.learning.activations import ACTIVATIONS
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.initializers import Initialization
from nnviz.learning.optimizers import OPTIMIZERS, OptimizerSettings
from nnviz.learning.recording import Recording
from nnviz.learning.regularization import Regularization
from nnviz.learning.schedules import SCHEDULES, Schedule
from nnviz.learning.training import train
from nnviz.trace.buffers import ChunkBuffer
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace
from tests.choosing import chosen

hidden = st.builds(
    Layer,
    units=st.integers(1, 5),
    activation=st.sampled_from(sorted(set(ACTIVATIONS) - {"softmax", "step"})),
    bias=st.booleans(),
    dropout=st.sampled_from([0.0, 0.3]),
)
experiments = st.builds(
    Experiment,
    data=st.sampled_from(["xor", "nand"]),
    layers=st.lists(hidden, max_size=3).map(lambda layers: (*layers, Layer(units=1, bias=True))),
    loss=st.sampled_from(["half_squared_error", "mean_squared_error", "binary_cross_entropy"]),
    seed=st.integers(0, 2**32 - 1),
    epochs=st.integers(1, 12),
    learning_rate=st.sampled_from([0.01, 1.0, 1e100]),
    batch_size=st.sampled_from([None, 1, 2, 3]),
    optimizer=st.builds(OptimizerSettings, name=st.sampled_from(sorted(OPTIMIZERS))),
    schedule=st.builds(
        chosen, st.just(Schedule), name=st.sampled_from(sorted(SCHEDULES)), every=st.integers(1, 5)
    ),
    initialization=st.builds(
        Initialization, name=st.sampled_from(["lecture", "gaussian", "xavier", "he"])
    ),
    regularization=st.builds(Regularization, l2=st.sampled_from([0.0, 0.1])),
    recording=st.just(Recording(records="all", steps="all", precision="float64")),
)


def content(path):
    """Return all rows of a trace file."""
    database = sqlite3.connect(path)
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master").fetchall()]
    tables = [name for name in tables if not name.startswith("sqlite_")]
    rows = [(name, *row) for name in tables for row in database.execute(f"SELECT * FROM {name}")]
    database.close()
    return rows


@settings(max_examples=25)
@given(experiment=experiments)
def test_what_is_read_is_what_was_computed_and_a_second_time_the_same(tmp_path_factory, experiment):
    folder = tmp_path_factory.mktemp("any")
    for name in ("one", "two"):
        record(experiment, folder / f"{name}.nntrace")
    assert content(folder / "one.nntrace") == content(folder / "two.nntrace")
    assert (folder / "one.nntrace").read_bytes() == (folder / "two.nntrace").read_bytes()

    computed = ChunkBuffer(experiment, experiment.steps)
    train(experiment, computed.steps)
    computed.measure(range(1, experiment.steps + 1))
    with open_trace(folder / "one.nntrace") as trace:
        assert trace.experiment == experiment
        assert set(trace.names) == set(computed.arrays)
        for name, array in computed.arrays.items():
            read = trace.between_steps(name, first=1, last=experiment.steps)
            assert read.tobytes() == array.tobytes()


@settings(max_examples=20)
@given(experiment=experiments)
def test_every_step_begins_with_the_weights_that_the_step_before_it_left(
    experiment,
):
    steps = ChunkBuffer(experiment, experiment.steps).steps
    train(experiment, steps)
    with np.errstate(all="ignore"):
        for before, after in pairwise(steps):
            for k, weights in after.weights.items():
                assert np.array_equal(
                    before.weights[k] + before.updates[k], weights, equal_nan=True
                )


def test_one_step_used_again_keeps_the_last_of_any_training():
    experiment = Experiment(
        layers=(Layer(units=3, dropout=0.5), Layer(units=1)),
        optimizer=OptimizerSettings(name="adam"),
        batch_size=2,
        epochs=8,
    )
    many = ChunkBuffer(experiment, 16).steps
    (one,) = ChunkBuffer(experiment, 1).steps
    train(experiment, many)
    train(experiment, repeat(one, 16))
    assert one.memory["second_moments"][0].tobytes() == (
        many[-1].memory["second_moments"][0].tobytes()
    )
    assert one.masks[1].tobytes() == many[-1].masks[1].tobytes()
