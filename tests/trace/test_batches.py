"""Traces of trainings that go by batches: steps, epochs, and what only such trainings record."""

import numpy as np
import pytest

from nnviz.errors import TraceError
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.optimizers import OptimizerSettings
from nnviz.learning.recording import Recording
from nnviz.learning.schedules import Schedule
from nnviz.learning.training import train
from nnviz.trace.buffers import ChunkBuffer
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace

EXPERIMENT = Experiment(
    layers=(Layer(units=5, activation="tanh", bias=True, dropout=0.5), Layer(units=1, bias=True)),
    loss="binary_cross_entropy",
    batch_size=1,
    epochs=200,
    learning_rate=0.1,
    optimizer=OptimizerSettings(name="adam"),
    schedule=Schedule(name="cosine"),
    recording=Recording(records="all"),
)


@pytest.fixture(scope="module")
def trace(tmp_path_factory):
    path = tmp_path_factory.mktemp("batches") / "run.nntrace"
    record(EXPERIMENT, path)
    with open_trace(path) as trace:
        yield trace


def test_what_is_read_is_what_was_computed(trace):
    computed = ChunkBuffer(EXPERIMENT, EXPERIMENT.steps)
    train(EXPERIMENT, computed.steps)
    computed.measure(range(1, EXPERIMENT.steps + 1))
    assert set(trace.names) == set(computed.arrays)
    for name, array in computed.arrays.items():
        read = trace.between_steps(name, first=1, last=EXPERIMENT.steps)
        assert read.tobytes() == array.tobytes()


def test_an_epoch_stands_for_its_last_step(trace):
    assert trace.complete
    assert trace.steps.tolist() == list(range(1, 801))
    assert trace.epochs.tolist() == list(range(1, 201))
    assert trace.at("loss", epoch=150) == trace.at("loss", step=600)
    assert trace.series("loss")[149] == trace.at("loss", step=600)
    assert trace.between("loss", first=128, last=129).tolist() == [
        trace.at("loss", step=512),
        trace.at("loss", step=516),
    ]
    after = trace.after("weights/0", step=512)
    assert after.tobytes() == trace.at("weights/0", step=513).tobytes()
    assert after.tobytes() == trace.after("weights/0", epoch=128).tobytes()


def test_a_missing_step_is_named_as_a_step(trace):
    with pytest.raises(TraceError, match=r"step 801 was not recorded; .*800$"):
        trace.at("loss", step=801)
    with pytest.raises(TraceError, match=r"epoch 201 was not recorded; .*200$"):
        trace.at("loss", epoch=201)


def test_the_records_of_a_step_are_those_that_it_names(trace):
    records = trace.between_steps("records", first=1, last=800).astype(int)
    assert [sorted(epoch.ravel()) for epoch in records.reshape(200, 4)] == [[0, 1, 2, 3]] * 200
    inputs = trace.between_steps("activations/0", first=1, last=800)
    assert np.array_equal(inputs, trace.dataset.inputs[records])


def test_all_training_records_are_measured_when_an_epoch_ends(trace):
    losses = trace.between_steps("training_loss", first=1, last=800).reshape(200, 4)
    assert np.isnan(losses[:, :3]).all()
    assert np.isfinite(losses[:, 3]).all()
    right = trace.series("training_accuracy")
    assert set(right) <= {0.0, 0.25, 0.5, 0.75, 1.0}


def test_the_learning_rate_is_recorded_where_it_changes(trace):
    rates = trace.between_steps("learning_rate", first=1, last=8).tolist()
    assert rates == [0.1] * 4 + [0.1 * (1 + np.cos(np.pi / 200)) / 2] * 4


def test_what_the_optimizer_remembers_explains_the_update(trace):
    step = 7
    m, s = (trace.at(f"{name}/0", step=step) for name in ("first_moments", "second_moments"))
    rate = float(trace.at("learning_rate", step=step))
    mean, square = m / (1 - 0.9**step), s / (1 - 0.999**step)
    expected = -rate * mean / (np.sqrt(square) + 1e-8)
    np.testing.assert_allclose(trace.at("updates/0", step=step), expected, rtol=1e-12)
    assert trace.shape("bias_first_moments/1") == (1,)


def test_a_mask_explains_which_units_are_silent(trace):
    masks = trace.between_steps("masks/1", first=1, last=800)
    assert set(np.unique(masks)) == {0.0, 2.0}
    assert 0.4 < (masks == 0).mean() < 0.6
    sums = trace.between_steps("preactivations/1", first=1, last=800)
    said = trace.between_steps("activations/1", first=1, last=800)
    assert np.array_equal(said, np.tanh(sums) * masks)
