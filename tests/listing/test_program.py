"""Every program that is printed runs as it is, with NumPy alone, and has the recorded numbers."""

import tempfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from nnviz.errors import ExperimentError
from nnviz.learning.activations import ACTIVATIONS
from nnviz.learning.data import Data, own
from nnviz.learning.datasets import Dataset
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.initializers import INITIALIZATIONS, Initialization
from nnviz.learning.losses import LOSSES
from nnviz.learning.optimizers import OPTIMIZERS, OptimizerSettings
from nnviz.learning.schedules import SCHEDULES, Schedule
from nnviz.listing.program import arrays_of, program
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace
from tests.choosing import batched, chosen, priced
from tests.listing.running import run

HIDDEN = sorted(set(ACTIVATIONS) - {"softmax", "step"})
KINDS = ("whole", "fractions", "negative zeros", "tiny")


@st.composite
def datasets(draw, loss):
    """Draw up to 70 records with up to 4 inputs and 3 outputs, targets that suit a loss."""
    records, columns = draw(st.integers(1, 70)), draw(st.integers(1, 4))
    outputs = draw(st.integers(2 if loss == "categorical_cross_entropy" else 1, 3))
    random = np.random.default_rng(draw(st.integers(0, 1000)))
    inputs = {
        "whole": random.integers(-3, 4, (records, columns)),
        "fractions": random.normal(size=(records, columns)),
        "negative zeros": -random.integers(0, 2, (records, columns)).astype(float),
        "tiny": random.normal(size=(records, columns)) * 1e-300,
    }[draw(st.sampled_from(KINDS))]
    targets = random.integers(0, 2, (records, outputs))
    if loss == "categorical_cross_entropy":
        targets = np.eye(outputs, dtype=int)[random.integers(outputs, size=records)]
    return Dataset(name="any", inputs=inputs, targets=targets, source="this test")


@st.composite
def starts(draw, widths, layers):
    """Draw initial weights; given ones are numbers of all kinds."""
    name = draw(st.sampled_from(sorted(INITIALIZATIONS)))
    if name != "given":
        return chosen(Initialization, name=name, deviation=draw(st.sampled_from([0.0, 0.01, 1.0])))
    random = np.random.default_rng(draw(st.integers(0, 1000)))
    shapes = list(pairwise(widths))
    weights = tuple(random.normal(size=shape).round(draw(st.integers(0, 17))) for shape in shapes)
    biases = tuple(random.normal(size=each.units if each.bias else 0) for each in layers)
    return Initialization(name=name, weights=weights, biases=biases)


@st.composite
def experiments(draw):
    """Draw any experiment that there is a program of."""
    loss = draw(st.sampled_from(sorted(LOSSES)))
    data = draw(datasets(loss))
    last = LOSSES[loss].pair or draw(st.sampled_from([*HIDDEN, "softmax"]))
    hidden = st.builds(
        Layer,
        units=st.integers(1, 12),
        activation=st.sampled_from(HIDDEN),
        bias=st.booleans(),
        dropout=st.sampled_from([0.0, 0.0, 0.3]),
    )
    output = Layer(units=data.targets.shape[1], activation=last, bias=draw(st.booleans()))
    layers = (*draw(st.lists(hidden, max_size=3)), output)
    widths = (data.inputs.shape[1], *(layer.units for layer in layers))
    try:
        return batched(
            data=own(data),
            layers=layers,
            loss=loss,
            seed=draw(st.integers(0, 2**32 - 1)),
            epochs=draw(st.integers(1, 12)),
            learning_rate=draw(st.sampled_from([0.0, 1, 1.0, 0.1, 1e-3, 1e9])),
            batch_size=draw(st.one_of(st.none(), st.integers(1, data.size))),
            shuffle=draw(st.booleans()),
            drop_last=draw(st.booleans()),
            replacement=draw(st.sampled_from([False, False, True])),
            optimizer=chosen(
                OptimizerSettings,
                name=draw(st.sampled_from(sorted(OPTIMIZERS))),
                momentum=draw(st.sampled_from([0, 0.5, 0.9])),
                first_decay=draw(st.sampled_from([0, 0.9])),
            ),
            schedule=chosen(
                Schedule,
                name=draw(st.sampled_from(sorted(SCHEDULES))),
                every=draw(st.integers(1, 3)),
                factor=draw(st.sampled_from([0, 0.5])),
                lowest=draw(st.sampled_from([0, 0.01])),
            ),
            initialization=draw(starts(widths, layers)),
            regularization=priced(
                l1=draw(st.sampled_from([0, 0.05, 1])),
                l2=draw(st.sampled_from([0, 0.05])),
                proximal=draw(st.booleans()),
            ),
        )
    except ExperimentError:  # batches that contradict themselves
        assume(False)
        raise


def differences(experiment, text):
    """Return what a program leaves behind otherwise than it is recorded."""
    found, _ = run(text)
    with tempfile.TemporaryDirectory() as folder:
        record(experiment, Path(folder) / "run.nntrace")
        with open_trace(Path(folder) / "run.nntrace") as trace:
            last = experiment.epochs
            expected = {"mean": trace.at("mean_absolute_error", epoch=last)}
            for name in trace.names:
                kind, _, k = name.partition("/")
                if kind in {"weights", "biases"}:
                    expected[f"{kind[0]}{k}"] = trace.after(name, epoch=last)
    return [
        name
        for name, value in expected.items()
        if not np.array_equal(np.asarray(found[name], np.float64), value, equal_nan=True)
    ]


MANY = Experiment(data=Data(name="gauss", records=40), epochs=3, learning_rate=0.01)


@settings(max_examples=150)
@given(experiment=experiments())
@example(experiment=MANY)
@example(experiment=replace(MANY, batch_size=7, drop_last=False))
def test_a_program_runs_and_has_the_recorded_numbers(experiment):
    assert differences(experiment, program(experiment).text) == []


@settings(max_examples=30)
@given(experiment=experiments())
def test_so_does_one_that_reads_its_numbers_from_a_file(tmp_path_factory, experiment):
    file = tmp_path_factory.mktemp("data") / "it's data.npz"
    np.savez(file, **arrays_of(experiment))
    assert differences(experiment, program(experiment, str(file)).text) == []


@pytest.fixture
def scaled(tmp_path):
    path = tmp_path / "birds.csv"
    rows = "".join(f"{2700 + 31.5 * n},{n / 7},{n * n}\n" for n in range(9))
    path.write_text(f"mass,wing,price\n{rows}")
    data = Data(name="csv", path=str(path), scale="standard", held_out=0.25)
    return Experiment(data=data, layers=(Layer(units=1, activation="identity"),), epochs=3)


def test_a_program_holds_the_values_of_the_file_and_scales_them(scaled, tmp_path):
    text = program(scaled).text
    assert "[2952, 1.1428571428571428]" in text
    assert "X = (X - center)/spread" in text
    assert differences(scaled, text) == []
    np.savez(tmp_path / "own.npz", **arrays_of(scaled))
    read = program(scaled, str(tmp_path / "own.npz")).text
    assert "y = (y - center)/spread" in read
    assert differences(scaled, read) == []
