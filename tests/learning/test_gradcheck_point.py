"""The point of a gradient check: it is the training's own, and what has no slope there is said."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from nnviz import check_gradients
from nnviz.errors import ExperimentError, TraceDamagedError, TraceError
from nnviz.learning import gradcheck
from nnviz.learning.data import Data, own
from nnviz.learning.datasets import Dataset
from nnviz.learning.experiment import Experiment, Layer, Recording
from nnviz.learning.initializers import Initialization
from nnviz.learning.kinks import Kink
from nnviz.learning.optimizers import OptimizerSettings
from nnviz.learning.regularization import Regularization
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace

ONE = Experiment(
    data=own(Dataset(name="one", inputs=[[1.0, 0.0]], targets=[[0.0]], source="this test")),
    layers=(Layer(units=1, activation="identity", bias=True),),
    initialization=Initialization(name="given", weights=(((0.34,), (0.56,)),), biases=((0.54,),)),
    epochs=1,
)
BATCHES = Experiment(
    data=Data(name="spiral", records=20, noise=0.1),
    layers=(
        Layer(units=4, activation="tanh", bias=True, dropout=0.4),
        Layer(units=3, activation="leaky_relu"),
        Layer(units=1, activation="tanh", bias=True),
    ),
    loss="mean_squared_error",
    initialization=Initialization(name="xavier"),
    optimizer=OptimizerSettings(name="adam"),
    regularization=Regularization(l1=0.01, l2=0.01),
    learning_rate=0.01,
    batch_size=6,
    epochs=5,
    recording=Recording(records="all"),
)
PLAIN_BATCHES = replace(
    BATCHES,
    layers=(Layer(units=4, activation="tanh", bias=True), Layer(units=1, activation="tanh")),
    drop_last=False,
    recording=Recording(),
)
TRAININGS = {
    "one": ONE,
    "xor": Experiment(epochs=5),
    "batches": BATCHES,
    "proximal": replace(BATCHES, regularization=Regularization(l1=0.05, l2=0.01, proximal=True)),
    "replacement": replace(BATCHES, replacement=True),
    "smaller last": replace(PLAIN_BATCHES, data=Data(name="spiral", records=14)),
}


def largest(trace, number):
    """Return the largest recorded slope of each array in a step."""
    names = {"gradients": "weights", "bias_gradients": "biases"}
    parts = [(name, *name.split("/")) for name in trace.names if name.split("/")[0] in names]
    return {
        f"{names[kind]}/{k}": float(np.abs(trace.at(name, step=number)).max())
        for name, kind, k in parts
    }


def found(check):
    return {agreement.name: agreement.gradient for agreement in check}


@pytest.mark.parametrize("name", TRAININGS)
def test_the_slopes_are_those_of_the_recording_at_every_epoch(tmp_path, name):
    experiment, path = TRAININGS[name], tmp_path / "run.nntrace"
    record(experiment, path)
    with open_trace(path) as trace:
        for epoch in (None, *trace.epochs.tolist()):
            number = 1 if epoch is None else epoch * experiment.steps_per_epoch
            for check in (
                gradcheck.check_gradients(experiment, epoch=epoch),
                check_gradients(experiment, epoch=epoch),
                check_gradients(trace, epoch=epoch),
            ):
                assert found(check) == largest(trace, number)
                assert (check.step, check.epoch) == (number, epoch or 1)
                assert not check.notes
                assert all(agreement.agrees for agreement in check)
                assert any(agreement.compared for agreement in check)


def test_given_weights_and_biases_are_where_they_are():
    weights, biases = check_gradients(ONE)
    assert (weights.gradient, biases.gradient) == (pytest.approx(0.88, abs=1e-15),) * 2
    assert (weights.compared, weights.too_small, biases.compared) == (1, 1, 1)


def test_where_all_is_zero_nothing_was_compared():
    zero = Initialization(name="gaussian", deviation=0)
    experiment = Experiment(
        data="nor", layers=(Layer(units=2, bias=True), Layer(units=1)), initialization=zero
    )
    first, biases, second = check_gradients(experiment)
    for agreement in (first, biases):
        assert (agreement.gradient, agreement.compared) == (0.0, 0)
        assert agreement.too_small == agreement.size
        assert agreement.digits is None
        assert agreement.relative is None
    assert second.compared == 2


def test_a_relu_that_stands_at_0_is_named_and_its_weights_are_not_compared():
    start = Initialization(
        name="given", weights=(((0.0, 0.5), (0.0, 0.25), (0.0, 0.1)), ((1.0,), (1.0,)))
    )
    layers = (Layer(units=2, activation="relu"), Layer(units=1, activation="identity"))
    check = check_gradients(Experiment(layers=layers, initialization=start))
    assert check.kinks == (Kink(layer=1, function="relu", places=((1,),)),)
    assert str(check.kinks[0]) == (
        "node 1 of layer 1: z = 0, where relu has no slope; training takes 0"
    )
    first, second = check
    assert (first.compared, first.bent, first.agrees) == (3, 3, True)
    assert (second.compared, second.too_small) == (1, 1)


def test_weights_at_0_have_no_slope_under_l1_unless_it_is_proximal():
    start = Initialization(name="given", weights=(((0.0,), (0.5,), (-0.5,)),))
    experiment = Experiment(
        layers=(Layer(units=1),), initialization=start, regularization=Regularization(l1=0.1)
    )
    check = check_gradients(experiment)
    assert check.kinks == (Kink(layer=1, function="l1", places=((1, 1),)),)
    assert "weight 1 → 1 of layer 1: w = 0, where |w| of l1" in str(check.kinks[0])
    assert [(each.compared, each.bent) for each in check] == [(2, 1)]
    proximal = replace(experiment, regularization=Regularization(l1=0.1, proximal=True))
    smooth = check_gradients(proximal)
    assert not smooth.kinks
    assert [(each.compared + each.too_small, each.bent) for each in smooth] == [(3, 0)]


def test_biases_at_0_have_a_slope_under_l1():
    priced = replace(ONE, initialization=Initialization(), regularization=Regularization(l1=0.1))
    _, biases = check_gradients(priced)
    assert (biases.compared, biases.bent) == (1, 0)


def test_many_kinks_are_counted():
    places = tuple((n,) for n in range(1, 13))
    assert "nodes 1, 2, 3, 4, 5, 6, 7, 8 and 4 more of layer 2" in str(
        Kink(layer=2, function="leaky_relu", places=places)
    )


def test_the_largest_slope_of_a_large_array_is_always_compared():
    experiment = Experiment(layers=(Layer(units=60), Layer(units=1)))
    first, _ = check_gradients(experiment)
    assert first.worst is not None
    step = gradcheck.blank_step(experiment, 4)
    gradcheck.train(experiment, [step])
    assert first.gradient == np.abs(step.gradients[0]).max()
    assert first.compared == gradcheck.MOST_PARAMETERS


def test_a_large_parameter_is_nudged_by_more():
    start = Initialization(name="given", weights=(((1e6,), (0.5,)),), biases=((0.0,),))
    weights, _ = check_gradients(replace(ONE, initialization=start))
    assert weights.agrees
    assert weights.digits is not None
    assert weights.digits >= 5


@pytest.mark.parametrize("epoch", [0, 6, -1])
def test_an_epoch_that_is_not_there_is_refused(tmp_path, epoch):
    experiment = Experiment(epochs=5)
    with pytest.raises(ExperimentError, match=f"epoch: {epoch} is not possible; .* 1 to 5"):
        check_gradients(experiment, epoch=epoch)
    record(experiment, tmp_path / "xor.nntrace")
    missing = pytest.raises(TraceError, match=f"epoch {epoch} was not recorded")
    with open_trace(tmp_path / "xor.nntrace") as trace, missing:
        check_gradients(trace, epoch=epoch)


def test_a_training_that_diverged_has_no_slope():
    linear = (Layer(units=4, activation="identity"), Layer(units=1, activation="identity"))
    experiment = Experiment(layers=linear, learning_rate=10.0, epochs=50)
    with pytest.raises(ExperimentError, match=r"step 50: the loss is nan: training has diverged"):
        check_gradients(experiment, epoch=50)


LACKING: list[tuple[dict[str, Any], str]] = [
    ({"recording": Recording()}, "the trace holds 16 of 20 records"),
    ({"data": Data(name="spiral", records=12), "recording": Recording()}, "holds no masks"),
]


@pytest.mark.parametrize(("changes", "note"), LACKING)
def test_what_a_trace_lacks_of_the_point_is_said(tmp_path, changes, note):
    record(replace(BATCHES, **changes), tmp_path / "run.nntrace")
    with open_trace(tmp_path / "run.nntrace") as trace:
        check = check_gradients(trace, epoch=2)
        assert any(note in each for each in check.notes)
        assert all(agreement.agrees for agreement in check)


@pytest.mark.parametrize("rows", [[0, 1, 2, 3, 4, 20], [0.5] * 6, [np.nan] * 6, [-1] * 6])
def test_a_batch_of_records_that_are_not_there_is_damage(tmp_path, monkeypatch, rows):
    record(BATCHES, tmp_path / "run.nntrace")
    with open_trace(tmp_path / "run.nntrace") as trace:
        read = trace.at
        monkeypatch.setattr(
            trace,
            "at",
            lambda name, **when: np.array(rows) if name == "records" else read(name, **when),
        )
        with pytest.raises(TraceDamagedError, match="step 6 learns from records"):
            check_gradients(trace, epoch=2)
