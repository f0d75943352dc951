"""A training that diverges says so."""

import numpy as np
import pytest

from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.recording import Recording
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace

LINEAR = (Layer(units=4, activation="identity"), Layer(units=1, activation="identity"))


def test_the_first_epoch_without_a_finite_loss_is_named_with_a_remedy(tmp_path):
    record(Experiment(layers=LINEAR, learning_rate=10.0, epochs=40), tmp_path / "run.nntrace")
    with open_trace(tmp_path / "run.nntrace") as trace:
        found = trace.divergence
        assert found is not None
        loss = trace.series("loss")
        assert np.isfinite(loss[: found.epoch - 1]).all()
        assert not np.isfinite(found.loss)
        assert found.largest_weight > 1e50
        message = f"diverged at epoch {found.epoch}: loss is {found.loss:g}; the largest weight is"
        assert str(found).startswith(message)
        assert str(found).endswith("try a smaller learning rate than 10")


def test_a_training_that_settles_did_not_diverge(tmp_path):
    record(Experiment(epochs=20), tmp_path / "run.nntrace")
    with open_trace(tmp_path / "run.nntrace") as trace:
        assert trace.divergence is None


@pytest.mark.parametrize("recording", [Recording(steps=7), Recording(tensors=("activations",))])
def test_divergence_is_found_among_whatever_was_recorded(tmp_path, recording):
    experiment = Experiment(layers=LINEAR, learning_rate=10.0, epochs=40, recording=recording)
    record(experiment, tmp_path / "run.nntrace")
    with open_trace(tmp_path / "run.nntrace") as trace:
        assert trace.divergence is not None
        assert trace.divergence.epoch in trace.epochs
        assert ("largest weight" in str(trace.divergence)) == ("weights/0" in trace.names)
