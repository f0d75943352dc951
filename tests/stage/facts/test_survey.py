"""The facts of a whole training, however it is read."""

import dataclasses

import numpy as np
import pytest

from nnviz.learning.data import Data, own
from nnviz.learning.datasets import Dataset
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.recording import Recording
from nnviz.stage.facts import survey as module
from nnviz.stage.facts.survey import survey
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace

WHOLE = Experiment(
    data=Data(name="gauss", records=20),
    layers=(Layer(units=3, activation="tanh", bias=True), Layer(units=1)),
    learning_rate=0.05,
    epochs=30,
)


@pytest.mark.parametrize(
    "experiment",
    [
        WHOLE,
        dataclasses.replace(WHOLE, batch_size=4),
        dataclasses.replace(WHOLE, recording=Recording(steps=7, records=3)),
    ],
    ids=["whole", "batches", "sparse"],
)
def test_a_large_network_is_read_in_short_parts_to_the_same_facts(
    tmp_path, monkeypatch, experiment
):
    record(experiment, tmp_path / "run.nntrace")
    with open_trace(tmp_path / "run.nntrace") as trace:
        at_once = survey(trace)
        monkeypatch.setattr(module, "MOST_BYTES_AT_ONCE", 1)
        one_by_one = survey(trace)
        for field in dataclasses.fields(at_once):
            first, second = getattr(at_once, field.name), getattr(one_by_one, field.name)
            assert np.array_equal(first, second), field.name
        assert at_once.epochs.tolist() == trace.epochs.tolist()
        lengths = [
            np.sqrt(
                sum(np.square(trace.at(f"updates/{k}", epoch=int(epoch))).sum() for k in (0, 1))
            )
            for epoch in trace.epochs
        ]
        assert np.allclose(at_once.update_size, lengths, rtol=1e-12)


LINEAR = (Layer(units=2, activation="identity"), Layer(units=1, activation="identity"))


def facts_of(tmp_path, **changes):
    record(Experiment(layers=LINEAR, **changes), tmp_path / "run.nntrace")
    with open_trace(tmp_path / "run.nntrace") as trace:
        first = max(np.abs(trace.at(f"weights/{k}", epoch=1)).max() for k in (0, 1))
        return survey(trace), trace.divergence, first


def test_scales_follow_a_training_that_runs_away_only_until_it_does(tmp_path):
    facts, divergence, first = facts_of(tmp_path, learning_rate=10.0, epochs=40)
    assert facts.runs_away is not None
    assert 1 < facts.runs_away <= divergence.epoch
    assert facts.largest_weight <= 100 * first
    assert facts.epochs[facts.settled] == facts.runs_away


def test_a_training_whose_numbers_grow_far_but_stay_finite_runs_away_too(tmp_path):
    facts, divergence, first = facts_of(tmp_path, learning_rate=10.0, epochs=4)
    assert divergence is None
    assert facts.runs_away is not None
    assert facts.largest_weight <= 100 * first


def test_a_training_that_settles_runs_away_never(tmp_path):
    facts, _, _ = facts_of(tmp_path, learning_rate=0.05, epochs=40)
    assert facts.runs_away is None
    assert facts.settled == 40


def test_an_infinite_weight_that_is_taken_back_by_as_much_is_no_number(tmp_path):
    huge = np.full((1, 1), 1e300)
    experiment = Experiment(
        data=own(Dataset(name="huge", inputs=huge, targets=-huge, source="a test")),
        layers=(Layer(units=1, activation="identity"),),
        epochs=2,
    )
    record(experiment, tmp_path / "run.nntrace")
    with open_trace(tmp_path / "run.nntrace") as trace:
        assert np.isnan(trace.after("weights/0", epoch=2)).all()
        assert survey(trace).largest_weight == abs(trace.at("weights/0", epoch=1).item())
