"""Programs for PyTorch and Keras: they run, and compute what nnviz does, as far as is seen here."""

import ast
import sys
from dataclasses import replace
from unittest.mock import MagicMock

import numpy as np
import pytest

from nnviz.errors import UsageError
from nnviz.learning.data import Data
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.optimizers import OptimizerSettings
from nnviz.learning.regularization import Regularization
from nnviz.learning.schedules import Schedule
from nnviz.playground.keras_code import keras_code
from nnviz.playground.torch_code import torch_code
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace
from tests.playground.torch_stand_in import install

PLAIN = Experiment(epochs=2)
POINTS = Experiment(
    data=Data(name="circle", records=10, labels=(0.0, 1.0)),
    layers=(Layer(units=3, activation="tanh", bias=True), Layer(units=1, bias=True)),
    loss="binary_cross_entropy",
    optimizer=OptimizerSettings(name="adam", first_decay=0.5),
    schedule=Schedule(name="step", every=1, factor=0.5),
    regularization=Regularization(l1=0.01, l2=0.03),
    batch_size=4,
    epochs=3,
)


def run(code):
    held = {}
    exec(code, held)  # it is what is tested
    return held


@pytest.mark.parametrize("experiment", [PLAIN, POINTS], ids=["plain", "batches"])
def test_with_pytorch_the_loss_is_that_of_nnviz(experiment, monkeypatch, tmp_path):
    install(monkeypatch)
    still = replace(experiment, learning_rate=0.0)
    held = run(torch_code(still))
    record(still, tmp_path / "still.nntrace")
    with open_trace(tmp_path / "still.nntrace") as trace:
        recorded = trace.series("loss")[-1]
    assert held["optimizer"].steps == still.steps
    np.testing.assert_allclose(held["loss"], recorded, rtol=1e-12)


def test_batches_and_rates_are_those_of_nnviz(monkeypatch):
    install(monkeypatch)
    held = run(torch_code(POINTS))
    assert held["optimizer"].rates == [1.0, 1.0, 0.5, 0.5, 0.25, 0.25]
    dealt = np.random.default_rng([POINTS.seed, 1])
    for _ in range(POINTS.epochs):
        order = dealt.permutation(10)
    np.testing.assert_array_equal(held["rows"], order[4:8])


@pytest.mark.parametrize("experiment", [PLAIN, POINTS], ids=["plain", "batches"])
def test_a_keras_program_runs_and_takes_every_step(experiment, monkeypatch):
    keras = MagicMock()
    monkeypatch.setitem(sys.modules, "keras", keras)
    held = run(keras_code(experiment))
    assert held["network"].train_on_batch.call_count == experiment.steps
    (numbers,) = held["network"].set_weights.call_args.args
    assert [each.shape for each in numbers] == list(experiment.network.parameters().values())


@pytest.mark.parametrize("name", ["momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"])
def test_every_optimizer_is_told(name):
    experiment = replace(PLAIN, optimizer=OptimizerSettings(name=name))
    for code in (torch_code(experiment), keras_code(experiment)):
        assert ast.parse(code)
        assert "{" not in code


REFUSED = {
    "dropout": {"layers": (Layer(units=4, dropout=0.5), Layer(units=1))},
    "proximal": {"regularization": Regularization(l1=0.1, proximal=True)},
    "too many": {"data": Data(name="circle", records=9000)},
    "velocity": {
        "optimizer": OptimizerSettings(name="momentum"),
        "schedule": Schedule(name="cosine"),
    },
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_cannot_be_told_is_refused_with_the_reason(why):
    with pytest.raises(UsageError, match=why):
        keras_code(replace(PLAIN, **REFUSED[why]))
