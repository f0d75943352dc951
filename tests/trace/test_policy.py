"""What is recorded of a training, what it costs, and that the promise holds."""

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnviz.errors import ExperimentError
from nnviz.learning.data import Data, own
from nnviz.learning.datasets import Dataset
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.network import Network
from nnviz.learning.recording import Recording
from nnviz.trace import policy
from nnviz.trace.buffers import ChunkBuffer
from nnviz.trace.plan import CHUNK_STEPS, CHUNKS, SMALL_CHUNK, Steps
from nnviz.trace.policy import PROBES, UNTHINNED_BYTES, plan_for
from nnviz.trace.reader import check
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace

SPIRAL = Experiment(
    data=Data(name="spiral", records=60, held_out=0.5),
    layers=(Layer(units=4, activation="tanh", bias=True), Layer(units=1, activation="tanh")),
    epochs=40,
    learning_rate=0.01,
)


def recording(experiment, **fields):
    return dataclasses.replace(experiment, recording=Recording(**fields))


def images(records, **fields):
    """The shape of MNIST, with random pixels."""
    random = np.random.default_rng(1)
    data = Dataset(
        name="images",
        inputs=random.random((records, 784)),
        targets=np.eye(10)[random.integers(0, 10, records)],
        source="chance",
        classes=tuple("0123456789"),
    )
    layers = (
        Layer(units=256, activation="relu", bias=True),
        Layer(units=128, activation="relu", bias=True),
        Layer(units=10, activation="softmax", bias=True),
    )
    given = {"loss": "categorical_cross_entropy", "learning_rate": 0.01, "epochs": 1} | fields
    return Experiment(data=own(data), layers=layers, **given)


@given(
    total=st.integers(1, 300),
    wanted=st.one_of(
        st.sampled_from(["auto", "all", "epochs", "logarithmic"]),
        st.integers(1, 400),
        st.lists(st.integers(1, 300), min_size=1).map(tuple),
    ),
)
def test_the_number_of_steps_is_how_many_there_are_and_the_last_is_one(total, wanted):
    if isinstance(wanted, tuple) and max(wanted) > total:
        return
    steps = policy._steps(wanted, total, epoch=1)
    assert len(steps) == sum(step in steps for step in range(1, total + 1))
    assert total in steps
    if isinstance(wanted, tuple):
        assert all(step in steps for step in wanted)


def test_with_the_end_of_each_epoch_its_loss_and_accuracy_are_known(tmp_path):
    batched = recording(dataclasses.replace(SPIRAL, batch_size=7), steps="epochs")
    record(batched, tmp_path / "run.nntrace")
    with open_trace(tmp_path / "run.nntrace") as trace:
        assert trace.epochs.tolist() == list(range(1, 41))
        assert len(trace.steps) == 41  # and the first step of all
        for name in ("training_loss", "training_accuracy", "held_out_loss", "held_out_accuracy"):
            assert np.isfinite(trace.series(name)).all()


def test_logarithmic_steps_are_about_ten_in_each_power_of_ten():
    steps = policy._steps("logarithmic", 100_000, epoch=1)
    assert sum(step in steps for step in range(10_000, 100_000)) == 10
    assert all(step in steps for step in (1, 2, 3, 4, 5, 6, 8, 10, 100, 1000, 100_000))


@pytest.mark.parametrize("wanted", [500, "logarithmic"])
def test_the_end_of_the_first_epoch_is_recorded(wanted):
    assert 37 in policy._steps(wanted, 3700, epoch=37)


def test_a_small_training_is_recorded_whole():
    plan = plan_for(Experiment())
    assert plan.is_everything
    assert (plan.records, plan.dtype, len(plan.steps)) == (None, np.float64, 2000)


def test_too_many_steps_are_thinned_and_keep_every_bit():
    plan = plan_for(Experiment(epochs=10_000_000))
    assert plan.raw_bytes <= UNTHINNED_BYTES
    assert plan.raw_bytes > UNTHINNED_BYTES / 2
    assert plan.dtype == np.float64
    assert plan.records is None
    assert all(step in plan.steps for step in [*range(1, 11), 10_000_000])


def test_too_many_records_become_sixteen_at_equal_distances():
    plan = plan_for(
        dataclasses.replace(SPIRAL, data=Data(name="spiral", records=50_000), epochs=100)
    )
    assert plan.records is not None
    assert len(plan.records) == PROBES
    assert (plan.records[0], plan.records[-1]) == (0, 49_999)
    assert set(np.diff(plan.records)) <= {3333, 3334}
    assert len(plan.steps) == 100
    assert plan.dtype == np.float64


def test_a_large_network_is_recorded_in_float32_at_the_ends_of_epochs():
    experiment = images(1200, batch_size=4, epochs=20)
    plan = plan_for(experiment)
    assert plan.dtype == np.float32
    assert plan.raw_bytes <= UNTHINNED_BYTES
    assert all(300 * epoch in plan.steps for epoch in range(1, 21))
    assert plan.dtype_of("loss") == plan.dtype_of("training_loss") == np.float64


def test_thinned_steps_are_whole_parts_of_epochs_or_whole_epochs():
    for epochs in (2, 7, 50, 1000):
        steps = plan_for(images(1200, batch_size=4, epochs=epochs)).steps
        assert 300 % steps.every == 0 or steps.every % 300 == 0
        assert 300 in steps


@pytest.mark.parametrize("epochs", [1, 5, 20, 300])
def test_a_chunk_of_a_large_network_is_a_small_part_of_its_training(epochs):
    plan = plan_for(images(1200, batch_size=4, epochs=epochs))
    assert plan.chunk_steps <= max(1, len(plan.steps) // CHUNKS)


def test_steps_at_ever_larger_distances_are_a_chunk_each():
    wanted = Recording(steps="logarithmic")
    assert plan_for(Experiment(epochs=10_000_000, recording=wanted)).chunk_steps == 1


@pytest.mark.parametrize("steps", ["logarithmic", 100_000, (10, 1_000_000, 2_000_000)])
def test_where_few_steps_are_recorded_few_are_a_chunk(steps):
    plan = plan_for(Experiment(epochs=10_000_000, recording=Recording(steps=steps)))
    assert plan.chunk_steps <= max(1, len(plan.steps) // CHUNKS)


def test_where_all_is_recorded_a_chunk_is_long_or_soon_computed():
    assert plan_for(Experiment()).chunk_steps == CHUNK_STEPS
    plan = plan_for(dataclasses.replace(SPIRAL, epochs=100))
    assert plan.chunk_steps == len(plan.steps)
    assert plan.chunk_steps * plan.step_bytes <= SMALL_CHUNK


def test_what_the_experiment_says_is_not_overruled():
    wanted = {"steps": 5, "records": (2, 30), "tensors": ("weights",), "precision": "float32"}
    plan = plan_for(recording(SPIRAL, **wanted))
    assert plan.steps == Steps(total=40, every=5, listed=(1, 40))
    assert plan.records == (1, 29)
    assert plan.dtype == np.float32
    assert set(plan.tensors) == {
        *("weights/0", "weights/1", "loss", "mean_absolute_error", "accuracy"),
        *("held_out_loss", "held_out_accuracy"),
    }


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"steps": (1, 41)}, "steps: 41 is not possible; the training has 40"),
        ({"records": (31,)}, "records: 31 is not possible; the training has 30"),
        ({"records": 31}, "records: 31 is not possible"),
        ({"tensors": ("colours",)}, "tensors: 'colours' is not possible; there are accuracy, "),
        ({"tensors": ("velocities",)}, "tensors: 'velocities'"),
    ],
)
def test_what_the_training_does_not_have_cannot_be_recorded(fields, message):
    with pytest.raises(ExperimentError, match=message):
        plan_for(recording(SPIRAL, **fields))


@pytest.mark.parametrize(
    "fields",
    [
        {"steps": "some"},
        {"steps": 0},
        {"steps": ()},
        {"steps": 1.5},
        {"steps": True},
        {"records": "logarithmic"},
        {"records": (0,)},
        {"tensors": "weights"},
        {"tensors": (1,)},
        {"precision": "float16"},
    ],
)
def test_an_impossible_recording_is_named(fields):
    (field,) = fields
    with pytest.raises(ExperimentError, match=f"^recording {field}: .* is not possible; give"):
        Recording(**fields)


@pytest.mark.parametrize("batch_size", [None, 7])
def test_chosen_steps_and_records_are_those_of_the_whole_training(tmp_path, batch_size):
    experiment = dataclasses.replace(SPIRAL, batch_size=batch_size)
    record(recording(experiment, records="all"), tmp_path / "whole.nntrace")
    record(recording(experiment, steps=(3, 8, 20), records=(1, 9)), tmp_path / "some.nntrace")
    with (
        open_trace(tmp_path / "whole.nntrace") as whole,
        open_trace(tmp_path / "some.nntrace") as some,
    ):
        assert some.steps.tolist() == [3, 8, 20, experiment.steps]
        for name in ("weights/0", "gradients/1", "updates/0", "biases/0", "loss", "accuracy"):
            for step in (3, 8, 20):
                assert some.at(name, step=step).tobytes() == whole.at(name, step=step).tobytes()
        assert some.dataset.inputs.tobytes() == experiment.dataset.inputs[[0, 8]].tobytes()
        assert some.shape("deltas/1") == (2, 4)
        if batch_size is None:
            for name in ("activations/2", "deltas/1"):
                chosen = whole.at(name, step=8)[[0, 8]]
                assert some.at(name, step=8).tobytes() == chosen.tobytes()


def test_by_batches_the_chosen_records_pass_through_the_network_as_it_is(tmp_path):
    experiment = dataclasses.replace(SPIRAL, batch_size=5)
    record(experiment, tmp_path / "run.nntrace")
    with open_trace(tmp_path / "run.nntrace") as trace:
        assert len(trace.dataset.inputs) == PROBES
        assert trace.shape("records") == (5,)
        for step in (1, 100, experiment.steps):
            weights = {k: trace.at(f"weights/{k}", step=step) for k in (0, 1)}
            biases = {0: trace.at("biases/0", step=step)}
            network = Network(experiment.network)
            _, outputs = network.predict(trace.dataset.inputs, weights=weights, biases=biases)
            assert np.allclose(trace.at("activations/2", step=step), outputs, atol=1e-14)
            errors = trace.dataset.targets - outputs
            assert np.allclose(trace.at("activation_deltas/2", step=step), errors, atol=1e-14)


def test_float32_is_what_was_computed_rounded_and_the_loss_is_not(tmp_path):
    record(SPIRAL, tmp_path / "whole.nntrace")
    record(recording(SPIRAL, precision="float32"), tmp_path / "small.nntrace")
    with (
        open_trace(tmp_path / "whole.nntrace") as whole,
        open_trace(tmp_path / "small.nntrace") as small,
    ):
        rounded = whole.at("weights/0", epoch=30).astype(np.float32)
        assert small.at("weights/0", epoch=30).tolist() == rounded.tolist()
        assert small.at("weights/0", epoch=30).dtype == np.float64
        assert small.series("loss").tobytes() == whole.series("loss").tobytes()


def test_what_float32_cannot_hold_is_infinite_and_no_warning(tmp_path):
    layers = (Layer(units=4, activation="identity"), Layer(units=1, activation="identity"))
    experiment = Experiment(layers=layers, learning_rate=100.0, epochs=60)
    record(recording(experiment, precision="float32"), tmp_path / "run.nntrace")
    with open_trace(tmp_path / "run.nntrace") as trace:
        assert np.isinf(trace.between("weights/0", first=1, last=60)).any()


def test_held_out_records_and_those_that_are_shown_are_in_the_trace(tmp_path):
    np.savez(tmp_path / "own.npz", inputs=np.eye(40), targets=np.arange(40.0) / 40)
    data = Data(name="npz", path=str(tmp_path / "own.npz"), held_out=0.5)
    experiment = Experiment(data=data, layers=(Layer(units=1),), epochs=3)
    record(recording(experiment, records=4), tmp_path / "own.nntrace")
    (tmp_path / "own.npz").unlink()
    with open_trace(tmp_path / "own.nntrace") as trace:
        assert trace.experiment.widths == (40, 1)
        assert trace.dataset.inputs.tolist() == experiment.dataset.inputs[[0, 6, 13, 19]].tolist()
        assert trace.dataset.size == 20
        assert trace.dataset.held_out is not None
        assert (trace.dataset.held_out.size, len(trace.dataset.held_out.inputs)) == (20, 16)
        assert str(tmp_path).encode() not in (tmp_path / "own.nntrace").read_bytes()


@settings(max_examples=15)
@given(
    units=st.integers(1, 40),
    epochs=st.integers(1, 60),
    batch_size=st.sampled_from([None, 1, 10]),
    precision=st.sampled_from(["auto", "float32"]),
    steps=st.sampled_from(["auto", "logarithmic", 7]),
)
def test_no_file_is_larger_than_was_said(
    tmp_path_factory, units, epochs, batch_size, precision, steps
):
    experiment = Experiment(
        data=Data(name="gauss", records=20),
        layers=(Layer(units=units, bias=True, dropout=0.5), Layer(units=1)),
        epochs=epochs,
        batch_size=batch_size,
        recording=Recording(precision=precision, steps=steps),
    )
    path = tmp_path_factory.mktemp("sizes") / "run.nntrace"
    record(experiment, path)
    plan = plan_for(experiment)
    assert path.stat().st_size <= plan.largest_file
    report = check(path)
    assert (report.steps, report.tensors) == (len(plan.steps), len(plan.tensors))


def page_bytes_of(path):
    return int.from_bytes(path.read_bytes()[16:18])


def test_a_small_network_has_small_pages(tmp_path):
    record(Experiment(epochs=600), tmp_path / "xor.nntrace")
    assert page_bytes_of(tmp_path / "xor.nntrace") == 4096


def test_a_network_for_mnist_keeps_its_promise_in_bounded_memory(tmp_path):
    plan = plan_for(images(60_000, batch_size=500, epochs=10))
    assert plan.raw_bytes <= UNTHINNED_BYTES
    assert plan.largest_file <= 1.05 * UNTHINNED_BYTES
    kept = plan.chunk_steps * plan.step_bytes
    computed = sum(array.nbytes for array in ChunkBuffer(plan.experiment, 1).arrays.values())
    assert kept + computed < 100 << 20

    small = images(1000, batch_size=250, epochs=2)
    record(small, tmp_path / "images.nntrace")
    promised = plan_for(small).largest_file
    assert 0.5 * promised < (tmp_path / "images.nntrace").stat().st_size <= promised
    assert page_bytes_of(tmp_path / "images.nntrace") == plan_for(small).page_bytes > 4096
    with open_trace(tmp_path / "images.nntrace") as trace:
        assert trace.complete
        assert math.isfinite(trace.series("training_accuracy")[-1])
